"""Checks that were kept, and what people said of their findings: the memory of the local page.

A review is added and never changed: who said what, when, and why stays to be seen; the latest one of a finding counts.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from factcheck.finding import Finding, Verdict
from factcheck.review import Decision, Review, written
from factcheck.store import Store

_HEADS = "SELECT id, at, title, given, verdict, counts"
_LIST = f"""{_HEADS} FROM check_history WHERE title LIKE ?1 ESCAPE '\\' OR given LIKE ?1 ESCAPE '\\'
    ORDER BY at DESC, rowid DESC LIMIT ?2 OFFSET ?3"""
_ENTER = """INSERT INTO review (check_id, finding, at, name, decision, note, verdict, changed)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?)"""
_REVIEWS = "SELECT check_id, finding, at, name, decision, note, verdict, changed FROM review WHERE check_id = ? ORDER BY id"
_REVIEWED_TEXTS = """SELECT id, json_extract(answer, '$.article.text') FROM check_history
    WHERE id IN (SELECT check_id FROM review) ORDER BY at, rowid"""
# LIKE has three signs of its own; what a person looks for has none.
_LIKE = str.maketrans({"\\": "\\\\", "%": "\\%", "_": "\\_"})


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckHead:
    """One check in the list of all.

    Attributes:
        id: what it is found by; nobody can guess it.
        at: when, in UTC.
        title: of the article, or its first words.
        given: how it came: "pasted text", a file's name, an address.
        verdict: of the whole.
        counts: findings by verdict.
    """

    id: str
    at: datetime
    title: str
    given: str
    verdict: Verdict
    counts: Mapping[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptCheck:
    """A check with all that was found: `answer` is the article with its findings, in the JSON form."""

    head: CheckHead
    answer: Mapping[str, Any]


def keep_check(store: Store, kept: KeptCheck) -> None:
    """Keep a check with all that was found."""
    head = kept.head
    values = (head.id, written(head.at), head.title, head.given, head.verdict.value, json.dumps(dict(head.counts)))
    answer = json.dumps(kept.answer, ensure_ascii=False)
    with store.writing() as connection:
        connection.execute("INSERT INTO check_history VALUES (?, ?, ?, ?, ?, ?, ?)", (*values, answer))


def forget_check(store: Store, identity: str) -> None:
    """Take a check out of the history, with what people said of it."""
    with store.writing() as connection:
        connection.execute("DELETE FROM check_history WHERE id = ?", (identity,))


def enter_review(store: Store, review: Review) -> None:
    """Keep what a person said of a finding. Raises StoreError where the check is not kept (any more)."""
    said = (review.check, review.number, written(review.at), review.name, review.decision.value, review.note)
    verdict = review.verdict and review.verdict.value
    changed = None if review.finding is None else json.dumps(review.finding.to_dict(), ensure_ascii=False)
    with store.writing() as connection:
        connection.execute(_ENTER, (*said, verdict, changed))


def find_check(store: Store, identity: str) -> KeptCheck | None:
    """The check of that id as it was kept; `None` where there is none."""
    with store.question() as connection:
        row = connection.execute(f"{_HEADS}, answer FROM check_history WHERE id = ?", (identity,)).fetchone()
        return None if row is None else KeptCheck(head=_head(row[:6]), answer=json.loads(row[6]))


def list_checks(store: Store, words: str = "", *, limit: int = 50, offset: int = 0) -> tuple[CheckHead, ...]:
    """Checks whose title or origin has the words, the newest first."""
    like = f"%{words.translate(_LIKE)}%"
    with store.question() as connection:
        return tuple(map(_head, connection.execute(_LIST, (like, limit, offset))))


def reviews_of(store: Store, identity: str) -> tuple[Review, ...]:
    """What people said of the findings of a check, the oldest first."""
    with store.question() as connection:
        return tuple(map(_review, connection.execute(_REVIEWS, (identity,))))


def reviewed_texts(store: Store) -> Iterator[tuple[str, str]]:
    """The id and the text of each check with a review, the oldest first."""
    with store.question() as connection:
        yield from connection.execute(_REVIEWED_TEXTS).fetchall()


def review_counts(store: Store) -> dict[str, int]:
    """How many findings of each check were reviewed."""
    with store.question() as connection:
        statement = "SELECT check_id, count(DISTINCT finding) FROM review GROUP BY check_id"
        return dict(connection.execute(statement).fetchall())


def _head(row: Any) -> CheckHead:
    identity, at, title, given, verdict, counts = row
    when = datetime.fromisoformat(at)
    return CheckHead(id=identity, at=when, title=title, given=given, verdict=Verdict(verdict), counts=json.loads(counts))


def _review(row: Any) -> Review:
    check, number, at, name, decision, note, verdict, changed = row
    return Review(
        check=check,
        number=number,
        at=datetime.fromisoformat(at),
        name=name,
        decision=Decision(decision),
        note=note,
        verdict=verdict and Verdict(verdict),
        finding=changed and Finding.from_dict(json.loads(changed)),
    )
