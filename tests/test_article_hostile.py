"""Articles that are broken or mean harm, and what a person is told: one sentence, and the others are still checked."""

from __future__ import annotations

import io
import sys
import time
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from factcheck.article import read_article
from factcheck.articles.feed import read_feed
from factcheck.articles.markup import read_markup
from factcheck.articles.pdf import read_pdf
from factcheck.commands import run
from factcheck.errors import FetchError, InputError
from factcheck.fetch import Fetched, Fetcher

SENTENCE = "Rents rose by 5% in the year to March, the office said on Monday morning."
PAGE = f"<!doctype html><html><head><title>Rents</title></head><body><article><p>{SENTENCE}</p></article></body></html>"
TYPES = "<Types xmlns='http://schemas.openxmlformats.org/package/2006/content-types'/>"


def packed(**parts: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", TYPES)
        for name, content in parts.items():
            archive.writestr(f"word/{name}.xml", content)
    return out.getvalue()


def pdf(content: bytes = b"", *, pages: str = "[3 0 R]", more: bytes = b"") -> bytes:
    """A PDF written by hand, whose table of contents pypdf has to find by itself."""
    return b"".join(
        (
            b"%PDF-1.4\n1 0 obj <</Type/Catalog/Pages 2 0 R>> endobj\n",
            f"2 0 obj <</Type/Pages/Count 1/Kids {pages}>> endobj\n".encode(),
            b"3 0 obj <</Type/Page/Parent 2 0 R/MediaBox[0 0 300 300]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>> endobj\n",
            b"4 0 obj <</Length %d>> stream\n%s\nendstream endobj\n" % (len(content), content),
            b"5 0 obj <</Type/Font/Subtype/Type1/BaseFont/Helvetica>> endobj\n",
            more,
            b"trailer <</Root 1 0 R>>\nstartxref\n0\n%%EOF\n",
        )
    )


def locked() -> bytes:
    from pypdf import PdfWriter

    writer = PdfWriter()
    writer.add_blank_page(100, 100)
    writer.encrypt("secret", algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


# Pages.


@pytest.mark.parametrize("depth", [10, 250, 260, 1_000, 100_000])
@pytest.mark.parametrize("tag", ["div", "span", "b", "blockquote"])
def test_text_is_found_however_deep_it_lies(depth: int, tag: str) -> None:
    page = f"<html><body>{f'<{tag}>' * depth}<p>{SENTENCE}</p>{f'</{tag}>' * depth}</body></html>"
    article = read_article(page.encode(), name="deep.html")
    assert SENTENCE in article.text
    assert ("nested" in " ".join(article.warnings)) == (depth > 240)


def test_what_the_extractor_leaves_out_is_told() -> None:
    story = "".join(f"<p>The harbour board met for the {n}th time, and the ferry was late by {n} minutes.</p>" for n in range(9))
    lost = "<div class='block-12'><span>Boats sank in the storm of the year 1987, all 4,321 of them and more.</span></div>"
    page = f"<html><body><article><h1>Ferries</h1>{story}</article><div><div>{lost}</div></div></body></html>"
    article = read_article(page.encode(), name="ferries.html")
    assert "4,321" in article.text or any("Boats sank" in warning for warning in article.warnings)


@pytest.mark.parametrize(
    "page",
    [
        '<!DOCTYPE html [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;"><!ENTITY c "&b;&b;&b;">]><html><body><p>{}</p>&c;</body></html>',
        '<?xml version="1.0"?><!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/passwd">]><html><body><p>{}</p><p>&x;</p></body></html>',
        "<html><body><p>{}</p>&#" + "9" * 10_000 + ";</body></html>",
        "<html><body><p>{}</p><!-- never closed",
        "<html><body><p>{}</p><script>while(1){{}}",
        "<html><body>" + "<p" * 20_000 + "><p>{}</p></body></html>",
        "<html><body>" + "</div>" * 100_000 + "<p>{}</p></body></html>",
        "<html><head><script type='application/ld+json'>" + "[" * 50_000 + "</script></head><body><p>{}</p></body></html>",
        "<html><head><meta charset='utf-7'></head><body><p>{}</p></body></html>",
    ],
    ids=["entities", "outside", "reference", "comment", "script", "open", "ends", "json", "charset"],
)
def test_hostile_pages_are_read_in_a_moment(page: str) -> None:
    start = time.process_time()
    article = read_article(page.replace("{}", SENTENCE).encode(), name="page.html")
    assert "Rents rose by 5%" in article.text
    assert "root:" not in article.text
    assert len(article.text) < 300_000
    assert time.process_time() - start < 5


def test_a_long_page_takes_time_by_its_length_alone() -> None:
    def seconds(count: int) -> float:
        start = time.process_time()
        assert len(read_markup("<div><p a='b'>x" * count + "<i></b>" * count).passages) == count
        return time.process_time() - start

    seconds(2_000)
    assert seconds(40_000) < 12 * max(seconds(10_000), 0.02)


@given(st.text(alphabet="<>/!-&#;=\"' abp\n1", max_size=200))
def test_the_plain_reader_takes_any_markup(markup: str) -> None:
    plain = read_markup(markup)
    assert all(passage.text == passage.text.strip(" ") != "" for passage in plain.passages)


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("meta", ["", '<meta charset="iso-8859-1">', '<meta charset="utf-8">', '<meta charset="nonsense">'])
def test_a_pound_stays_a_pound(encoding: str, meta: str) -> None:
    page = PAGE.replace("<title>", f"{meta}<title>").replace("5%", "£13.9bn – or 5%")
    assert "£13.9bn – or 5%" in read_article(page.encode(encoding), name="pound.html").text


# Word files.


BODY = "<w:document xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'><w:body>{}</w:body></w:document>"


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (b"PK\x03\x04 and nothing more", "damaged"),
        (packed(sheet=b"<x/>"), "no Word document"),
        (packed(document=b"<w:document"), "damaged"),
        (packed(document=b"<!DOCTYPE a [<!ENTITY a 'ha'>]>" + BODY.format("&a;").encode()), "document type"),
        (packed(document="<!DOCTYPE a [<!ENTITY a 'ha'>]><a/>".encode("utf-16")), "document type"),
        (packed(document=b"<a>" + b"x" * 60_000_000 + b"</a>"), "bomb"),
        (packed(**{f"part{n}": b"" for n in range(5_001)}), "more than 5,000 files"),
        (packed(document=BODY.format("<w:p/>").encode()), "no text"),
        (
            packed(document=BODY.format("<w:p>" * 20_000 + "</w:p>" * 20_000).encode()),
            "Word file|damaged|no text|time and memory",
        ),
    ],
    ids=["cut", "other", "broken", "entity", "entity-16", "bomb", "many", "silent", "deep"],
)
def test_word_files_that_are_not_read(data: bytes, word: str) -> None:
    with pytest.raises(InputError, match=word) as caught:
        read_article(data, name="story.docx")
    assert str(caught.value).startswith("story.docx ")


