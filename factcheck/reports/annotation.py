"""Findings as W3C Web Annotations, for annotation servers and for marking the article where it stands.

Each claim is found again in two ways: by its characters and by its words with what stands around them.
Source: Web Annotation Data Model (W3C Recommendation, 2017), sections 3.2.2, 4.2.4 and 4.2.5, and 5.2 for the page of all.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import UTC
from typing import TYPE_CHECKING, Any, TextIO
from urllib.parse import quote
from uuid import NAMESPACE_URL, uuid5

from factcheck.errors import InputError
from factcheck.explanation import explain
from factcheck.reports.reviews import review_said

if TYPE_CHECKING:
    from factcheck.article import Article
    from factcheck.checking import Checked
    from factcheck.finding import Finding
    from factcheck.review import Review

_AROUND = 32  # characters before and after, as annotation clients keep


def report(answers: Iterable[Checked | InputError], out: TextIO) -> None:
    """Write one page of annotations, one a claim; inputs that could not be read have none."""
    read = [answer for answer in answers if not isinstance(answer, InputError)]
    items = [item for checked in read for item in annotate(checked)]
    page = {
        "@context": "http://www.w3.org/ns/anno.jsonld",
        "id": _name(*(item["id"] for item in items)),
        "type": "AnnotationPage",
        "items": items,
    }
    json.dump(page, out, ensure_ascii=True, indent=2)
    out.write("\n")


def annotate(checked: Checked) -> Iterator[dict[str, Any]]:
    """The annotations of one article, in the order of its claims."""
    for at, finding in enumerate(checked.findings):
        annotation = _annotation(finding, checked.article)
        annotation["body"] += map(_review, checked.reviews_on(at))
        yield annotation


def address(article: Article) -> str:
    """Where the article stands, as an IRI: its own address, else its path, else a name made from its words."""
    if article.url.lower().startswith(("https://", "http://")):
        return quote(article.url, safe="%/:?#[]@!$&'()*+,;=~")
    if isinstance(article.id, str) and article.id not in ("", "-"):
        return quote(article.id.replace("\\", "/").encode("utf-8", "replace"), safe="/")
    return _name(article.text)


def _annotation(finding: Finding, article: Article) -> dict[str, Any]:
    claim, source = finding.claim, address(article)
    start, end = claim.start, claim.end
    return {
        "id": _name(source, str(start), str(end), claim.text),
        "type": "Annotation",
        "motivation": "assessing",
        "body": [
            {"type": "TextualBody", "purpose": "assessing", "format": "text/plain", "language": "en", "value": explain(finding)},
            {"type": "TextualBody", "purpose": "tagging", "format": "text/plain", "value": finding.verdict.value},
        ],
        "target": {
            "source": source,
            "selector": [
                {"type": "TextPositionSelector", "start": start, "end": end},
                {
                    "type": "TextQuoteSelector",
                    "exact": article.text[start:end],
                    "prefix": article.text[max(0, start - _AROUND) : start],
                    "suffix": article.text[end : end + _AROUND],
                },
            ],
        },
    }


def _review(review: Review) -> dict[str, Any]:
    """What a person said, under their name and with the time (section 3.3.1, bodies have a life of their own)."""
    return {
        "type": "TextualBody",
        "purpose": "assessing",
        "format": "text/plain",
        "value": review_said(review),
        "creator": {"type": "Person", "name": review.name},
        "created": f"{review.at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}",
    }


def _name(*parts: str) -> str:
    """The same name for the same thing, so that a second check does not annotate twice."""
    said = "\n".join(parts).encode("utf-8", "replace").decode()
    return f"urn:uuid:{uuid5(NAMESPACE_URL, said)}"
