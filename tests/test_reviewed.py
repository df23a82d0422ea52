"""What people said of findings, on every road: the local page's store, the command line, and each format that is saved."""

import csv
import io
import json
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from factcheck.against import check_against
from factcheck.article import read_article
from factcheck.checking import check_article
from factcheck.commands import run
from factcheck.finding import Verdict
from factcheck.reports import REPORTS
from factcheck.review import Decision, Review
from factcheck.reviewed import Reviews, with_reviews
from factcheck.search import search_series
from factcheck.store import Store
from factcheck.store_reviews import CheckHead, KeptCheck, enter_review, keep_check
from factcheck.web import answer

NOON = datetime(2026, 5, 4, 12, 0, tzinfo=UTC)
TEXT = """Police executed 255 search warrants across the UK in a single week of action in 2018, and 131 arrests were made.

Disseminations to police forces rose by 625% between 2014 and 2017. A charity answered 3,400 calls in 2018, it said.
"""
WARRANTS, ARRESTS, RISE, CALLS = range(4)


@pytest.fixture
def checked(store):
    found = check_article(read_article(TEXT.encode(), name="raids.md"), store)
    assert [each.verdict.value for each in found.findings] == ["mismatch", "match", "mismatch", "no_source"]
    return found


def said(at, decision, name="Ada Holm", hour=12, **more):
    return Review(check="a", number=at + 1, at=NOON.replace(hour=hour), name=name, decision=decision, **more)


OVERRULED = said(WARRANTS, Decision.OVERRULED, note="255 counts <b>both</b> weeks.", verdict=Verdict.NO_SOURCE)
CONFIRMED = said(RISE, Decision.CONFIRMED, name="Grace Berg")
WRONG = said(ARRESTS, Decision.OVERRULED, note="Arrests of one force alone.", verdict=Verdict.MISMATCH)


@pytest.fixture
def reviewed(checked):
    return with_reviews(checked, [OVERRULED, CONFIRMED, WRONG])


def shown(name, *answers):
    out = io.StringIO()
    REPORTS[name](iter(answers), out)
    return out.getvalue()


def kept(store, checked, *reviews):
    """The check and its reviews in the store, as the local page keeps them."""
    head = CheckHead(id="a", at=NOON, title="Raids", given="pasted text", verdict=checked.verdict, counts={})
    keep_check(store, KeptCheck(head=head, answer=json.loads(json.dumps(answer.written(checked)))))
    for review in reviews:
        enter_review(store, review)


@pytest.mark.parametrize("name", REPORTS)
def test_every_format_says_who_said_what(reviewed, name):
    text = shown(name, reviewed)
    for person in ("Ada Holm", "Grace Berg"):
        assert person in text, person
    assert "both" in text
    assert "<b>both</b>" not in text if name == "html" else True
    calm = shown(name, replace(reviewed, reviews=()))
    assert "Ada Holm" not in calm


def test_the_sum_keeps_its_verdict_and_what_stands_is_told_beside_it(reviewed):
    assert reviewed.verdict is Verdict.MISMATCH
    stands = [reviewed.standing(at).value for at in range(4)]
    assert stands == ["no_source", "mismatch", "mismatch", "no_source"]
    findings = json.loads(shown("json", reviewed))["findings"]
    assert [each["verdict"] for each in findings] == ["mismatch", "match", "mismatch", "no_source"]
    assert [each.get("standing") for each in findings] == [*stands[:3], None]
    assert findings[WARRANTS]["reviews"] == [OVERRULED.to_dict()]
    assert "reviews" not in findings[CALLS]
    rows = list(csv.DictReader(io.StringIO(shown("csv", reviewed))))
    assert [row["standing"] for row in rows] == [*stands[:3], ""]
    row = rows[WARRANTS]
    assert (row["decision"], row["reviewed_by"], row["reviewed_at"]) == ("overruled", "Ada Holm", "2026-05-04T12:00:00+00:00")


def test_who_had_the_last_word_counts(checked):
    again = replace(said(WARRANTS, Decision.CONFIRMED, name="Grace Berg"), at=NOON.replace(hour=13))
    both = with_reviews(checked, [OVERRULED, again])
    assert both.standing(WARRANTS) is Verdict.MISMATCH
    assert [each.name for each in both.reviews_on(WARRANTS)] == ["Ada Holm", "Grace Berg"]
    page = shown("html", both)
    assert page.index("Overruled") < page.rindex("Confirmed")


def test_a_claim_review_is_signed_by_who_confirmed_or_overruled_it(reviewed, checked, store):
    blocks = json.loads(shown("claim-review", reviewed))
    signed = [block.get("author", {}).get("name") for block in blocks]
    assert signed == ["Ada Holm", "Ada Holm", "Grace Berg", None]
    status = [block["creativeWorkStatus"] for block in blocks]
    assert status == ["Published", "Published", "Published", "Draft"]
    assert {block.get("datePublished") for block in blocks[:3]} == {"2026-05-04"}
    assert not any("reviewRating" in block for block in blocks)
    assert blocks[WARRANTS]["reviewBody"].startswith("Overruled by Ada Holm on 4 May 2026, nothing stored can settle this: “255")
    other = check_against(checked.findings[CALLS].claim, search_series(store, "arrests")[0].series, store)
    changed = with_reviews(checked, [said(CALLS, Decision.SERIES, finding=other)])
    assert json.loads(shown("claim-review", changed))[CALLS]["creativeWorkStatus"] == "Draft"