# PDF files.


def test_a_pdf_by_hand_is_read() -> None:
    assert read_article(pdf(b"BT /F 12 Tf 10 100 Td (Rents rose by 5%.) Tj ET"), name="a.pdf").text == "Rents rose by 5%."


@pytest.mark.parametrize(
    "mark", [b"/F 6 Tf 5 Ts (1) Tj 0 Ts /F 12 Tf", b"ET BT /F 6 Tf 98 105 Td (1) Tj ET BT /F 12 Tf 102 100 Td"]
)
def test_the_mark_of_a_footnote_is_no_digit(mark: bytes) -> None:
    data = pdf(b"BT /F 12 Tf 10 100 Td (There were 1,234) Tj " + mark + b" ( boats in 2019.) Tj ET")
    assert read_article(data, name="a.pdf").text == "There were 1,234¹ boats in 2019."


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (locked(), "locked with a password"),
        (pdf(b"10 10 100 100 re f"), "pictures"),
        (b"%PDF-1.7\nnothing else", "damaged"),
        (pdf()[:60], "damaged"),
        (pdf(pages="[2 0 R]"), "damaged|pictures|time and memory"),
    ],
    ids=["locked", "scanned", "empty", "cut", "circle"],
)
def test_pdf_files_that_are_not_read(data: bytes, word: str) -> None:
    with pytest.raises(InputError, match=word) as caught:
        read_article(data, name="story.pdf")
    assert str(caught.value).startswith("story.pdf ")


