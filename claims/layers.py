"""The stops one by one, each a spaCy component that lays its own layer over a Doc: numerals, quantities, periods, places.

`numeric_claims` needs none of them; they are for pipelines that want no claims but what claims are made of. A layer is
`doc.spans[name]`, each span labelled by what it is, and `span._.reading` gives its plain data, which survives storing the Doc.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import Any, NamedTuple

from spacy.language import Language
from spacy.tokens import Doc, Span

from claims.annotations import setting_of
from claims.lexicon import lexicon, reading_with, spoken_by
from claims.numerals import read_numeral
from claims.periods import read_periods
from claims.places import read_places
from claims.quantities import read_quantities
from claims.sentences import Sentence, split_sentences

_LAYERS = "claims.layers"
_ASSIGNS = ["doc.spans", "span._.reading"]


class Laid(NamedTuple):
    """One span of a layer: character offsets, label, plain data."""

    start: int
    end: int
    label: str
    data: dict[str, Any]


_Read = Callable[[Sentence, date | None], Iterable[Laid]]


class Layer:
    """A component that lays what one stop reads over a Doc."""

    def __init__(self, nlp: Language, name: str, read: _Read, words: str | None) -> None:
        self.name = name
        self.read = read
        self.lexicon = lexicon(spoken_by(nlp.lang), words)
        _register()

    def __call__(self, doc: Doc) -> Doc:
        """Annotate the Doc and give it back."""
        _register()
        said = setting_of(doc).get("published")
        published = date.fromisoformat(said) if said else None
        with reading_with(self.lexicon):
            found = [laid for sentence in split_sentences(doc.text) for laid in self.read(sentence, published)]
        spans = []
        for index, laid in enumerate(found):
            at = f"{self.name}:{index}"
            spans.append(doc.char_span(laid.start, laid.end, label=laid.label, alignment_mode="expand", span_id=at))
        doc.user_data[_LAYERS] = doc.user_data.get(_LAYERS, {}) | {self.name: [laid.data for laid in found]}
        doc.spans[self.name] = [span for span in spans if span is not None]
        return doc


def _register() -> None:
    if not Span.has_extension("reading"):
        Span.set_extension("reading", getter=_reading_of)


def _reading_of(span: Span) -> dict[str, Any] | None:
    name, _, index = span.id_.rpartition(":")
    rows: list[dict[str, Any]] = span.doc.user_data.get(_LAYERS, {}).get(name, [])
    return rows[int(index)] if index.isdigit() and int(index) < len(rows) else None


@Language.factory("claim_numerals", default_config={"words": None}, assigns=_ASSIGNS)
def make_claim_numerals(nlp: Language, name: str, words: str | None) -> Layer:
    """Numbers in digits and words: label "numeral", data `value`, `high`, `step`."""
    return Layer(nlp, name, _numerals, words)


@Language.factory("claim_quantities", default_config={"words": None}, assigns=_ASSIGNS)
def make_claim_quantities(nlp: Language, name: str, words: str | None) -> Layer:
    """Numbers with their units: label the unit, data as `Quantity.to_dict`, and `reason` where it can be no claim."""
    return Layer(nlp, name, _quantities, words)


@Language.factory("claim_periods", default_config={"words": None}, assigns=_ASSIGNS)
def make_claim_periods(nlp: Language, name: str, words: str | None) -> Layer:
    """Times: label the role ("when", "since", "shift"), data `period`, the code of the period where it is known."""
    return Layer(nlp, name, _periods, words)


@Language.factory("claim_places", default_config={"words": None}, assigns=_ASSIGNS)
def make_claim_places(nlp: Language, name: str, words: str | None) -> Layer:
    """Places: label the role ("in", "of", "than", "name"), data `name`, `code` and `kind` where it is known."""
    return Layer(nlp, name, _places, words)


def _numerals(sentence: Sentence, published: date | None) -> Iterator[Laid]:
    index, words = 0, sentence.words
    while index < len(words):
        found = read_numeral(sentence, index)
        if found is not None:
            data = {"value": _text(found.value), "high": _text(found.high), "step": str(found.step)}
            yield Laid(words[found.first].start, words[found.last].end, "numeral", data)
            index = found.last
        index += 1


def _quantities(sentence: Sentence, published: date | None) -> Iterator[Laid]:
    for reading in read_quantities(sentence):
        quantity = reading.quantity
        yield Laid(quantity.start, quantity.end, quantity.unit, quantity.to_dict() | {"reason": reading.reason})


def _periods(sentence: Sentence, published: date | None) -> Iterator[Laid]:
    for mention in read_periods(sentence, published):
        yield Laid(mention.start, mention.end, mention.role, {"period": mention.period and mention.period.code})


def _places(sentence: Sentence, published: date | None) -> Iterator[Laid]:
    for mention in read_places(sentence):
        place = mention.place
        data = {"name": mention.name, "code": place and place.code, "kind": place and place.kind}
        yield Laid(sentence.words[mention.first].start, sentence.words[mention.last].end, mention.role, data)


def _text(number: object) -> str | None:
    return None if number is None else str(number)
