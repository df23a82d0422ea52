"""The spaCy side: the component `numeric_claims`, and `load()`, which puts it on a blank pipeline."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import cache, lru_cache, partial
from pathlib import Path

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from claims.annotations import SPANS_KEY, register, setting_of, write
from claims.assembly import read_article
from claims.lexicon import lexicon, reading_with, spoken_by
from claims.sentences import Block, Sentence
from claims.trees import Tree, tree_of

LONGEST_TEXT = 20_000_000  # characters; spaCy's own limit of a million guards parsers, which this pass does not have


class NumericClaims:
    """Reads the claims of a Doc into `doc.spans[spans_key]`; each span's `_.claim` is the value.

    A Doc that a parser has read gives its measures and subjects by that parse; one that none has read, by the pipeline `model`
    where one is named, which then reads the sentences with claims and no others; else rules on the words decide.
    """

    def __init__(self, nlp: Language, name: str, *, spans_key: str, words: str | None, model: str | None) -> None:
        self.name = name
        self.spans_key = spans_key
        self.model: str | None = model
        self.lexicon = lexicon(spoken_by(nlp.lang), words)
        self.by = title_of(nlp)
        register()

    def __call__(self, doc: Doc) -> Doc:
        """Annotate the Doc and give it back."""
        register()
        setting = setting_of(doc)
        blocks = setting.get("blocks")
        with reading_with(self.lexicon):
            found = read_article(
                doc.text,
                published=date.fromisoformat(setting["published"]) if setting.get("published") else None,
                place=setting.get("place"),
                title=setting.get("title") or "",
                blocks=None if blocks is None else [Block(*block) for block in blocks],
                parse=self._parse(doc),
            )
        write(doc, found.claims, found.unread, self.spans_key)
        return doc

    def _parse(self, doc: Doc) -> Callable[[Sentence], Tree] | None:
        if doc.has_annotation("DEP"):
            return partial(tree_of, doc, by=self.by)
        return None if self.model is None else parser_of(self.model)


def title_of(nlp: Language) -> str:
    """Name and version of a pipeline ("en_core_web_sm 3.8.0")."""
    return f"{nlp.lang}_{nlp.meta.get('name', 'pipeline')} {nlp.meta.get('version', '')}".strip()


def parser_of(model: str) -> Callable[[Sentence], Tree]:
    """The parse of a sentence by an installed pipeline. Raises LookupError as `trained` does."""
    return partial(_parsed, trained(model))


def _parsed(nlp: Language, sentence: Sentence) -> Tree:
    return tree_of(nlp(sentence.text), sentence, start=sentence.start, by=title_of(nlp))


@cache
def trained(model: str) -> Language:
    """An installed trained pipeline, by its name or folder.

    Raises LookupError where there is none, or where it has no parser.
    """
    try:
        nlp = spacy.load(model, exclude=["ner", "lemmatizer"])
    except OSError as error:
        raise LookupError(
            f"no spaCy pipeline {model!r} is installed, and there is no such folder: install it, or leave it out"
        ) from error
    if "parser" not in nlp.pipe_names:
        raise LookupError(f"the pipeline {model!r} has no parser, by which measures and subjects are read: choose another")
    return nlp


@Language.factory(
    "numeric_claims",
    default_config={"spans_key": SPANS_KEY, "words": None, "model": None},
    assigns=["doc.spans", "span._.claim", "doc._.claims"],
)
def make_numeric_claims(nlp: Language, name: str, spans_key: str, words: str | None, model: str | None) -> NumericClaims:
    """The factory behind `nlp.add_pipe("numeric_claims")`: `words` is a file, `model` the name or folder of a pipeline."""
    return NumericClaims(nlp, name, spans_key=spans_key, words=words, model=model)


def load(language: str = "en", words: Path | str | None = None, model: Path | str | None = None) -> Language:
    """A blank pipeline that reads claims; nothing is downloaded. Built once a process for the same arguments.

    Raises LookupError for a language without words or a pipeline that is not installed, claims.word_files.WordFileError for a
    word file of a wrong form, OSError where it cannot be read.
    """
    path = None if words is None else Path(words).resolve()
    changed = 0 if path is None else path.stat().st_mtime_ns
    return _load(language, None if path is None else str(path), None if model is None else str(model), changed)


@lru_cache(maxsize=16)
def _load(language: str, words: str | None, model: str | None, changed: int) -> Language:
    lexicon(language, words)  # the plainer error for a language that is not there
    nlp = spacy.blank(language)
    nlp.max_length = LONGEST_TEXT
    if model is not None:
        trained(model)
    nlp.add_pipe("numeric_claims", config={"words": words, "model": model})
    return nlp