def test_a_pdf_that_does_not_end_is_ended() -> None:
    endless = pdf(b"BT /F 12 Tf 10 100 Td " + b"(Rents rose by 5%.) Tj 0 9 Td " * 200_000 + b"ET")
    start = time.monotonic()
    with pytest.raises(InputError, match=r"time and memory|pictures"):
        read_pdf(endless, "endless.pdf", seconds=1.0)
    assert time.monotonic() - start < 4


@settings(max_examples=6)
@given(st.lists(st.tuples(st.integers(0, 400), st.integers(0, 255)), min_size=1, max_size=9))
def test_spoilt_pdf_files_end_in_words_or_text(changes: list[tuple[int, int]]) -> None:
    data = bytearray(pdf(b"BT /F 12 Tf 10 100 Td (Rents rose by 5%.) Tj ET"))
    for place, byte in changes:
        data[5 + place] = byte
    try:
        told = read_article(bytes(data), name="spoilt.pdf").text
    except InputError as error:
        told = str(error).removeprefix("spoilt.pdf ")
    assert told
    assert not told.startswith("spoilt.pdf")


# Feeds.


RSS = f"""<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Sound</title>
<item><title>Rents &amp; wages</title><link>https://a.example/1</link><pubDate>Thu, 04 Mar 2021 23:30:00 -0500</pubDate>
<content:encoded><![CDATA[<p>{SENTENCE}</p><table><tr><td>2019</td><td>1,175</td></tr></table><script>x()</script>]]></content:encoded>
</item><item><title>Short</title><description>Up 7%.</description></item><item><pubDate>x</pubDate></item></channel></rss>"""
ATOM = f"""<feed xmlns="http://www.w3.org/2005/Atom"><title>S</title>
<entry><title>Rents</title><link href="https://a.example/2"/>
<published>2021-03-04T23:30:00-05:00</published><updated>2021-03-06T00:00:00Z</updated>
<content type="html">&lt;p&gt;{SENTENCE}&lt;/p&gt;
</content></entry></feed>"""


def test_an_entry_is_an_article() -> None:
    first, second, third = read_feed(RSS.encode(), "feed.xml")
    assert not isinstance(first, InputError)
    assert not isinstance(second, InputError)
    assert (first.id, first.title, str(first.published)) == ("https://a.example/1", "Rents & wages", "2021-03-04")
    assert first.text == f"Rents & wages\n\n{SENTENCE}\n\n| 2019 | 1,175 |"
    assert first.locators[1] == "entry 1, paragraph 1"
    assert "summary" in second.warnings[0]
    assert isinstance(third, InputError)
    assert "entry 3" in str(third)


def test_atom_has_both_days() -> None:
    (only,) = read_feed(ATOM.encode(), "feed.xml")
    assert not isinstance(only, InputError)
    assert (str(only.published), str(only.modified)) == ("2021-03-04", "2021-03-06")


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (b"<html><body>no feed</body></html>", "no RSS or Atom feed"),
        (b"<rss version='2.0'><channel><title>x</title></channel></rss>", "without entries"),
        (
            b"<!DOCTYPE rss [<!ENTITY a 'ha'>]><rss version='2.0'><channel><item><title>&a;</title></item></channel></rss>",
            "entities",
        ),
        (b"", "no RSS or Atom feed"),
    ],
)
def test_what_is_no_feed(data: bytes, word: str) -> None:
    with pytest.raises(InputError, match=word):
        list(read_feed(data, "feed.xml"))


# As a person types it.


class Said(NamedTuple):
    code: int
    out: str
    err: str


Call = Callable[..., Said]
ANSWERS: dict[str, Fetched | FetchError] = {
    "https://a.example/story": Fetched(
        url="", final="https://a.example/rents", content=PAGE.replace("5%", "£5m").encode("cp1252"), charset="iso-8859-1"
    ),
    "https://a.example/none": FetchError("https://a.example/none answered 404 Not Found; check the address."),
    "https://a.example/feed": Fetched(url="", final="https://a.example/feed", content=RSS.encode()),
}


@pytest.fixture
def call(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, demo_store: Path) -> Call:
    monkeypatch.setenv("FACTCHECK_STORE", str(demo_store))
    fetch = Fetcher.fetch

    def fetched(self: Fetcher, url: str) -> Fetched:
        answer = ANSWERS.get(url) or fetch(self, url)
        if isinstance(answer, FetchError):
            raise answer
        return answer

    monkeypatch.setattr(Fetcher, "fetch", fetched)

    def called(*arguments: object, stdin: bytes = b"") -> Said:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        return Said(run([str(argument) for argument in arguments]), *capsys.readouterr())

    return called


