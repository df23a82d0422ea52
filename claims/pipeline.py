"""The spaCy side: the component `numeric_claims`, and `load()`, which puts it on a blank English pipeline."""

from __future__ import annotations

from datetime import date
from functools import cache

from spacy import blank
from spacy.language import Language
from spacy.tokens import Doc

from claims.annotations import SPANS_KEY, register, setting_of, write
from claims.assembly import read_article
from claims.sentences import Block

LONGEST_TEXT = 20_000_000  # characters; spaCy's own limit of a million guards parsers, which this pass does not have


class NumericClaims:
    """Reads the claims of a Doc into `doc.spans[spans_key]`; each span's `_.claim` is the value."""

    def __init__(self, nlp: Language, name: str, spans_key: str) -> None:
        self.name = name
        self.spans_key = spans_key
        register()

    def __call__(self, doc: Doc) -> Doc:
        """Annotate the Doc and give it back."""
        register()
        setting = setting_of(doc)
        blocks = setting.get("blocks")
        found = read_article(
            doc.text,
            published=date.fromisoformat(setting["published"]) if setting.get("published") else None,
            place=setting.get("place"),
            title=setting.get("title") or "",
            blocks=None if blocks is None else [Block(*block) for block in blocks],
        )
        write(doc, found.claims, found.unread, self.spans_key)
        return doc


@Language.factory(
    "numeric_claims", default_config={"spans_key": SPANS_KEY}, assigns=["doc.spans", "span._.claim", "doc._.claims"]
)
def make_numeric_claims(nlp: Language, name: str, spans_key: str) -> NumericClaims:
    """The factory behind `nlp.add_pipe("numeric_claims")`."""
    return NumericClaims(nlp, name, spans_key)


@cache
def load() -> Language:
    """A blank English pipeline that reads claims; nothing is downloaded. Built once a process."""
    nlp = blank("en")
    nlp.max_length = LONGEST_TEXT
    nlp.add_pipe("numeric_claims")
    return nlp
