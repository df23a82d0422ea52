"""Texts that want to be more than text: through every format nothing of them is live, and all of them is still there."""

import io
import json
import re
import unicodedata
from dataclasses import fields, is_dataclass, replace
from decimal import Decimal
from html.parser import HTMLParser

import pytest
from markdown_it import MarkdownIt

from factcheck.article import Article, read_article
from factcheck.checking import Checked, check_article
from factcheck.reports import REPORTS, page
from factcheck.reports.claim_review import Signature, report
from factcheck.reports.cleaning import visible
from factcheck.store import Store

CALM = "harbour"
SCRIPT = "window.pwned=1"
HOSTILE = [
    f"<script>{SCRIPT}</script>",
    f"</script><script>{SCRIPT}</script>",
    f"<SCRIPT SRC=https://evil.example/x.js>{SCRIPT}</SCRIPT>",
    f"<img src=x onerror={SCRIPT}>",
    f"<svg onload={SCRIPT}>",
    f"<svg><script>{SCRIPT}</script></svg>",
    f'"><img src=x onerror={SCRIPT}>',
    f"'><svg/onload={SCRIPT}>",
    f'" onmouseover="{SCRIPT}" x="',
    f"' autofocus onfocus='{SCRIPT}",
    f"` onclick={SCRIPT} `",
    f"</title><script>{SCRIPT}</script>",
    f"</style><script>{SCRIPT}</script>",
    f"</desc></svg><script>{SCRIPT}</script>",
    f"</details></summary><script>{SCRIPT}</script>",
    f"<!--<script>{SCRIPT}</script>-->",
    f"--><script>{SCRIPT}</script><!--",
    f"<![CDATA[<script>{SCRIPT}</script>]]>",
    f"javascript:{SCRIPT}",
    f"JaVaScRiPt:{SCRIPT}//https://",
    f"data:text/html,<script>{SCRIPT}</script>",
    f'https://evil.example/"onclick="{SCRIPT}',
    f"vbscript:{SCRIPT}",
    "<iframe src=https://evil.example></iframe>",
    f"<iframe srcdoc='<script>{SCRIPT}</script>'>",
    "<meta http-equiv=refresh content='0;url=https://evil.example'>",
    "<base href=https://evil.example/>",
    "<link rel=stylesheet href=https://evil.example/x.css>",
    "<style>@import 'https://evil.example/x.css';</style>",
    "<form action=https://evil.example><button>Go</button>",
    f"<details open ontoggle={SCRIPT}>",
    f"<a href=javascript:{SCRIPT}>click</a>",
    f"&lt;script&gt;{SCRIPT}&lt;/script&gt;",
    f"&#60;script&#62;{SCRIPT}",
    "&amp;&quot;&nbsp;&lt;",
    ']]></script>{}"]}}\\u003c/script>',
    '"}],"@type":"Person","name":"forged',
    '\\"},{\\"verdict\\":\\"match\\"',
    f"[click](javascript:{SCRIPT})",
    "![x](https://evil.example/pixel.png)",
    "| a | b |",
    "**bold** _italic_ ~~gone~~ `code`",
    "# Heading",
    "<https://evil.example>",
    "@everyone see #1 at https://evil.example and www.evil.example",
    "$\\href{javascript:1}{x}$",
    "[ref]: https://evil.example",
    "\x1b[2J\x1b]0;owned\x07",
    "\x1b]8;;https://evil.example\x1b\\link\x1b]8;;\x1b\\",
    "\x9b31mred",
    "\u202e005\u202c",
    "\u2066evil\u2069",
    "zero\u200bwidth\u2060joined\ufeff",
    "tag\U000e0041\U000e0042",
    "nul\x00byte",
    "line\u2028separator\u2029paragraph",
    "half \ud800 pair",
    "\uff1cscript\uff1e",
    '=HYPERLINK("https://evil.example")',
    "[red]markup[/red]",
    "e" + "\u0301" * 500,
    "long" * 25_000,
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
    """The calm answer with the words in its text, in every claim of it, in its title, and in all that its sources say."""
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
    return Checked(article=article, findings=tuple(findings), unread=poisoned(calm.unread, words))


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
    assert len(set(HOSTILE)) == len(HOSTILE) >= 60


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
    if len(words) < 40:  # longer ones are cut in the table
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
