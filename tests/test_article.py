"""Articles: what is read, what is left alone, and how bytes become characters."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck.article import Article, Statement, decode, read_article, read_day, read_statements
from factcheck.errors import InputError

FRONT = '---\ntitle: "Rents rise: again"\ndate: 2021-03-04\nplace: Norway\ntags:\n  - housing\nsummary: Rents by 12%\n---\n\n'


def parts(article):
    return [(article.text[block.start : block.end], block.heading) for block in article.blocks]


def test_front_matter_is_kept_in_the_text_and_only_its_title_is_read():
    article = read_article((FRONT + "Rents rose 5%.\n\nWages fell 2%.").encode())
    assert article.text.startswith("---")
    assert (article.title, article.published, article.place) == ("Rents rise: again", date(2021, 3, 4), "Norway")
    assert parts(article) == [("Rents rise: again", True), ("Rents rose 5%.", False), ("Wages fell 2%.", False)]


def test_a_title_that_opens_the_text_once_more_is_read_once():
    article = read_article(b"---\ntitle: Rents rise 5%\n---\n# Rents rise 5%\n\nWages fell 2%.")
    assert (article.title, parts(article)) == ("Rents rise 5%", [("# Rents rise 5%", True), ("Wages fell 2%.", False)])
    other = read_article(b"---\ntitle: Rents rise 5%\n---\n# Wages fall 2%\n\nWages fell 2%.")
    assert parts(other)[:2] == [("Rents rise 5%", True), ("# Wages fall 2%", True)]


def test_front_matter_of_a_windows_file():
    article = read_article((FRONT + "Rents rose 5%.").replace("\n", "\r\n").encode())
    assert article.published == date(2021, 3, 4)
    assert parts(article)[1:] == [("Rents rose 5%.", False)]


@pytest.mark.parametrize(
    "text",
    [
        "---\n\nRents rose 5% in the north.\n\n---\n\nWages fell 2%.",  # two Markdown rules
        "---\ntitle: never closed\n\nRents rose 5%.",
        "Rents rose 5%.\n---\ntitle: not at the top\n---\n",
    ],
)
def test_rules_and_open_fences_are_no_front_matter(text):
    article = read_article(text.encode())
    assert article.published is None
    assert any("Rents rose 5%" in words for words, _ in parts(article))


@pytest.mark.parametrize(
    "written", ["3 September 2018", "September 3, 2018", "2018-09-03", "2018-09-03T22:15:00+01:00", "3 Sep 2018"]
)
def test_one_day_in_many_spellings(written):
    assert read_day(written) == date(2018, 9, 3)


@pytest.mark.parametrize("written", ["", "yesterday", "2018-13-40", "2018", "03/09/2018", "2018-09-031", "99 September 2018"])
def test_what_is_no_day(written):
    assert read_day(written) is None


def test_a_date_that_cannot_be_read_is_told():
    article = read_article(b"---\ntitle: A\ndate: 03/09/2018\n---\nRents rose 5%.")
    assert article.published is None
    assert "03/09/2018" in article.warnings[0]


def test_a_dateline_in_front_of_plain_text_is_the_day_and_not_prose():
    article = read_article(b" date 2018-09-03 More than 130 people came.\n\nIt rained.")
    assert article.published == date(2018, 9, 3)
    assert parts(article)[0][0] == "More than 130 people came."


def test_the_first_heading_of_plain_text_is_its_title():
    assert read_article(b"Rents rise again\n\nRents rose 5% last year, the office said.").title == "Rents rise again"
    assert read_article(b"Rents rose 5% last year.").title == ""


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_money_survives_every_encoding(encoding):
    text = "The bill came to £13.9bn – “far too much”, he said."
    assert decode(text.encode(encoding))[0] == text


def test_a_guess_is_told():
    assert "Windows-1252" in decode("£5m".encode("cp1252"), "a.txt")[1][0]
    assert decode("£5m".encode())[1] == ()


def test_a_declared_encoding_counts_where_it_fits():
    assert decode("Kč 5".encode("cp1250"), declared="cp1250")[0] == "Kč 5"
    assert decode("£5".encode(), declared="no-such-encoding")[0] == "£5"


@given(st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), min_size=1).filter(str.strip))
def test_utf_8_always_comes_back_and_every_block_lies_inside(text):
    try:
        article = read_article(text.encode())
    except InputError:
        assert text.lstrip("\ufeff \n")[:1] in "<%P{" or text.startswith("%PDF")
        return
    assert article.text == text.removeprefix("\ufeff")
    assert all(0 <= block.start < block.end <= len(article.text) for block in article.blocks)


@given(st.binary(max_size=300))
def test_bytes_are_read_or_refused_in_words(data):
    try:
        answer = read_article(data, name="x")
    except InputError as error:
        answer = str(error)
    assert isinstance(answer, Article) or answer.startswith("x ")


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (b"", "empty"),
        (b" \n\t ", "empty"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "binary"),
        (b"%PDF-1.7 ...", "PDF"),
        (b"PK\x03\x04\x14\0", "Word"),
        (b"<!DOCTYPE html><p> </p>", "no text of an article"),
        (b"\xef\xbb\xbf<html>", "no text of an article"),
        (b"{\\rtf1 Rents rose 5%}", "RTF"),
        (b"<?xml version='1.0'?><rss><channel/></rss>", "--feed"),
        (b"<?xml version='1.0'?><prices><a>5</a></prices>", "XML"),
        (b"\xff\xfea", "UTF-16"),
    ],
)
def test_what_is_not_read_is_said_in_a_sentence(data, word):
    with pytest.raises(InputError, match=word) as caught:
        read_article(data, name="page")
    assert str(caught.value).startswith("page ")


def test_paths_that_lead_nowhere(tmp_path):
    for path, word in ((tmp_path / "none.md", "does not exist"), (tmp_path, "folder"), (tmp_path / "x\0y", "cannot be opened")):
        with pytest.raises(InputError, match=word):
            read_article(path)


def test_statements_keep_their_order_and_a_broken_line_names_itself():
    lines = [
        b'{"id": "a", "text": "Up 5%.", "published": "2018-09-03", "place": "Kenya", "title": "T"}',
        b"",
        b"{broken",
        b'["a list"]',
        b'{"id": 7, "text": "Down 2%."}',
        b'{"text": "No name."}',
        b'{"text": "x", "published": "soon"}',
        b'{"text": "\xff"}',
        b"[" * 100_000,
    ]
    answers = list(read_statements(lines, "in.jsonl"))
    assert answers[0] == Statement(id="a", text="Up 5%.", title="T", published=date(2018, 9, 3), place="Kenya")
    assert [a.id for a in answers if isinstance(a, Statement)] == ["a", 7, "6"]
    errors = [str(a) for a in answers if isinstance(a, InputError)]
    [half] = read_statements([b'{"text": "Up \\ud800 5%.", "title": "\\udfff"}'], "in.jsonl")
    assert (half.text, half.title) == ("Up \ufffd 5%.", "\ufffd")
    assert [error.split(":")[0] for error in errors] == [f"in.jsonl, line {n}" for n in (3, 4, 7, 8, 9)]
