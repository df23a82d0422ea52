"""Measures and subjects by a parse: hand-made Docs of both label sets, and a trained pipeline where one is at hand."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
import spacy
from spacy.tokens import Doc

from claims import find_claims, load

MODEL = Path(os.environ.get("CLAIMS_MODEL", Path(__file__).parents[2] / "shared" / "pipeline" / "model"))
# "permits", "grants" and "widened" are nouns or verbs: the rules on words take the wrong ones.
WORDS = ["Fishing", "permits", "the", "council", "grants", "widened", "by", "9", "%", "."]
PARTS = ["NOUN", "NOUN", "DET", "NOUN", "VERB", "VERB", "ADP", "NUM", "NOUN", "PUNCT"]
HEADS = [1, 5, 3, 4, 1, 5, 8, 8, 5, 5]
UNIVERSAL = ["compound", "nsubj", "det", "nsubj", "acl:relcl", "root", "case", "nummod", "obl", "punct"]
ENGLISH = ["compound", "nsubj", "det", "nsubj", "relcl", "ROOT", "prep", "nummod", "pobj", "punct"]
ENGLISH_HEADS = [1, 5, 3, 4, 1, 5, 5, 8, 6, 5]


@pytest.mark.parametrize(("relations", "heads"), [(UNIVERSAL, HEADS), (ENGLISH, ENGLISH_HEADS)], ids=["universal", "english"])
def test_subject_comes_from_the_parse_of_either_label_set(relations: list[str], heads: list[int]) -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("numeric_claims")
    spaces = [True] * 7 + [False] * 3
    doc = Doc(nlp.vocab, words=WORDS, spaces=spaces, pos=PARTS, heads=heads, deps=relations)

    [claim] = nlp(doc)._.claims
    [without] = find_claims(doc.text)

    assert claim.measure == "Fishing permits"
    assert without.measure != "Fishing permits"
    assert "(parse: en_pipeline" in claim.rule
    assert "parse" not in without.rule


def test_pipeline_that_is_not_there_is_told_by_name() -> None:
    with pytest.raises(LookupError, match="no spaCy pipeline 'no_such_pipeline' is installed"):
        load(model="no_such_pipeline")


def test_pipeline_without_a_parser_is_refused(tmp_path: Path) -> None:
    spacy.blank("en").to_disk(tmp_path / "blank")

    with pytest.raises(LookupError, match="has no parser"):
        load(model=tmp_path / "blank")


@pytest.mark.skipif(not MODEL.exists(), reason="no trained pipeline lies beside the project")
def test_trained_pipeline_names_itself_and_reads_sentences_with_numbers_only() -> None:
    text = "The vote was close. Ferry fares on the island rose by 9% in 2017. Nobody spoke."

    [claim] = find_claims(text, model=MODEL)

    assert claim.measure == "Ferry fares on the island"
    assert claim.rule == "verb of change (parse: en_news_parse 0.1.0)"
