"""Answers worked out of a store and kept until it changes: twelve claims of one article ask much the same."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar, cast

from factcheck.store import Store

_Question = TypeVar("_Question", bound=Callable[..., Any])


class _Kept:
    """The answers to one question, the oldest first."""

    def __init__(self) -> None:
        self.answers: dict[Any, Any] = {}
        self.weight = 0

    def put(self, key: Any, answer: Any, size: int, weigh: Callable[[Any], int]) -> None:
        """Keep one more, and let the oldest go until they weigh no more than `size`; the newest always stays."""
        self.answers[key] = answer
        self.weight += weigh(answer)
        while self.weight > size and len(self.answers) > 1:
            self.weight -= weigh(self.answers.pop(next(iter(self.answers))))


def remembered(size: int, *, weigh: Callable[[Any], int] = lambda answer: 1) -> Callable[[_Question], _Question]:
    """Decorate a question to a store: each is answered once until the store changes, and the newest answers are kept.

    `size` is how many answers, or what they may weigh together. What comes after the store is the key: hashable, and given by
    position. The answer is shared, so it must not be changed.
    """

    def decorate(question: _Question) -> _Question:
        @wraps(question)
        def ask(store: Store, *key: Any) -> Any:
            if not store.inside:
                # Entering a snapshot is what notices that another program has written.
                with store.snapshot():
                    return ask(store, *key)
            kept = store.kept.setdefault(question, _Kept())
            if key not in kept.answers:
                kept.put(key, question(store, *key), size, weigh)
            return kept.answers[key]

        return cast(_Question, ask)

    return decorate
