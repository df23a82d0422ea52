"""The pictures of README and docs, drawn by the program itself (`make pictures` draws them anew)."""

import io
import re
import struct
from pathlib import Path

import pytest

from factcheck.article import read_article
from factcheck.checking import check_article
from factcheck.reports import terminal
from factcheck.store import Store

ROOT = Path(__file__).resolve().parent.parent
PICTURES = ROOT / "docs" / "pictures"
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]


def drawn_terminal(article, store, monkeypatch):
    """What `factcheck check` shows at a terminal, as SVG that loads nothing."""
    from rich.console import Console
    from rich.text import Text

    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("COLUMNS", "86")
    monkeypatch.delenv("NO_COLOR", raising=False)
    with Store.open_readonly(store) as figures:
        checked = check_article(read_article(article), figures)
    out = io.StringIO()
    terminal.report_quiet([checked], out)
    console = Console(record=True, width=86, file=io.StringIO(), force_terminal=True, legacy_windows=False)
    console.print(Text.from_ansi("$ factcheck check --quiet article.md\n" + out.getvalue()))
    svg = console.export_svg(title="factcheck", unique_id="factcheck")
    return re.sub(r"@font-face \{.*?\}\s*", "", svg, flags=re.DOTALL)


def test_the_terminal_is_drawn_as_it_is(demo_article, demo_store, monkeypatch, rewrite):
    svg = drawn_terminal(demo_article, demo_store, monkeypatch)
    assert "http" not in svg.replace("http://www.w3.org/2000/svg", "").replace("https://www.textualize.io", "")
    if rewrite:
        (PICTURES / "terminal.svg").write_text(svg, encoding="utf-8")
    assert said_in((PICTURES / "terminal.svg").read_text(encoding="utf-8")) == said_in(svg), "call make pictures"


def said_in(svg):
    """The words of the picture: what differs from one version of rich to the next is how they are drawn."""
    return re.findall(r">([^<>]+)</text>", svg)


def test_the_pages_are_drawn_as_they_are(chromium, serving, demo_store, demo_article, rewrite):
    served = serving(demo_store)
    drawn = {}
    for scheme in ("light", "dark"):
        tab = chromium.new_context(viewport={"width": 1180, "height": 780}, color_scheme=scheme).new_page()
        tab.goto(served.start)
        tab.wait_for_url(served.address + "/")
        drawn[f"start-{scheme}"] = tab.screenshot()
        tab.get_by_label("The text").fill(demo_article.read_text(encoding="utf-8"))
        tab.get_by_role("button", name="Check the figures").click()
        tab.locator("article").wait_for()
        tab.locator("details.mismatch summary").first.click()
        tab.mouse.move(0, 0)
        drawn[f"report-{scheme}"] = tab.screenshot()
        tab.locator("details.mismatch").get_by_role("link", name="Review finding").click()
        tab.locator("#review").wait_for()
        drawn[f"review-{scheme}"] = tab.screenshot()
        tab.close()
    for name in ("report-light", "report-dark", "review-light"):
        if rewrite:
            (PICTURES / f"{name}.png").write_bytes(drawn[name])
        assert size(drawn[name]) == size((PICTURES / f"{name}.png").read_bytes()) == (1180, 780)


def size(png):
    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    return struct.unpack(">II", png[16:24])


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.name)
def test_every_picture_that_is_shown_is_there_and_has_words(page):
    text = page.read_text(encoding="utf-8")
    shown = re.findall(r"!\[([^\]]*)\]\(([^)]+)\)", text) + re.findall(r'<img alt="([^"]*)" src="([^"]+)"', text)
    for words, where in shown:
        assert len(words) > 20
        assert (page.parent / where).is_file(), where


def test_every_picture_is_shown_somewhere():
    said = "".join(page.read_text(encoding="utf-8") for page in PAGES)
    assert [path.name for path in PICTURES.iterdir() if path.name not in said] == []
