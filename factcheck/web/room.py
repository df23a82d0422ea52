"""What the handlers share: the store, the workers, the keys and the clock; forms read, and checks found again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse

from factcheck.checking import Checked
from factcheck.errors import StoreError
from factcheck.reports.markup import Markup
from factcheck.store_reviews import CheckHead, KeptCheck, find_check, keep_check
from factcheck.web import answer as answers
from factcheck.web.desk import Desk
from factcheck.web.guard import LARGEST, Keys
from factcheck.web.jobs import Job, Workers

_TITLE = 120


@dataclass(frozen=True, slots=True)
class Room:
    """One run of the local page."""

    desk: Desk
    workers: Workers
    keys: Keys
    clock: Callable[[], datetime]

    async def form(self, request: Request) -> FormData:
        """The form that was sent, where it is one of ours. Raises HTTPException where it is not."""
        import hmac

        form = await request.form(max_files=1, max_fields=20, max_part_size=LARGEST)
        token = form.get("token")
        if not isinstance(token, str) or not hmac.compare_digest(token.encode(), self.keys.form.encode()):
            raise HTTPException(403, "The form is not one of this page's, or of an earlier run. Open the page anew.")
        return form

    async def kept(self, identity: str) -> KeptCheck:
        """A check of the history, or one of this run that could not be kept. Raises HTTPException where there is none."""
        found = await self.desk.ask(lambda store: find_check(store, identity))
        job = self.workers.find(identity)
        if found is None and job is not None and job.answer is not None and not job.kept:
            found = _kept(job, job.answer, self.clock())
        if found is None:
            raise HTTPException(404, "No check is kept under this address. Look through the history.")
        return found


async def keep(desk: Desk, now: Callable[[], datetime], job: Job, answer: Any) -> None:
    """Keep what a check found; where the store may not be written to, it is shown all the same."""
    if "check" not in job.request:
        return
    at = now()
    try:
        await desk.write(lambda store: keep_check(store, _kept(job, answer, at)))
    except StoreError:
        job.kept = False


def _kept(job: Job, answer: Mapping[str, Any], at: datetime) -> KeptCheck:
    checked = answers.read(answer)
    counts = Counter(finding.verdict.value for finding in checked.findings)
    return KeptCheck(
        head=CheckHead(id=job.id, at=at, title=_title(checked), given=job.given, verdict=checked.verdict, counts=dict(counts)),
        answer=answer,
    )


def _title(checked: Checked) -> str:
    text = " ".join((checked.article.title or checked.article.text[: 4 * _TITLE]).split())
    return text if len(text) <= _TITLE else text[:_TITLE].rpartition(" ")[0] + " …"


def shown(page: Markup, status: int = 200) -> HTMLResponse:
    """A page as an answer."""
    return HTMLResponse(str(page), status)


def page_number(request: Request) -> int:
    """Which page of a list is asked for; 1 where that is no sensible number."""
    said = request.query_params.get("page", "1")
    return max(1, int(said)) if said.isascii() and said.isdigit() and len(said) < 5 else 1


def words_of(request: Request) -> str:
    """What is looked for, on one line."""
    return " ".join(request.query_params.get("q", "").split())[:300]


def text_of(form: FormData | Mapping[str, Any], name: str, most: int = 300) -> str:
    """A line of a form, cut where it is longer than its field takes."""
    said = form.get(name)
    return " ".join(said.split())[:most] if isinstance(said, str) else ""
