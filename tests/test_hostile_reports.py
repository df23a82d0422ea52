"""Texts that want to be more than text: through every format nothing of them is live, and all of them is still there."""

import csv
import io
import json
import re
import unicodedata
from dataclasses import fields, is_dataclass, replace
from datetime import UTC, datetime
from decimal import Decimal
from html.parser import HTMLParser
from pathlib import Path

import pytest
from markdown_it import MarkdownIt

from factcheck.article import Article, read_article
from factcheck.checking import Checked, check_article
from factcheck.finding import Verdict
from factcheck.reports import REPORTS, page
from factcheck.reports.claim_review import Signature, report
from factcheck.reports.cleaning import visible
from factcheck.review import Decision, Review
from factcheck.store import Store

CALM = "harbour"
NOON = datetime(2026, 5, 4, 12, 0, tzinfo=UTC)
# A text, or a text and how often it is repeated.
HOSTILE = [
    each if isinstance(each, str) else each[0] * each[1]
    for each in json.loads(Path(__file__).with_name("hostile.json").read_text(encoding="utf-8"))
]
URLS = [each for each in HOSTILE if not each.startswith("https://")]


@pytest.fixture(scope="module")
def calm(demo_store):
    """A real answer of the demonstration: a match, a mismatch with a slip, and a claim without a source."""
    text = b"---\ntitle: Warrants\ndate: 2018-09-07\n---\n"
    text += b"Police executed 255 search warrants across the UK in a single week of action.\n\n"
    text += b"Disseminations to police forces rose by 625% between 2014 and 2017. It had 3,400 calls, a charity said."
    with Store.open_readonly(demo_store) as store:
        checked = check_article(read_article(text), store)
    assert len({finding.verdict for finding in checked.findings}) > 1
    return checked


def poisoned(
    value, words, names=("title", "publisher", "locator", "text", "correction", "missing", "assumptions", "formula", "claimant")
):
    """The value with the words behind every text that comes from an article or a source, at whatever depth."""
    if isinstance(value, tuple):
        return tuple(f"{each} {words}" if isinstance(each, str) else poisoned(each, words, names) for each in value)
    if not is_dataclass(value):
        return value
    changed = {}
    for each in fields(value):
        held = getattr(value, each.name)
        changed[each.name] = f"{held} {words}" if isinstance(held, str) and each.name in names else held
        if is_dataclass(held) or (isinstance(held, tuple) and each.name not in ("dimensions", "aliases", "reasons")):
            changed[each.name] = poisoned(held, words, names)
    return replace(value, **changed)


def attacked(calm, words, url="https://stats.example/"):
    """The calm answer with the words in its text, every claim, its title, all its sources say, and what a person said of it."""
    text, findings, added = calm.article.text, [], 0
    for finding in sorted(calm.findings, key=lambda each: each.claim.start):
        claim = finding.claim
        end = claim.end + added
        text = f"{text[:end]} {words}{text[end:]}"
        moved = replace(claim, start=claim.start + added, end=end + len(words) + 1)
        added += len(words) + 1
        findings.append(
            replace(
                poisoned(finding, words),
                claim=replace(moved, text=f"{claim.text} {words}", sentence=f"{claim.sentence} {words}", claimant=words),
            )
        )
    candidate = findings[0].candidate
    source = replace(candidate.series.indicator.source, url=url, title=words)
    series = replace(candidate.series, indicator=replace(candidate.series.indicator, source=source))
    findings[0] = replace(findings[0], candidate=replace(candidate, series=series))
    article = Article(id=f"{words}.md", text=text, title=words, published=calm.article.published, url=url)
    review = Review(check=words, number=1, at=NOON, name=words, decision=Decision.OVERRULED, note=words, verdict=Verdict.MATCH)
    reviews = ((0, (review, replace(review, decision=Decision.CONFIRMED, verdict=None))),)
    return Checked(article=article, findings=tuple(findings), unread=poisoned(calm.unread, words), reviews=reviews)


def shown(name, *answers):
    out = io.StringIO()
    REPORTS[name](iter(answers), out)
    return out.getvalue()


class Outline(HTMLParser):
    """The elements of a page with their attributes, and its text."""

    def __init__(self, text):
        super().__init__(convert_charrefs=True)
        self.elements, self.said, self.links = [], [], []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attributes):
        self.elements.append((tag, tuple(name for name, _ in attributes)))
        self.links += [value for name, value in attributes if name in ("href", "src", "action", "srcset", "style", "data")]

    def handle_data(self, data):
        self.said.append(data)

    def handle_comment(self, data):
        self.elements.append(("comment", data))

    def unknown_decl(self, data):
        self.elements.append(("declaration", data))


def steering(text):
    turning = ("RLO", "LRO", "RLE", "LRE", "LRI", "RLI", "FSI", "PDI", "PDF")
    controls = [c for c in text if unicodedata.category(c) in ("Cc", "Cs") and c != "\n"]
    return controls + [c for c in text if unicodedata.bidirectional(c) in turning]


def test_there_are_many_and_no_two_are_the_same():
    assert len(set(HOSTILE)) == len(HOSTILE) >= 130


@pytest.mark.parametrize("words", HOSTILE, ids=range(len(HOSTILE)))
def test_the_page_is_built_the_same_whatever_the_words_are(calm, words):
    html = shown("html", attacked(calm, words))
    outline, usual = Outline(html), Outline(shown("html", attacked(calm, CALM)))
    assert outline.elements == usual.elements
    assert "".join(outline.said).count(visible(words)[:100]) >= 12
    assert {link for link in outline.links if not link.startswith("#")} == {"https://stats.example/"}
    assert not steering(html)


