"""The only file that registers spaCy extensions and span keys.

Values never stand in a Doc themselves: a dataclass in `span._` breaks `Doc.to_bytes`, `DocBin` and several processes (spaCy issue
10663), so the Doc keeps plain strings in its user data and `span._.claim` gives the frozen value back through a getter.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from spacy.tokens import Doc, Span

from claims.claim import Claim, Unread
from claims.period import Period

SPANS_KEY = "claims"
_CLAIMS = "claims.claims"
_UNREAD = "claims.unread"
_SETTING = "claims.setting"
_TIMES = "times"


def register() -> None:
    """Register the extensions; safe to call again (a spawned worker has them not: spaCy issues 4903, 11213)."""
    if not Span.has_extension("claim"):
        Span.set_extension("claim", getter=_claim_of)
        Doc.set_extension("claims", getter=claims_of)
        Doc.set_extension("unread_numbers", getter=unread_of)
        Doc.set_extension("published", getter=lambda doc: setting_of(doc).get("published"), setter=_set_published)


def write(doc: Doc, claims: Sequence[Claim], unread: Sequence[Unread], spans_key: str) -> None:
    """Lay the claims over the Doc: a span each in `doc.spans[spans_key]`, labelled by kind, numbered by `span.id_`."""
    doc.user_data[_CLAIMS] = [_row(claim) for claim in claims]
    doc.user_data[_UNREAD] = [number.to_dict() for number in unread]
    spans = []
    for index, claim in enumerate(claims):
        span = doc.char_span(claim.start, claim.end, label=claim.kind.value, alignment_mode="expand", span_id=str(index))
        if span is not None:
            spans.append(span)
    doc.spans[spans_key] = spans


def _row(claim: Claim) -> dict[str, Any]:
    """The claim as strings, with its times whole: the JSON form has their codes only, not the words they were written in."""
    base = claim.baseline.period if claim.baseline is not None else None
    times = {"period": claim.period, "base": base}
    return claim.to_dict() | {_TIMES: {name: None if time is None else time.to_dict() for name, time in times.items()}}


def _claim(row: Mapping[str, Any]) -> Claim:
    """The claim that `_row` wrote, equal to the one that was read, words of its times included."""
    claim = Claim.from_dict(row)
    times = {name: None if data is None else Period.from_dict(data) for name, data in row[_TIMES].items()}
    base = claim.baseline
    return replace(claim, period=times["period"], baseline=None if base is None else replace(base, period=times["base"]))


def set_setting(
    doc: Doc, *, published: date | None, place: str | None, title: str, blocks: Sequence[Sequence[Any]] | None
) -> None:
    """Say of a Doc what its text does not: the day published, where it is at, its title, the blocks to read."""
    doc.user_data[_SETTING] = {
        "published": None if published is None else published.isoformat(),
        "place": place,
        "title": title,
        "blocks": None if blocks is None else [list(block) for block in blocks],
    }


def setting_of(doc: Doc) -> dict[str, Any]:
    """What `set_setting` wrote; empty where nothing was said."""
    setting: dict[str, Any] = doc.user_data.get(_SETTING, {})
    return setting


def claims_of(doc: Doc) -> tuple[Claim, ...]:
    """The claims laid over the Doc, in order."""
    return tuple(_claim(row) for row in doc.user_data.get(_CLAIMS, ()))


def unread_of(doc: Doc) -> tuple[Unread, ...]:
    """The other numbers of the Doc, each with its reason."""
    return tuple(Unread.from_dict(data) for data in doc.user_data.get(_UNREAD, ()))


def _claim_of(span: Span) -> Claim | None:
    rows = span.doc.user_data.get(_CLAIMS, ())
    index = span.id_
    return _claim(rows[int(index)]) if index.isdigit() and int(index) < len(rows) else None


def _set_published(doc: Doc, day: date | str | None) -> None:
    setting = dict(setting_of(doc))
    setting["published"] = day.isoformat() if isinstance(day, date) else day
    doc.user_data[_SETTING] = setting
