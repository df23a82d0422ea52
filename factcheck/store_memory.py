"""Answers worked out of a store and kept until it changes: twelve claims of one article ask much the same."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar, cast

from factcheck.store import Store

_Question = TypeVar("_Question", bound=Callable[..., Any])


def remembered(size: int) -> Callable[[_Question], _Question]:
    """Decorate a question to a store: each is answered once until the store changes, and the newest `size` answers are kept.

    What comes after the store is the key: hashable, and given by position. The answer is shared, so it must not be changed.
    """

    def decorate(question: _Question) -> _Question:
        @wraps(question)
        def ask(store: Store, *key: Any) -> Any:
            if not store.inside:
                # Entering a snapshot is what notices that another program has written.
                with store.snapshot():
                    return ask(store, *key)
            answers = store.kept.setdefault(question, {})
            if key not in answers:
                answer = question(store, *key)
                if len(answers) >= size:
                    del answers[next(iter(answers))]
                answers[key] = answer
            return answers[key]

        return cast(_Question, ask)

    return decorate
