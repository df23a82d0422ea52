"""Checks: given, followed on their way, shown, saved in any format, and taken out of the history."""

from __future__ import annotations

import base64
import io
from collections.abc import AsyncIterator
from dataclasses import dataclass
from functools import partial
from typing import Any

from starlette.datastructures import FormData, UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response, StreamingResponse
from starlette.routing import BaseRoute, Route

from factcheck.article import read_day
from factcheck.checking import Checked
from factcheck.reports import page, reports
from factcheck.reports.markup import Markup
from factcheck.reviewed import with_reviews
from factcheck.store import Store
from factcheck.store_reviews import KeptCheck, forget_check, list_checks, review_counts, reviews_of
from factcheck.web import answer as answers
from factcheck.web import check_page, desk, history_page
from factcheck.web.jobs import Busy, Job
from factcheck.web.room import Room, page_number, shown, text_of, words_of

_MARK = Markup("<!-- stages -->")
_RECENT = 5


def routes(room: Room) -> list[BaseRoute]:
    """The addresses of checks and their handlers."""
    handlers = _Checks(room)
    return [
        Route("/", handlers.start),
        Route("/checks", handlers.history, methods=["GET"]),
        Route("/checks", handlers.submit, methods=["POST"]),
        Route("/checks/{identity}", handlers.show),
        Route("/checks/{identity}/save/{name}", handlers.save),
        Route("/checks/{identity}/forget", handlers.forget, methods=["POST"]),
    ]


@dataclass(frozen=True, slots=True)
class _Checks:
    room: Room

    async def start(self, request: Request) -> Response:
        return shown(await self._start_page())

    async def _start_page(self, **more: Any) -> Markup:
        def told(store: Store) -> Markup:
            recent = list_checks(store, limit=_RECENT)
            return check_page.start_page(self.room.keys.form, desk.stock(store), recent, **more)

        return await self.room.desk.ask(told)

    async def submit(self, request: Request) -> Response:
        form = await self.room.form(request)
        given = {name: text_of(form, name) for name in ("published", "place", "url")}
        job, wrong = await _job(form, given)
        if job is None:
            text = form.get("text")
            said = given | {"text": text if isinstance(text, str) else ""}
            return shown(await self._start_page(given=said, wrong=wrong), 400)
        try:
            self.room.workers.submit(job)
        except Busy:
            raise HTTPException(503, "Very many checks are waiting. Try again in a minute.") from None
        return RedirectResponse(f"/checks/{job.id}", 303)

    async def show(self, request: Request) -> Response:
        identity = request.path_params["identity"]
        job = self.room.workers.find(identity)
        if job is not None and not job.is_done:
            return StreamingResponse(_progress(job), media_type="text/html; charset=utf-8")
        if job is not None and job.error:
            return shown(check_page.failed_page(job.error), 422)
        kept = await self.room.kept(identity)
        return shown(await self.room.desk.ask(partial(_report, kept, self.room.keys.form)))

    async def history(self, request: Request) -> Response:
        words, number = words_of(request), page_number(request)
        size = history_page.PAGE

        def told(store: Store) -> Markup:
            heads = list_checks(store, words, limit=size + 1, offset=size * (number - 1))
            return history_page.history_page(heads, review_counts(store), words, number)

        return shown(await self.room.desk.ask(told))

    async def save(self, request: Request) -> Response:
        identity, name = request.path_params["identity"], request.path_params["name"]
        if name not in check_page.formats():
            raise HTTPException(404, "There is no such format.")
        kept = await self.room.kept(identity)
        text = await self.room.desk.ask(partial(_saved, kept, name))
        file = f"check-{kept.head.at:%Y-%m-%d}-{name}.{check_page.FORMATS.get(name, ('', 'txt'))[1]}"
        headers = {"content-disposition": f'attachment; filename="{file}"'}
        return Response(text, media_type="application/octet-stream", headers=headers)

    async def forget(self, request: Request) -> Response:
        await self.room.form(request)
        identity = request.path_params["identity"]
        await self.room.kept(identity)
        await self.room.desk.write(lambda store: forget_check(store, identity))
        self.room.workers.forget(identity)
        return RedirectResponse("/checks", 303)


async def _job(form: FormData, given: dict[str, str]) -> tuple[Job | None, list[str]]:
    """The job that a form asks for, or what has to be mended first."""
    text, file = form.get("text"), form.get("file")
    asked: list[tuple[dict[str, Any], str]] = []
    if isinstance(text, str) and text.strip():
        asked.append(({"text": text.replace("\r\n", "\n")}, "pasted text"))
    if isinstance(file, UploadFile) and file.filename:
        name = _file_name(file.filename)
        asked.append(({"data": base64.b64encode(await file.read()).decode(), "name": name}, name))
    if given["url"]:
        asked.append(({"url": given["url"]}, given["url"]))
    wrong = list(_wrong(asked, given))
    if wrong:
        return None, wrong
    request, origin = asked[0]
    return Job({"check": request | {"published": given["published"], "place": given["place"]}}, given=origin), []


def _wrong(asked: list[tuple[dict[str, Any], str]], given: dict[str, str]) -> list[str]:
    wrong = []
    if not asked:
        wrong.append("Paste a text, choose a file or give an address: one of the three is needed.")
    elif len(asked) > 1:
        wrong.append("Give one text at a time: the text, a file or an address.")
    elif len(asked[0][0].get("text", "")) > check_page.LONGEST_TEXT:
        wrong.append(f"The text has more than {check_page.LONGEST_TEXT:,} characters. Check it in parts.")
    if given["url"] and not given["url"].lower().startswith(("http://", "https://")):
        wrong.append("The address does not begin with https:// or http://.")
    if given["published"] and read_day(given["published"]) is None:
        wrong.append("The day of publication is no day that can be read. Write it as 2018-09-03.")
    return wrong


def _file_name(given: str) -> str:
    """The last part of a file's name, as browsers send it; never a path."""
    return given.replace("\\", "/").rpartition("/")[2].strip()[-100:] or "file"


async def _progress(job: Job) -> AsyncIterator[str]:
    """The page of a check as it goes on, one stage after the other; at its end the browser is led on."""
    before, _, after = str(check_page.progress_page("", _MARK)).partition(_MARK)
    yield before
    async for words in job.told():
        yield check_page.stage(words)
    yield check_page.way_on(f"/checks/{job.id}") + after


def _report(kept: KeptCheck, token: str, store: Store) -> Markup:
    return check_page.report_page(kept.head, _joined(kept, store), desk.histories(store), token)


def _joined(kept: KeptCheck, store: Store) -> Checked:
    return with_reviews(answers.read(kept.answer), reviews_of(store, kept.head.id))


def _saved(kept: KeptCheck, name: str, store: Store) -> str:
    """The report in a format, with what people said of its findings."""
    out = io.StringIO()
    checked = _joined(kept, store)
    if name == "html":
        page.report([checked], out, history=desk.histories(store))
    else:
        reports()[name]([checked], out)
    return out.getvalue()
