"""A parse laid over our own words: part of speech, head and relation of each, by Universal Dependencies or spaCy's own labels.

The two label sets agree in the parts of speech and differ in names: "nsubj:pass" is "nsubjpass", "obl" under a "case" is "pobj"
under a "prep". What is asked of a tree here, the subject of a verb and what stands in a noun phrase, needs only those names.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

from claims.sentences import Sentence

if TYPE_CHECKING:
    from spacy.tokens import Doc

_SUBJECTS = frozenset(["nsubj", "nsubj:pass", "nsubjpass", "nsubj:outer"])
_OBJECTS = frozenset(["obj", "dobj"])
_INFINITIVES = frozenset(["xcomp", "ccomp", "advcl"])
# What hangs on the subject without naming it: relative clauses, appositions, asides.
_ASIDES = frozenset(["relcl", "acl:relcl", "appos", "advcl", "punct", "parataxis", "cc", "conj", "dep"])
_NAMING = _SUBJECTS | frozenset(["amod", "compound", "nmod", "obj", "dobj", "obl", "pobj", "nummod"])
_TELLING = frozenset(["root", "ROOT", "ccomp", "advcl", "acl:relcl", "relcl", "parataxis"])
_CLIMBS = 12  # heads from a word up to its verb; more is a list or a mistake of the parser


@dataclass(frozen=True, slots=True, kw_only=True)
class Tree:
    """Of each word: its universal part of speech, the index of its head (its own for the root) and its relation; who says so."""

    parts: tuple[str, ...]
    heads: tuple[int, ...]
    relations: tuple[str, ...]
    by: str

    def names(self, index: int) -> bool:
        """Whether the word is a noun or stands in a noun's phrase, participles before a noun included ("cancelled trains")."""
        noun = self.parts[index] in ("NOUN", "PROPN", "ADJ")
        return self.relations[index] in _NAMING if self.parts[index] == "VERB" else noun

    def tells(self, index: int) -> bool:
        """Whether the word is the verb of a clause."""
        return self.parts[index] == "VERB" and self.relations[index] in _TELLING

    def subject(self, index: int) -> tuple[int, int] | None:
        """First and last word of the subject of the clause that a word stands in, `None` where it has none."""
        for _ in range(_CLIMBS):
            subject = next((i for i, r in enumerate(self.relations) if r in _SUBJECTS and self.heads[i] == index), None)
            if subject is not None and subject != index:
                return self._phrase(subject)
            if self.heads[index] == index or self.relations[index] in _SUBJECTS:
                return None
            caused = self._caused(index)
            if caused is not None:
                return self._phrase(caused)
            index = self.heads[index]
        return None

    def _caused(self, index: int) -> int | None:
        """The object between a verb and its infinitive, whose subject it is: "may cause sea levels to rise"."""
        head = self.heads[index]
        if self.relations[index] not in _INFINITIVES:
            return None
        between = range(head + 1, index)
        return next((i for i in between if self.heads[i] == head and self.relations[i] in _OBJECTS), None)

    def _phrase(self, head: int) -> tuple[int, int]:
        """First and last word of the unbroken phrase around its head, asides left out."""
        inside = {head}
        for _ in range(_CLIMBS):
            fresh = {i for i, h in enumerate(self.heads) if h in inside and self.relations[i] not in _ASIDES} - inside
            if not fresh:
                break
            inside |= fresh
        first = last = head
        while first - 1 in inside:
            first -= 1
        while last + 1 in inside:
            last += 1
        return first, last


def tree_of(doc: Doc, sentence: Sentence, *, by: str, start: int = 0) -> Tree:
    """The parse of a sentence, from a Doc whose first character stands at `start` of the whole text.

    spaCy's tokens and our words differ ("£", "13.9bn"): a word is what the token at its first character is, and its head the
    word that the first head outside itself stands in.
    """
    starts = [token.idx + start for token in doc]
    begins = [word.start for word in sentence.words]
    parts, heads, relations = [], [], []
    for at, word in enumerate(sentence.words):
        token = doc[max(0, bisect_right(starts, word.start) - 1)]
        for _ in range(_CLIMBS):
            if token.head.i == token.i or bisect_right(begins, token.head.idx + start) - 1 != at:
                break
            token = token.head
        parts.append(token.pos_)
        relations.append(token.dep_)
        heads.append(at if token.head.i == token.i else max(0, bisect_right(begins, token.head.idx + start) - 1))
    return Tree(parts=tuple(parts), heads=tuple(heads), relations=tuple(relations), by=by)