def test_what_was_overruled_no_longer_counts_against_a_change_and_what_a_person_found_wrong_does(reviewed):
    results = json.loads(shown("sarif", reviewed))["runs"][0]["results"]
    assert [result["level"] for result in results] == ["error", "error", "error"]
    overruled, wrong, confirmed = results
    assert overruled["suppressions"][0]["status"] == "accepted"
    assert "both" in overruled["suppressions"][0]["justification"]
    assert (wrong["ruleId"], "suppressions" in wrong, "suppressions" in confirmed) == ("overruled_mismatch", False, False)


def test_annotations_name_their_author_and_time(reviewed):
    bodies = json.loads(shown("annotations", reviewed))["items"][WARRANTS]["body"]
    assert bodies[1]["value"] == "mismatch"
    assert (bodies[2]["creator"], bodies[2]["created"]) == ({"type": "Person", "name": "Ada Holm"}, "2026-05-04T12:00:00Z")


def test_a_corrections_note_asks_for_what_stands(reviewed):
    note = shown("corrections", reviewed)
    assert note.count("We said: “") == 2
    assert "Confirmed by Grace Berg on 4 May 2026." in note
    assert "Left as it is: “255 search warrants”. Overruled by Ada Holm" in note
    assert "2 of 4 claims could not be settled" in note


def test_another_series_stands_in_place_of_the_programs_own_whatever_is_said_behind_it(checked, store):
    series = search_series(store, "arrests")[0].series
    other = check_against(checked.findings[CALLS].claim, series, store)
    chosen = said(CALLS, Decision.SERIES, finding=other)
    confirmed = said(CALLS, Decision.CONFIRMED, name="Grace Berg", hour=13)
    for reviews in ([chosen], [chosen, confirmed]):
        found = with_reviews(checked, reviews)
        assert found.findings[CALLS].candidate.series == series
        assert found.findings[WARRANTS] == checked.findings[WARRANTS]


def test_the_same_text_checked_again_finds_its_reviews(store, checked):
    kept(store, checked, OVERRULED, CONFIRMED)
    wrapped = read_article(("\n" + TEXT.replace(", and 131", ",\nand 131")).encode(), name="other.md")
    again = Reviews(store).join(check_article(wrapped, store))
    assert [at for at, _ in again.reviews] == [WARRANTS, RISE]
    assert again.article.warnings == ()
    other = read_article((TEXT + "\nA sentence more.\n").encode(), name="raids.md")
    assert Reviews(store).join(check_article(other, store)).reviews == ()


def test_a_review_of_other_figures_is_told_and_does_not_stand(store, checked):
    then = replace(checked.findings[WARRANTS], verdict=Verdict.MATCH)
    kept(store, replace(checked, findings=(then, *checked.findings[1:])), OVERRULED, CONFIRMED)
    again = Reviews(store).join(checked)
    assert [at for at, _ in again.reviews] == [RISE]
    [warning] = again.article.warnings
    assert warning.startswith("Finding 1 was reviewed by Ada Holm on 2026-05-04, when the figures said otherwise")


def test_a_chosen_series_must_still_say_what_it_said(store, checked):
    other = check_against(checked.findings[CALLS].claim, search_series(store, "arrests")[0].series, store)
    gone = replace(other, candidate=replace(other.candidate, series=replace(other.candidate.series, place="Mars")))
    for finding, stands in ((other, [CALLS]), (gone, []), (replace(other, verdict=Verdict.CONFLICTING), [])):
        with Store.open(store.path) as writer:
            writer._connection.execute("DELETE FROM check_history")
        kept(store, checked, said(CALLS, Decision.SERIES, finding=finding))
        assert [at for at, _ in Reviews(store).join(checked).reviews] == stands


def test_the_command_line_says_what_people_said_and_a_mismatch_overruled_ends_well(store, checked, tmp_path, capsys):
    (tmp_path / "raids.md").write_text(TEXT)
    arguments = ["check", str(tmp_path / "raids.md"), "--store", str(store.path)]
    assert run(arguments) == 1
    assert "review" not in capsys.readouterr().out
    kept(store, checked, OVERRULED, replace(OVERRULED, number=RISE + 1, note="A draft."))
    assert run(arguments) == 0
    assert "Overruled by Ada Holm on 4 May 2026" in capsys.readouterr().out
    assert run([*arguments, "--quiet"]) == 0
    assert "warrants" not in capsys.readouterr().out
    assert run(["explain", str(tmp_path / "raids.md"), "1", "--store", str(store.path)]) == 0
    assert "What people said of it" in capsys.readouterr().out
