"""For a number that no slip explains: where in the store it may have come from, a few readings, the best first."""

from __future__ import annotations

from dataclasses import replace

from factcheck.checking import Checked
from factcheck.finding import Cause, Finding, Verdict
from factcheck.store import Store
from factcheck.whence import Origin, WhenceIndex, trace_number
from factcheck.whence_index import open_index, ready_index

_FEW = 3
_QUICK = 100_000  # figures of which an index is made in a second or two
_LOOKED_AT = 12


class Tracer:
    """Looks for the origin of numbers in one store; the index is opened when the first is asked for.

    Where the store is large and has no index yet, nothing is looked for: a check shall not wait for it.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._index: WhenceIndex | None = None
        self._asked = False

    def with_leads(self, checked: Checked) -> Checked:
        """The same with leads for each mismatch that no slip explains; where there is none, the same object."""
        puzzling = [(at, finding) for at, finding in enumerate(checked.findings) if _is_unexplained(finding)]
        index = self._opened() if puzzling else None
        if index is None:
            return checked
        found = ((at, leads_on(finding, index)) for at, finding in puzzling)
        return replace(checked, leads=tuple((at, origins) for at, origins in found if origins))

    def _opened(self) -> WhenceIndex | None:
        if not self._asked:
            self._asked = True
            self._index = ready_index(self._store)
            if self._index is None and self._store.count()[2] <= _QUICK:
                self._index = open_index(self._store)
        return self._index


def leads_on(finding: Finding, index: WhenceIndex) -> tuple[Origin, ...]:
    """At most three readings that give the number and share a telling word with its sentence.

    A figure of the very series and period that the check has used is no lead.
    """
    claim, quantity = finding.claim, finding.claim.quantity
    if quantity is None or quantity.value is None or quantity.modifier is not None:
        return ()
    found = trace_number(index, quantity, text=claim.sentence, claim=claim, limit=_LOOKED_AT)
    used = {(finding.candidate.series.id, each.period.code) for each in finding.observations} if finding.candidate else set()
    return tuple(each for each in found if each.words and (each.series, each.period) not in used)[:_FEW]


def _is_unexplained(finding: Finding) -> bool:
    causes = [each.cause for each in finding.diagnoses]
    return finding.verdict is Verdict.MISMATCH and causes == [Cause.UNEXPLAINED]
