"""What the local page keeps and learns: checks found again, reviews that stay, a claim held up against a series of one's own."""

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

import pytest

from claims import find_claims
from factcheck.against import check_against
from factcheck.article import Article, read_article
from factcheck.checking import Checked, check_article
from factcheck.errors import StoreError, UnknownSeriesError
from factcheck.finding import Verdict
from factcheck.reports.timeline import spark, timeline
from factcheck.review import Decision, Review
from factcheck.search import index_of, search_series
from factcheck.store import Store
from factcheck.store_reviews import (
    CheckHead,
    KeptCheck,
    enter_review,
    find_check,
    forget_check,
    keep_check,
    list_checks,
    review_counts,
    reviews_of,
)
from factcheck.web import answer

NOON = datetime(2026, 5, 4, 12, 0, tzinfo=UTC)


def head(identity, title, hour=12):
    at = NOON.replace(hour=hour)
    return CheckHead(id=identity, at=at, title=title, given="pasted text", verdict=Verdict.MATCH, counts={"match": 1})


def test_a_check_is_found_again_by_its_title_the_newest_first(store):
    for identity, title, hour in (("a", "100% of boats", 9), ("b", "Half_of \\ boats", 11), ("c", "Boats", 10)):
        keep_check(store, KeptCheck(head=head(identity, title, hour), answer={"n": identity}))
    assert [each.id for each in list_checks(store)] == ["b", "c", "a"]
    assert [each.id for each in list_checks(store, limit=1, offset=1)] == ["c"]
    assert find_check(store, "a") == KeptCheck(head=head("a", "100% of boats", 9), answer={"n": "a"})
    assert find_check(store, "z") is None
    for words, found in (("BOATS", "bca"), ("0%", "a"), ("f_o", "b"), ("f_b", ""), ("\\", "b"), ("' OR 1=1 --", "")):
        assert [each.id for each in list_checks(store, words)] == list(found), words


def test_a_review_stays_and_the_last_one_counts(store):
    keep_check(store, KeptCheck(head=head("a", "Boats"), answer={}))
    first = Review(check="a", number=2, at=NOON, name="Ada", decision=Decision.CONFIRMED)
    second = replace(first, name="Grace", decision=Decision.OVERRULED, note="Twice counted.", verdict=Verdict.NO_SOURCE)
    for review in (first, second, replace(first, number=1)):
        enter_review(store, review)
    assert reviews_of(store, "a") == (first, second, replace(first, number=1))
    assert review_counts(store) == {"a": 2}
    with pytest.raises(StoreError):
        enter_review(store, replace(first, check="gone"))
    forget_check(store, "a")
    assert (find_check(store, "a"), reviews_of(store, "a"), review_counts(store)) == (None, (), {})


def test_keeping_a_check_makes_no_reader_learn_its_index_anew(store):
    with Store.open_readonly(store.path) as reader:
        before = index_of(reader)
        keep_check(store, KeptCheck(head=head("a", "Boats"), answer={}))
        assert index_of(reader) is before
        store.teach(reader.indicators()[0].id, "boats")
        assert index_of(reader) is not before


def test_what_crosses_to_the_page_is_what_was_found(store, demo_article):
    article = read_article(demo_article)
    checked = check_article(article, store)
    again = answer.read(answer.written(checked))
    assert again.article == article
    assert again.unread == checked.unread
    assert [each.verdict for each in again.findings] == [each.verdict for each in checked.findings]
    assert [each.computation for each in again.findings] == [each.computation for each in checked.findings]
    whole = Checked(article=Article(text="x", id=7, locators=("page 1",), modified=NOON.date()), findings=(), unread=())
    assert answer.read(answer.written(whole)) == whole


def series_of(store, words):
    return search_series(store, words)[0].series


def test_a_claim_is_held_up_against_the_series_that_a_person_chose(store):
    [claim] = find_claims("The raids brought in 131 of them in the United Kingdom in 2018.")
    arrests, children = series_of(store, "arrests"), series_of(store, "children safeguarded")
    assert check_against(claim, arrests, store).verdict is Verdict.MATCH
    wrong = check_against(claim, children, store)
    assert wrong.verdict is not Verdict.MATCH
    assert wrong.candidate.series == children
    assert wrong.candidate.reasons == ("chosen by a person",)


def test_what_the_chosen_series_lacks_is_named(store):
    [claim] = find_claims("Arrests rose by 40% between 1951 and 1960.")
    finding = check_against(claim, series_of(store, "arrests"), store)
    assert (finding.verdict, finding.computation) == (Verdict.NO_SOURCE, None)
    assert finding.missing
    gone = series_of(store, "arrests")
    with pytest.raises(UnknownSeriesError):
        check_against(claim, replace(gone, dimensions=(("place", "Mars"),)), store)


def test_a_series_is_drawn_with_its_extremes(rich_store):
    with Store.open_readonly(rich_store) as store:
        history = store.history(series_of(store, "unemployment norway"))
        known = history.known()
        svg = timeline(history)
        lowest, highest = min(each.value for each in known), max(each.value for each in known)
        for value in (lowest, highest):
            assert f"{value.normalize():f}%, " in svg
        assert svg.count('class="found"') <= 4
        assert "Norway, January 2005 to December 2024" in svg
        assert spark(known).count("<circle") == 1
        one = replace(history, observations=history.observations[:1])
        assert (timeline(one), spark(one.known())) == ("", "")
        flat = replace(history, observations=tuple(replace(each, value=Decimal(3)) for each in history.observations[:5]))
        assert "<polyline" in timeline(flat)
