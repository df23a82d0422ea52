"""What Jupyter shows of claims, findings and checked articles: the page's own markup, closed in itself."""

import re
import subprocess
import sys

import pytest

from claims import find_claims
from factcheck import as_html
from factcheck.article import read_article
from factcheck.checking import check_article
from factcheck.store import Store

TEXT = (
    b"Police executed 255 search warrants across the UK in one week of action in 2018, <script>window.pwned=1</script> it said."
)


@pytest.fixture(scope="module")
def checked(demo_store):
    with Store.open_readonly(demo_store) as store:
        return check_article(read_article(TEXT), store)


def test_an_article_and_a_finding_show_themselves(checked):
    whole, one = checked._repr_html_(), checked.findings[0]._repr_html_()
    assert (whole, one) == (as_html(checked), as_html(checked.findings[0]))
    for page in (whole, one):
        assert page.count("<style>") == 1
        assert "<script" not in page
        assert "figures.csv, line 5, column value" in page
    assert "&lt;script&gt;" in whole
    assert "<details open" in one
    with pytest.raises(TypeError, match="str is neither"):
        as_html("text")


def test_a_claim_shows_its_sentence_and_what_was_read():
    [claim] = find_claims("The office <b>said</b> unemployment in Wales rose by 9% in 2017.")
    page = claim._repr_html_()
    for part in ("&lt;b&gt;said", "percent_change", "8.5 to 9.5", "unemployment", "2017", "up"):
        assert part in page
    assert re.search(r"<mark[^>]*>[^<]*9%[^<]*</mark>", page)


def test_showing_is_paid_for_when_it_is_asked_for():
    code = "import sys, claims, factcheck; claims.Claim; factcheck.Finding; print([m for m in sys.modules if 'reports' in m])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_the_style_stays_in_the_output_and_outputs_do_not_meet(checked, chromium, tmp_path):
    outputs = [checked.findings[0]._repr_html_(), checked._repr_html_(), checked.findings[0].claim._repr_html_()]
    file = tmp_path / "notebook.html"
    file.write_text("<h1>Outside</h1><p id=out>text</p>" + "".join(f"<div>{each}</div>" for each in outputs), encoding="utf-8")
    tab = chromium.new_page()
    tab.goto(file.as_uri())
    font = "getComputedStyle(document.querySelector('{}')).fontFamily"
    assert "Charter" in tab.evaluate(font.format(".factcheck"))
    for outside in ("#out", "h1", "body"):
        assert "Charter" not in tab.evaluate(font.format(outside))
    assert tab.evaluate("window.pwned") is None
    assert tab.evaluate(
        "new Set([...document.querySelectorAll('[id]')].map(e => e.id)).size == document.querySelectorAll('[id]').length"
    )
    tab.close()
