"""A claim in a notebook: its sentence with the claim marked, and below what was read, as HTML that needs no script."""

from __future__ import annotations

import html
from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from claims.claim import Claim

# Colours of its own for the mark alone: everything else follows the notebook, light or dark.
_MARK = "background: #f3dfa8; color: #1b1d21; padding: 0 .15em; border-radius: 2px"
_LABEL = "text-align: left; font-weight: normal; opacity: .75; padding-right: 1em; vertical-align: top"


def claim_html(claim: Claim) -> str:
    """The claim as HTML; whatever the text says is text there.

    >>> from claims import find_claims
    >>> [claim] = find_claims("The <i>rents</i> of Wales rose by 5%.")
    >>> page = claim_html(claim)
    >>> "&lt;i&gt;rents" in page, "percent_change" in page, "<script" in page
    (True, True, False)
    """
    before, found, after = claim.sentence.partition(claim.text)
    marked = f'{html.escape(before)}<mark style="{_MARK}">{html.escape(found)}</mark>{html.escape(after)}'
    rows = "".join(
        f'<tr><th scope="row" style="{_LABEL}">{label}</th><td style="text-align: left">{html.escape(said)}</td></tr>'
        for label, said in _read(claim)
    )
    return f'<div class="claim"><p>{marked}</p><table>{rows}</table></div>'


def _read(claim: Claim) -> Iterator[tuple[str, str]]:
    yield "kind", claim.kind.value
    if claim.quantity is not None:
        low, high = claim.quantity.as_written.low, claim.quantity.as_written.high
        yield "quantity", f"{claim.quantity.text} ({claim.quantity.unit})" if claim.quantity.unit else claim.quantity.text
        yield "words allow", f"{'…' if low is None else low} to {'…' if high is None else high}"
    yield from ((name, said) for name, said in _words(claim) if said)
    if not claim.checkable:
        yield "checkable", "no statistic could settle it"


def _words(claim: Claim) -> Iterator[tuple[str, str]]:
    yield "measure", claim.measure
    yield "direction", claim.direction.value if claim.direction else ""
    yield from claim.dimensions
    yield "period", claim.period.code if claim.period else ""
    yield "against", claim.baseline.text if claim.baseline else ""
    yield "claimant", claim.claimant or ""
