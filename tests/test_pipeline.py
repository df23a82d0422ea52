"""The spaCy side: the component, its spans and values, and what survives when a Doc is stored or sent to another process."""

from __future__ import annotations

import subprocess
import sys
from datetime import date

import pytest
import spacy
from spacy import displacy
from spacy.language import Language
from spacy.tokens import Doc, DocBin

from claims import Claim, find_claims, read_claims

TEXT = (
    "Knife crime in London rose by 9% in 2017, up from 3% in 2016. A record 45,755 people crossed, nearly one in five by night."
)


@pytest.fixture
def nlp() -> Language:
    language = spacy.blank("en")
    language.add_pipe("numeric_claims")
    return language


def test_component_works_without_importing_claims() -> None:
    program = """
import spacy
nlp = spacy.blank("en")
nlp.add_pipe("numeric_claims")
doc = nlp("Prices went up 9%.")
print([span.label_ for span in doc.spans["claims"]])
"""

    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)

    assert run.stdout.strip() == "['percent_change']"


def test_each_claim_is_a_span_with_its_kind_and_value(nlp: Language) -> None:
    doc = nlp(TEXT)

    spans = doc.spans["claims"]

    assert [span.label_ for span in spans] == [claim.kind.value for claim in doc._.claims]
    assert [span._.claim for span in spans] == list(doc._.claims)
    assert all(
        span.start_char <= claim.start and claim.end <= span.end_char for span, claim in zip(spans, doc._.claims, strict=True)
    )


def test_claims_two_at_one_place_keep_their_own_values(nlp: Language) -> None:
    doc = nlp("A record 45,755 people crossed.")

    assert [span._.claim.kind.value for span in doc.spans["claims"]] == ["record", "level"]


@pytest.mark.parametrize("key", ["claims", "figures"])
def test_spans_key_can_be_chosen(key: str) -> None:
    language = spacy.blank("en")
    language.add_pipe("numeric_claims", config={"spans_key": key})

    assert len(language("Prices rose 9%.").spans[key]) == 1


def test_bytes_and_doc_bin_bring_back_the_same_claims(nlp: Language) -> None:
    doc = nlp(TEXT)
    packed = DocBin(store_user_data=True, docs=[doc]).to_bytes()

    [unpacked] = DocBin().from_bytes(packed).get_docs(nlp.vocab)
    again = Doc(nlp.vocab).from_bytes(doc.to_bytes())

    assert unpacked._.claims == again._.claims == doc._.claims
    assert [span._.claim for span in again.spans["claims"]] == list(doc._.claims)


def test_two_processes_read_what_one_reads(nlp: Language) -> None:
    docs = list(nlp.pipe([TEXT, "Prices fell 4%."], n_process=2))

    assert [doc._.claims for doc in docs] == [nlp(TEXT)._.claims, nlp("Prices fell 4%.")._.claims]


def test_displacy_draws_the_spans(nlp: Language) -> None:
    page = displacy.render(nlp(TEXT), style="span", options={"spans_key": "claims"}, page=False, jupyter=False)

    assert "percent_change" in page


def test_day_published_moves_last_year(nlp: Language) -> None:
    doc = nlp.make_doc("Last year 300 people were caught.")
    doc._.published = date(2018, 9, 3)

    [claim] = nlp(doc)._.claims

    assert claim.period.code == "2017"


def test_words_of_a_time_survive_the_doc() -> None:
    [claim] = find_claims("Last year crime rose 9% on the year before.", published=date(2018, 9, 3))

    assert claim.period is not None
    assert claim.period.text == "Last year"


def test_half_a_character_neither_stops_the_reading_nor_moves_an_offset() -> None:
    text = "Odd \ud83d sign. Crime rose by 9%."

    [claim] = find_claims(text)

    assert text[claim.start : claim.end] == "rose by 9%"


def test_claim_survives_its_json_form() -> None:
    for claim in read_claims(TEXT, published=date(2018, 9, 3)).claims:
        assert Claim.from_dict(claim.to_dict()).to_dict() == claim.to_dict()


LAYERS = ("claim_numerals", "claim_quantities", "claim_periods", "claim_places")


@pytest.mark.parametrize(
    ("layer", "texts", "first"),
    [
        ("claim_numerals", ["9", "2017", "3", "2016", "45,755"], {"value": "9"}),
        ("claim_quantities", ["9%", "2017", "3%", "2016", "45,755", "one in five"], {"value": "9", "unit": "percent"}),
        ("claim_periods", ["2017", "2016"], {"period": "2017"}),
        ("claim_places", ["London"], {"name": "London"}),
    ],
)
def test_each_stop_is_a_component_with_its_layer(layer: str, texts: list[str], first: dict[str, str]) -> None:
    language = spacy.blank("en")
    language.add_pipe(layer)

    doc = language(TEXT)
    spans = doc.spans[layer]

    assert [span.text for span in spans][: len(texts)] == texts
    assert first.items() <= spans[0]._.reading.items()


def test_layers_and_claims_stand_together_and_survive_bytes() -> None:
    language = spacy.blank("en")
    for name in (*LAYERS, "numeric_claims"):
        language.add_pipe(name)

    doc = language(TEXT)
    again = Doc(language.vocab).from_bytes(doc.to_bytes())

    assert not any(language.analyze_pipes()["problems"].values())
    assert set(doc.spans) == {*LAYERS, "claims"}
    assert [s._.reading for s in again.spans["claim_quantities"]] == [s._.reading for s in doc.spans["claim_quantities"]]
    assert all(s._.reading is not None for s in again.spans["claim_quantities"])
