"""What was not read, counted by reason, with one place to look at for each."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(slots=True)
class LeftOut:
    """Reason -> how often, and reason -> the first locator. Filled while figures are read."""

    counts: dict[str, int] = field(default_factory=dict)
    examples: dict[str, str] = field(default_factory=dict)

    def note(self, reason: str, locator: str, count: int = 1) -> None:
        """Counts one thing (or several of a kind) left out."""
        self.counts[reason] = self.counts.get(reason, 0) + count
        self.examples.setdefault(reason, locator)
