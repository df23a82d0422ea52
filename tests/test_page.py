"""The report page: what a reader sees, hears and prints; the charts place figures where they belong."""

import html
import io
import re
from dataclasses import replace
from decimal import Decimal

import pytest
from axe_playwright_python.sync_playwright import Axe
from hypothesis import given
from hypothesis import strategies as st

from claims.quantity import Interval
from factcheck.article import Article, read_article
from factcheck.checking import Checked, check_article
from factcheck.errors import InputError
from factcheck.finding import Verdict
from factcheck.reports import page
from factcheck.reports.chart import Axis, allowed_words, evidence
from factcheck.reports.markup import element, joined, link
from factcheck.store import Store

TEXT = b"""---
title: Raids in one week
date: 2018-09-07
url: https://paper.example/raids
---
# Raids in one week

Police executed 255 search warrants across the UK in a single week of action, and 131 arrests were made.

Disseminations to police forces rose by 625% between 2014 and 2017. A charity answered 3,400 calls, it said.
"""


@pytest.fixture(scope="module")
def checked(demo_store):
    with Store.open_readonly(demo_store) as store:
        found = check_article(read_article(TEXT), store)
    assert {finding.verdict for finding in found.findings} >= {Verdict.MATCH, Verdict.MISMATCH, Verdict.NO_SOURCE}
    return found


def shown(*answers, **options):
    out = io.StringIO()
    page.report(answers, out, **options)
    return out.getvalue()


def words(markup):
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", markup)).split())


def risen(checked):
    return next(finding for finding in checked.findings if "625%" in finding.claim.text)


def test_the_summary_counts_every_verdict_and_the_numbers_not_read(checked):
    summary = words(re.search(r'<ul class="summary">.*?</ul>', shown(checked))[0])
    for verdict, label in ((Verdict.MATCH, "✔ match"), (Verdict.MISMATCH, "✘ mismatch"), (Verdict.NO_SOURCE, "? no source")):
        assert f"{sum(finding.verdict is verdict for finding in checked.findings)} {label}" in summary
    assert f"{len(checked.unread)} not read" in summary


def test_a_finding_opens_to_all_that_led_there(checked):
    found = risen(checked)
    number = checked.findings.index(found) + 1
    card = re.search(rf'<details[^>]*>(?:(?!</details>).)*id="a1f{number}".*?</details>', shown(checked))[0]
    said = words(card)
    for part in (
        *("✘ mismatch", "625%", "525%", "10,000 in 2017", "1,600 in 2014", "figures.csv, line 4, column value"),
        *("(10000 - 1600) / 1600 x 100 = 525%", "624.5% to 625.5%", "Likely slip", "which is a change of 525%"),
        *("Corrected:", "National Crime Agency", "released 6 September 2018"),
    ):
        assert part in said, part
    assert card.count("<svg") == 2


def test_each_claim_is_marked_where_it_stands_and_leads_to_its_finding(checked):
    whole = shown(checked)
    for number, finding in enumerate(checked.findings, start=1):
        sign = {"match": "✔", "mismatch": "✘", "no_source": "?", "conflicting": "≠"}[finding.verdict.value]
        label = f"finding {number}: {finding.verdict.value.replace('_', ' ')}"
        mark = f'<mark class="{finding.verdict.value}">{html.escape(finding.claim.text)}</mark>'
        reference = f'<a href="#a1f{number}" class="ref" aria-label="{label}" title="{label}">{sign}{number}</a>'
        assert mark + reference in whole
        assert whole.count(f'id="a1f{number}"') == 1


def test_the_text_of_the_article_is_all_there(checked):
    prose = words(re.sub(r'<a href="#a1f.*?</a>', "", "".join(re.findall(r'<div class="prose">.*?</div>', shown(checked)))))
    squeezed = re.sub(r"\s", "", TEXT.decode().split("---\n")[2].replace("# Raids in one week", ""))
    assert re.sub(r"\s", "", prose) == squeezed


def test_claims_that_overlap_are_both_marked_and_no_word_is_said_twice(checked):
    first = checked.findings[0].claim
    inner = replace(first, text=first.text[4:], start=first.start + 4, end=first.end + 9)
    both = (checked.findings[0], replace(checked.findings[0], claim=inner))
    whole = shown(replace(checked, findings=both))
    assert whole.count('class="ref"') == 2
    assert f'<mark class="mismatch">{first.text[:3]}</mark>' in whole
    assert f'<mark class="mismatch">{first.text[4:]} acro' in whole
    prose = re.sub(r'<a href="#a1f.*?</a>', "", "".join(re.findall(r'<div class="prose">.*?</div>', whole)))
    assert words(re.sub(r"</?mark[^>]*>", "", prose)).count("search warrants") == 1


def test_the_chart_of_the_whole_series_is_drawn_where_it_is_given(checked, demo_store):
    found = risen(checked)
    with Store.open_readonly(demo_store) as store:
        history = store.history(found.candidate.series)
    svg = evidence(found, history, "x")
    assert svg.count('class="found"') == len(found.observations) + 1
    assert svg.count('class="claimed"') == svg.count('class="allowed"') == 1
    assert 'aria-labelledby="x-scale-title x-scale-words"' in svg
    assert "Text: 625%. Source: 525%." in words(svg)


