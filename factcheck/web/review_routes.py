"""What people say of findings: read, kept with name and time, and learnt from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import Any
from urllib.parse import quote, unquote

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from factcheck.errors import UnknownSeriesError
from factcheck.finding import Finding, Verdict
from factcheck.reports.markup import Markup
from factcheck.review import Decision, Review
from factcheck.reviewed import with_reviews
from factcheck.series import Series
from factcheck.store import Store
from factcheck.store_reviews import KeptCheck, enter_review, reviews_of
from factcheck.web import answer as answers
from factcheck.web import desk, review_page
from factcheck.web.jobs import Job
from factcheck.web.room import Room, shown, text_of, words_of

_NAME = "factcheck-name"
_YEAR = 365 * 24 * 3600


def routes(room: Room) -> list[BaseRoute]:
    """The address of a finding and its handlers."""
    handlers = _Reviews(room)
    where = "/checks/{identity}/findings/{number:int}"
    return [Route(where, handlers.show, methods=["GET"]), Route(where, handlers.review, methods=["POST"])]


@dataclass(frozen=True, slots=True)
class _Reviews:
    room: Room

    async def show(self, request: Request) -> Response:
        kept, number = await self._finding(request)
        given = {"name": unquote(request.cookies.get(_NAME, ""))[: review_page.LONGEST_NAME], "q": words_of(request)}
        return shown(await self._page(kept, number, given, []))

    async def review(self, request: Request) -> Response:
        form = await self.room.form(request)
        kept, number = await self._finding(request)
        given = _given(form)
        wrong = _wrong(given)
        if not wrong:
            review, wrong = await self._made(kept, number, given)
        if wrong:
            return shown(await self._page(kept, number, given, wrong), 400)
        await self.room.desk.write(lambda store: enter(store, review, given["alias"]))
        answer = RedirectResponse(f"/checks/{kept.head.id}#a1f{number}", 303)
        answer.set_cookie(_NAME, quote(given["name"]), max_age=_YEAR, httponly=True, samesite="strict")
        return answer

    async def _finding(self, request: Request) -> tuple[KeptCheck, int]:
        kept, number = await self.room.kept(request.path_params["identity"]), request.path_params["number"]
        if not 1 <= number <= len(kept.answer["findings"]):
            raise HTTPException(404, "The check has no finding of this number.")
        return kept, number

    async def _page(self, kept: KeptCheck, number: int, given: Mapping[str, str], wrong: list[str]) -> Markup:
        return await self.room.desk.ask(partial(_page, kept, number, self.room.keys.form, given, wrong))

    async def _made(self, kept: KeptCheck, number: int, given: Mapping[str, str]) -> tuple[Review, list[str]]:
        """The review that was given, for a change of series with the new finding; or what has to be mended."""
        said = Review(
            check=kept.head.id,
            number=number,
            at=self.room.clock(),
            name=given["name"],
            decision=Decision(given["decision"]),
            note=given["note"],
        )
        if said.decision is Decision.OVERRULED:
            return replace(said, verdict=Verdict(given["verdict"])), []
        if said.decision is Decision.CONFIRMED:
            return said, []
        job = Job({"against": {"claim": kept.answer["findings"][number - 1]["claim"], "series": given["series"]}})
        self.room.workers.submit(job)
        await job.over()
        return (said, [job.error]) if job.error else (replace(said, finding=Finding.from_dict(job.answer)), [])


def enter(store: Store, review: Review, alias: str) -> None:
    """Keep a review; where it chose another series, the store learns the words that should have found it."""
    enter_review(store, review)
    candidate = review.finding.candidate if review.finding is not None else None
    if review.decision is Decision.SERIES and candidate is not None and any(sign.isalnum() for sign in alias):
        store.teach(candidate.series.indicator.id, alias)


def _given(form: Any) -> dict[str, str]:
    most = {
        "name": review_page.LONGEST_NAME,
        "note": review_page.LONGEST_NOTE,
        "alias": review_page.LONGEST_ALIAS,
        "series": 2_000,
    }
    return {name: text_of(form, name, most.get(name, 300)) for name in ("name", "note", "decision", "verdict", "series", "alias")}


def _wrong(given: Mapping[str, str]) -> list[str]:
    wrong = []
    if given["decision"] not in tuple(Decision):
        wrong.append("Say what you decide: confirm, overrule, or another series.")
    if not given["name"]:
        wrong.append("Say who you are: a review is kept with a name.")
    if given["decision"] == Decision.OVERRULED:
        if not given["note"]:
            wrong.append("Say why in the note: who reads this later has to follow you.")
        if given["verdict"] not in tuple(Verdict):
            wrong.append("Say what the figures show in your reading.")
    if given["decision"] == Decision.SERIES and not given["series"]:
        wrong.append("Choose the series that the claim is about.")
    return wrong


def _page(kept: KeptCheck, number: int, token: str, given: Mapping[str, str], wrong: list[str], store: Store) -> Markup:
    checked = with_reviews(answers.read(kept.answer), reviews_of(store, kept.head.id))
    finding = checked.findings[number - 1]
    return review_page.review_page(
        kept.head.id,
        number,
        checked.article,
        finding,
        desk.histories(store)(finding),
        checked.reviews_on(number - 1),
        _choices(store, finding, given),
        token,
        given=given,
        wrong=wrong,
    )


def _choices(store: Store, finding: Finding, given: Mapping[str, str]) -> tuple[Series, ...]:
    """The series to choose from, the one chosen already among them."""
    listed = tuple(desk.to_choose(store, finding, given.get("q", "")))
    chosen = given.get("series", "")
    if chosen and chosen not in {each.id for each in listed}:
        try:
            return (store.series(chosen), *listed)
        except UnknownSeriesError:
            return listed
    return listed
