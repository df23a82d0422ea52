"""The process that checks: `python -P -m factcheck.web.worker STORE [HOST ...]`, one job a line on standard input.

It answers in JSON Lines on standard output, and may be killed at any time: texts and addresses come from anywhere, and one that
takes too long must not take the page with it. A job is `{"check": {...}}` or `{"against": {...}}`; the last line of its answer
holds "answer" or "error".
"""

from __future__ import annotations

import base64
import json
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from claims.claim import Claim
from factcheck.against import check_against
from factcheck.apart import Answers, limit
from factcheck.article import Article, read_article, read_day
from factcheck.checking import check_article
from factcheck.errors import FactcheckError
from factcheck.leads import Tracer
from factcheck.store import Store
from factcheck.web.answer import written

MEMORY = 3 << 30
# What is pasted from elsewhere may hold a stray control character (Word's line breaks are one); a file with one is no text.
# One sign for one sign, so that every offset stays.
_CONTROLS = dict.fromkeys((*range(9), *range(14, 27), *range(28, 32), 27, *range(0xD800, 0xE000)), "\ufffd")
Answer = dict[str, Any]


def check(job: Mapping[str, Any], store: Store, hosts: Iterable[str]) -> Iterator[Answer]:
    """Read a text, file or address and check it: the stages, then the answer."""
    yield {"stage": "Fetching the page" if job.get("url") else "Reading the article"}
    article = _read(job, hosts)
    day = read_day(job.get("published") or "")
    article = replace(article, published=article.published or day, place=article.place or job.get("place") or None)
    words = len(article.text.split())
    yield {"stage": f"Looking up the figures behind {words:,} words", "title": article.title}
    yield {"answer": written(Tracer(store).with_leads(check_article(article, store, place=article.place)))}


def against(job: Mapping[str, Any], store: Store, _: Iterable[str]) -> Iterator[Answer]:
    """Hold a claim up against a series that a person chose."""
    finding = check_against(Claim.from_dict(job["claim"]), store.series(job["series"]), store)
    yield {"answer": finding.to_dict()}


_JOBS: dict[str, Callable[[Mapping[str, Any], Store, Iterable[str]], Iterator[Answer]]] = {"check": check, "against": against}


def serve(lines: Iterable[str], answers: Answers, store: Path, hosts: Iterable[str]) -> None:
    """Answer each line; an error is told in one sentence and ends that job alone."""
    with Store.open_readonly(store) as figures:
        answers.say({"ready": True})
        for line in lines:
            (kind, job) = next(iter(json.loads(line).items()))
            try:
                for answer in _JOBS[kind](job, figures, hosts):
                    answers.say(answer)
            except FactcheckError as error:
                answers.say({"error": str(error)})
            except MemoryError:
                answers.say({"error": "The text took more memory than a check may have: check a part of it."})


def _read(job: Mapping[str, Any], hosts: Iterable[str]) -> Article:
    if "text" in job:
        return replace(read_article(job["text"].translate(_CONTROLS).encode(), name="the text"), id="-")
    if "data" in job:
        return read_article(base64.b64decode(job["data"]), name=job["name"])
    from factcheck.fetch import Fetcher

    found = Fetcher(allowed=frozenset(hosts)).fetch(job["url"])
    charset, kind = found.charset or None, found.media_type
    article = read_article(found.content or b"", name=job["url"], declared=charset, url=found.final, media_type=kind)
    return replace(article, id=job["url"])


def _warm() -> None:
    """What a first check would have to wait for."""
    from claims import find_claims

    find_claims("Prices rose by 5% in France in 2017.")


if __name__ == "__main__":
    limit(MEMORY)
    said = Answers()
    _warm()
    serve(sys.stdin, said, Path(sys.argv[1]), frozenset(sys.argv[2:]))