def test_the_rulers_marks_stand_in_the_order_of_their_numbers(checked):
    found = risen(checked)
    svg = evidence(found, None, "x").split("</desc>")[-1]
    source = Decimal(re.search(r'<circle cx="([\d.]+)"', svg)[1])
    claimed = Decimal(re.search(r'<path d="M([\d.]+) ', svg)[1])
    left, width = (Decimal(each) for each in re.search(r'<rect x="([\d.]+)" y="34" width="([\d.]+)"', svg).groups())
    assert source < left <= claimed <= left + width


def test_nothing_is_drawn_where_there_is_nothing_to_compare(checked):
    for finding in checked.findings:
        if finding.verdict is Verdict.NO_SOURCE:
            assert "<svg" not in evidence(finding, None, "x")


@given(st.lists(st.decimals(-(10**12), 10**12, places=3), min_size=2, max_size=9))
def test_an_axis_keeps_the_order_and_stays_on_the_page(numbers):
    axis = Axis(min(numbers), max(numbers), Decimal(10), Decimal(350))
    placed = [axis(number) for number in sorted(numbers)]
    assert placed == sorted(placed)
    assert 10 <= placed[0] <= placed[-1] <= 350


@pytest.mark.parametrize(
    ("low", "high", "unit", "said"),
    [
        ("624.5", "625.5", "percent", "624.5% to 625.5%"),
        ("3", None, "count", "more than 3"),
        (None, "3", "count", "less than 3"),
        (None, None, "count", "any number"),
        ("35.5E+6", "36.5E+6", "GBP", "£35.5 million to £36.5 million"),
    ],
)
def test_an_interval_in_words(low, high, unit, said):
    ends = [None if end is None else Decimal(end) for end in (low, high)]
    assert allowed_words(Interval(low=ends[0], high=ends[1]), unit) == said


def test_several_texts_share_a_page_and_one_that_cannot_be_read_is_said(checked):
    whole = shown(checked, InputError("gone.md does not exist."), checked)
    assert words(whole).count("gone.md does not exist.") == 1
    ids = re.findall(r' id="([^"]+)"', whole)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r'href="#([^"]+)"', whole)) <= set(ids)


def test_a_text_without_claims_is_a_page_too():
    empty = Checked(article=Article(text="Nothing to count here.", id="-"), findings=(), unread=())
    said = words(shown(empty))
    assert "Standard input" in said
    assert "0 ✘ mismatch" in said
    assert "Nothing to count here." in said


def test_where_the_stream_cannot_write_a_sign_it_is_spelled():
    out = io.TextIOWrapper(io.BytesIO(), encoding="cp1252")
    page.report([Checked(article=Article(text="Łódź", id="x"), findings=(), unread=())], out)
    out.flush()
    assert html.unescape(out.buffer.getvalue().decode("ascii")).count("Łódź") == 1


def test_only_elements_are_markup():
    assert joined("<b>", element("i", "<")) == "&lt;b&gt;<i>&lt;</i>"
    assert element("b", class_='"><script>') == '<b class="&quot;&gt;&lt;script&gt;"></b>'
    assert link("x", "HTTPS://a.example/?a&b") == '<a href="HTTPS://a.example/?a&amp;b" rel="noopener noreferrer external">x</a>'
    assert link("x", " https://a.example") == "x"


def test_a_real_browser_lays_it_out_for_a_desk_a_phone_and_paper(checked, tmp_path, chromium):
    file = tmp_path / "report.html"
    file.write_text(shown(checked), encoding="utf-8")
    number = checked.findings.index(risen(checked)) + 1
    told = []
    tab = chromium.new_page()
    tab.on("console", lambda message: told.append(message.text))
    for width in (320, 390, 1280):
        tab.set_viewport_size({"width": width, "height": 800})
        tab.goto(file.as_uri())
        assert tab.evaluate("document.documentElement.scrollWidth") <= width
    inside = tab.locator(f"#a1f{number}")
    assert not inside.is_visible()
    tab.locator("summary").nth(number - 1).focus()
    tab.keyboard.press("Enter")
    assert inside.is_visible()
    tab.goto(f"{file.as_uri()}")
    tab.emulate_media(media="print")
    assert inside.is_visible()
    for paper in ("A4", "Letter"):
        assert tab.pdf(format=paper).startswith(b"%PDF")
    tab.close()
    assert told == []


def test_the_page_passes_axe(checked, tmp_path, chromium):
    file = tmp_path / "report.html"
    file.write_text(shown(checked), encoding="utf-8")
    for scheme in ("light", "dark"):
        # axe is a script, and the page's own policy lets none run.
        tab = chromium.new_context(bypass_csp=True, color_scheme=scheme).new_page()
        tab.goto(file.as_uri())
        tab.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
        assert Axe().run(tab).response["violations"] == []
        tab.close()


def test_the_day_of_a_change_and_the_place_in_a_file_are_told(checked):
    article = replace(
        checked.article,
        modified=checked.article.published.replace(day=9),
        locators=tuple(f"page 2, line {number}" for number, _ in enumerate(checked.article.blocks, start=1)),
    )
    said = words(shown(replace(checked, article=article)))
    assert "updated 9 September 2018" in said
    assert "In the text page 2, line 3" in said
    assert "updated" not in words(shown(checked))
    assert "In the text" not in words(shown(checked))
