"""Measures and subjects by a parse: hand-made Docs of both label sets, and a trained pipeline where one is at hand."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
import spacy
from spacy.tokens import Doc

from claims import Claim, find_claims, load

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


def parsed(words: str, parts: str, heads: list[int], relations: str) -> Claim:
    """The one claim of a hand-made Doc."""
    nlp = spacy.blank("en")
    nlp.add_pipe("numeric_claims")
    doc = Doc(nlp.vocab, words=words.split(), pos=parts.split(), heads=heads, deps=relations.split())
    [claim] = nlp(doc)._.claims
    return claim


@pytest.mark.parametrize("labels", ["obj xcomp", "dobj ccomp"], ids=["universal", "english"])
def test_what_is_caused_to_rise_is_the_subject(labels: str) -> None:
    thing, infinitive = labels.split()

    claim = parsed(
        "Thaw may cause lake levels to rise 11 %",
        "NOUN AUX VERB NOUN NOUN PART VERB NUM NOUN",
        [2, 2, 2, 4, 2, 6, 2, 8, 6],
        f"nsubj aux ROOT compound {thing} mark {infinitive} nummod npadvmod",
    )

    assert claim.measure == "lake levels"


def test_a_noun_that_the_parser_takes_for_a_verb_stays_in_the_measure() -> None:
    claim = parsed(
        "School lunches fell by 9 %",
        "NOUN VERB VERB ADP NUM NOUN",
        [1, 1, 1, 5, 5, 2],
        "nsubj ROOT conj case nummod obl",
    )

    assert claim.measure == "School lunches"


def test_a_bare_count_behind_a_second_verb_keeps_the_noun_of_the_first() -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("numeric_claims")
    words = ["Plague", "infected", "230", "calves", "and", "killed", "64"]
    parts = ["NOUN", "VERB", "NUM", "NOUN", "CCONJ", "VERB", "NUM"]
    relations = ["nsubj", "ROOT", "nummod", "obj", "cc", "conj", "obj"]
    doc = Doc(nlp.vocab, words=words, pos=parts, heads=[1, 1, 3, 1, 5, 1, 5], deps=relations)

    assert [claim.measure for claim in nlp(doc)._.claims] == ["calves", "calves"]


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