def test_all_forms_together_and_the_bad_ones_in_a_sentence_each(call: Call, tmp_path: Path) -> None:
    bad = {
        "locked.pdf": locked(),
        "scan.pdf": pdf(b"0 0 9 9 re f"),
        "cut.docx": b"PK\x03\x04",
        "void.html": b"<html><body></body></html>",
    }
    for name, data in bad.items():
        (tmp_path / name).write_bytes(data)
    (tmp_path / "good.html").write_text(PAGE)
    addresses = ["https://a.example/none", "http://127.0.0.1/x", "https://a.example/story"]
    said = call("claims", *(tmp_path / name for name in (*bad, "good.html")), *addresses)
    assert said.code == 3
    lines = said.err.splitlines()
    assert len(lines) == 6
    assert all(line.startswith("factcheck: ") and line.endswith(".") for line in lines)
    assert "5%" in said.out
    assert "£5m" in said.out


def test_standard_input_takes_every_form(call: Call) -> None:
    for data in (PAGE.encode(), pdf(f"BT /F 12 Tf 10 100 Td ({SENTENCE}) Tj ET".encode()), SENTENCE.encode()):
        said = call("claims", "-", stdin=data)
        assert said.code == 0
        assert "5%" in said.out


def test_a_feed_is_checked_entry_by_entry(call: Call) -> None:
    said = call("check", "--feed", "https://a.example/feed", "--format", "jsonl")
    assert said.code == 3
    assert len(said.out.splitlines()) == 3
    assert "entry 3 has no text" in said.err


def test_a_feed_that_is_given_as_an_article_says_how(call: Call, tmp_path: Path) -> None:
    (tmp_path / "feed.xml").write_text(RSS)
    said = call("check", tmp_path / "feed.xml")
    assert said.code == 3
    assert "--feed" in said.err


def test_explain_reads_a_page(call: Call, tmp_path: Path) -> None:
    (tmp_path / "good.html").write_text(PAGE)
    said = call("explain", tmp_path / "good.html", "1")
    assert said.code == 0
    assert "5%" in said.out


def test_a_large_page_is_read_apart_as_a_small_one_is(monkeypatch):
    from factcheck.articles import page

    body = "".join(f"<p>Paragraph {number}: rents rose by {number}% in the year to May 2023.</p>" for number in range(60))
    markup = f"<html><head><title>Rents</title></head><body><article><h1>Rents</h1>{body}</article></body></html>"
    near = page.read_any_page(markup, "rents.html", url="https://news.example/rents", warnings=("said before",))
    monkeypatch.setattr(page, "_LARGE", 100)
    assert page.read_any_page(markup, "rents.html", url="https://news.example/rents", warnings=("said before",)) == near
    with pytest.raises(InputError, match=r"^empty.html has no text of an article in it"):
        page.read_any_page(f"<html><body>{' ' * 200}</body></html>", "empty.html")


def test_a_large_page_that_takes_too_long_ends_in_a_sentence(monkeypatch):
    from factcheck.articles import apart, page

    monkeypatch.setattr(page, "_LARGE", 100)
    whole = apart.read_apart
    monkeypatch.setattr(apart, "read_apart", lambda form, data, name: whole(form, data, name, seconds=0.01))
    with pytest.raises(InputError, match="within the time and memory"):
        page.read_any_page(f"<html><body><p>{'Rents rose 5%. ' * 99}</p></body></html>", "slow.html")


def test_a_page_of_many_paragraphs_takes_as_long_as_they_are_many() -> None:
    def seconds(count: int) -> float:
        body = "".join(
            f"<p>Paragraph {number}: rents rose by {number % 90}% in the year to May.</p>\n" for number in range(count)
        )
        page = f"<html><head><title>Long</title></head><body><article><h1>Long</h1>{body}</article></body></html>".encode()
        began = time.process_time()
        assert len(read_article(page, name="long.html").blocks or ()) == count + 1
        return time.process_time() - began

    seconds(10)
    assert seconds(2400) < 12 * max(seconds(400), 0.05)  # 36 times, where the cost grew with the square