@pytest.mark.parametrize("url", URLS, ids=range(len(URLS)))
def test_only_an_address_of_the_web_is_a_link(calm, url):
    assert [link for link in Outline(shown("html", attacked(calm, CALM, url))).links if not link.startswith("#")] == []


@pytest.mark.parametrize("words", HOSTILE, ids=range(len(HOSTILE)))
def test_markdown_shows_the_words_and_obeys_none(calm, words):
    def outline(text):
        tokens = MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(text)
        flat = [inner for token in tokens for inner in (token, *(token.children or ()))]
        kept = [token for token in flat if token.content != "<!-- -->" and token.type not in ("text", "text_special", "inline")]
        return [token.type for token in kept], "".join(token.content for token in flat if token.type in ("text", "text_special"))

    markdown = shown("markdown", attacked(calm, words))
    (kinds, said), (usual, calm_words) = outline(markdown), outline(shown("markdown", attacked(calm, CALM)))
    assert kinds == usual
    assert visible(words)[:80] in said
    # Longer ones are cut in the table, and the table has each on one line with single blanks.
    if len(words) < 40 and words == " ".join(words.split()):
        assert said.count(visible(words)) == calm_words.count(CALM)
    assert not re.search(r"@\w|https?://|www\.", markdown)
    assert not steering(markdown)


@pytest.mark.parametrize("words", HOSTILE, ids=range(len(HOSTILE)))
def test_a_claim_review_inside_a_page_stays_inside_and_reads_the_same(calm, words):
    out = io.StringIO()
    report([attacked(calm, words)], out, signature=Signature(name=words, day=calm.article.published))
    block = Outline(f'<script type="application/ld+json">{out.getvalue()}</script><p>after</p>')
    assert block.elements == [("script", ("type",)), ("p", ())]
    assert json.loads(block.said[0]) == json.loads(out.getvalue())
    for review in json.loads(out.getvalue()):
        assert review["itemReviewed"]["text"].endswith(words)
        assert review["author"]["name"] == words
    assert out.getvalue().isascii()


@pytest.mark.parametrize("words", HOSTILE, ids=range(len(HOSTILE)))
def test_selectors_and_regions_lead_back_to_the_words(calm, words):
    answer = attacked(calm, words)
    text = answer.article.text
    for item in json.loads(shown("annotations", answer))["items"]:
        place, quote = item["target"]["selector"]
        assert text[place["start"] : place["end"]] == quote["exact"]
        assert quote["exact"].endswith(words)
        assert quote["prefix"] + quote["exact"] + quote["suffix"] in text
    results = json.loads(shown("sarif", answer))["runs"][0]["results"]
    assert results
    for result in results:
        region = result["locations"][0]["physicalLocation"]["region"]
        lines = text.split("\n")
        assert lines[region["startLine"] - 1][region["startColumn"] - 1 :].startswith(text[region["charOffset"] :][:3])
        assert lines[region["endLine"] - 1][: region["endColumn"] - 1].endswith(words[-3:])


@pytest.mark.parametrize("words", HOSTILE, ids=range(len(HOSTILE)))
def test_a_corrections_note_keeps_its_lines(calm, words):
    note = shown("corrections", attacked(calm, words))
    assert note.count("\n") == shown("corrections", attacked(calm, CALM)).count("\n")
    assert visible(words) in note
    assert not steering(note)


@pytest.mark.parametrize("words", HOSTILE, ids=range(len(HOSTILE)))
def test_a_terminal_and_a_spreadsheet_obey_none(calm, words):
    answer = attacked(calm, words)
    assert not steering(shown("text", answer))
    limit = csv.field_size_limit(10_000_000)
    rows = list(csv.reader(io.StringIO(shown("csv", answer))))
    csv.field_size_limit(limit)
    assert len(rows) == 1 + len(answer.findings)
    for cell in (cell for row in rows for cell in row):
        assert not re.match(r"\s*[=+@\-＝＋＠－]", cell) or re.fullmatch(r"[+-]?[\d.]+(E[+-]?\d+)?", cell), cell
    whole = json.loads(shown("json", answer))
    assert whole == json.loads(shown("jsonl", answer))
    assert whole["title"] == words
    assert all(finding["claim"]["text"].endswith(words) for finding in whole["findings"])


def test_every_format_is_among_those_attacked():
    attacked_here = {"html", "markdown", "claim-review", "annotations", "sarif", "corrections", "text", "csv", "json", "jsonl"}
    assert set(REPORTS) == attacked_here


def test_a_real_browser_runs_nothing_and_asks_for_nothing(calm, tmp_path, chromium):
    file = tmp_path / "report.html"
    answers = [attacked(calm, words, url) for words, url in zip(HOSTILE, reversed(HOSTILE), strict=True)]
    file.write_text(shown("html", *answers), encoding="utf-8")
    asked, dialogs = [], []
    tab = chromium.new_page()
    tab.on("request", lambda request: asked.append(request.url))
    tab.on("dialog", lambda dialog: dialogs.append(dialog.message))
    tab.goto(file.as_uri())
    tab.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
    assert tab.evaluate("window.pwned") is None
    assert tab.evaluate("document.scripts.length") == 0
    assert tab.locator("details").count() == sum(len(answer.findings) for answer in answers)
    tab.close()
    assert (asked, dialogs) == ([file.as_uri()], [])


def test_the_policy_names_the_style_and_nothing_else(calm):
    html = shown("html", attacked(calm, CALM))
    assert html.count("<style>") == 1
    assert "<script" not in html
    assert re.search(r'content="default-src &#x27;none&#x27;; style-src &#x27;sha256-[\w+/=]{44}&#x27;;', html)
    assert page.style() in html
    assert "url(" not in page.style()
    assert Decimal(len(html)) < 120_000
