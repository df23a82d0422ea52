"""Texts that want to be more than text, given to the local page: in the real browser nothing of them runs or asks for more."""

import json
from pathlib import Path
from urllib.parse import quote

import pytest

from factcheck.finding import Verdict
from factcheck.settings import now
from factcheck.store import Store
from factcheck.store_reviews import CheckHead, KeptCheck, keep_check
from factcheck.web.guard import Keys

HOSTILE = [
    each if isinstance(each, str) else each[0] * each[1]
    for each in json.loads(Path(__file__).with_name("hostile.json").read_text(encoding="utf-8"))
]
SAID = "Police executed 255 search warrants across the UK in a single week of action in 2018."


class Window:
    """A browser window at the local page; what was asked for, run or shown in a dialog is kept."""

    def __init__(self, chromium, served):
        self.served, self.asked, self.dialogs, self.complaints = served, [], [], []
        self.context = chromium.new_context(base_url=served.address)
        self.tab = self.context.new_page()
        self.tab.on("request", lambda request: self.asked.append(request.url))
        self.tab.on("dialog", lambda dialog: self.dialogs.append(dialog.message))
        self.tab.on("console", lambda message: self.complaints.append(message.text))
        self.tab.goto(served.start)
        self.tab.wait_for_url(served.address + "/")

    def send(self, path, **fields):
        """A form of the page's own; gives the address that it leads to."""
        form = {"token": Keys(self.served.key).form, **fields}
        answer = self.context.request.post(path, form=form, headers={"origin": self.served.address}, max_redirects=0)
        assert answer.status == 303, answer.text()
        return answer.headers["location"]

    def report(self, words):
        """The report of a text that has the words as its title, beside its claim and in a paragraph of their own."""
        title = " ".join(words.split())[:300]
        text = (
            f"---\ntitle: {title}\ndate: 2018-09-07\n---\n{SAID} {words}\n\n{words}\n\nArrests rose to 131, said {words[:200]}."
        )
        where = self.send("/checks", text=text.replace("\ud800", "\ufffd"))
        self.context.request.get(where)  # its progress, to the end
        return where

    def look(self, address):
        """Open a page, and everything on it that opens; nothing of what it shows may have come to life."""
        self.complaints.clear()
        self.tab.goto(address)
        self.tab.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
        assert self.tab.evaluate("[window.pwned, document.scripts.length, document.images.length, frames.length]") == [
            None,
            0,
            0,
            0,
        ]
        assert (self.dialogs, self.complaints) == ([], [])
        assert {each for each in self.asked if not each.startswith(self.served.address + "/")} == set()


@pytest.fixture(scope="module")
def window(chromium, served):
    window = Window(chromium, served)
    yield window
    window.context.close()


def test_there_are_a_hundred_and_more():
    assert len(set(HOSTILE)) >= 100


@pytest.mark.parametrize("words", HOSTILE, ids=range(len(HOSTILE)))
def test_nothing_of_a_hostile_text_comes_to_life(window, words):
    where = window.report(words[:600])  # the longest of them is for the reports; a check ends after twenty seconds
    window.look(where)
    assert window.tab.locator("details.card").count() >= 1


def test_nothing_of_a_hostile_search_comes_to_life(window):
    for words in HOSTILE[::4]:
        for path in ("/series", "/checks", "/series/one"):
            query = quote(words[:300], errors="replace")
            if path != "/series/one":
                window.look(f"{path}?q={query}")
            else:
                assert window.context.request.get(f"{path}?id={query}").status == 404


def test_nothing_of_a_hostile_reviewer_comes_to_life(window):
    where = window.report("calm")
    for words in HOSTILE:
        line = words.replace("\ud800", "\ufffd")[:80]
        if line.strip():
            window.send(f"{where}/findings/1", name=line, note=line * 9, decision="overruled", verdict="match")
    window.look(f"{where}/findings/1")
    window.look(where)
    assert window.tab.locator(".reviews li").count() >= 100
    window.look(f"{where}/findings/1")
    assert window.tab.locator(".reviews li").count() >= 100


def test_nothing_comes_to_life_in_the_history(window):
    with Store.open(window.served.store) as store:
        for number, words in enumerate(HOSTILE):
            text = words.replace("\ud800", "\ufffd")[:300]
            head = CheckHead(id=f"hostile-{number}", at=now(), title=text, given=text, verdict=Verdict.MATCH, counts={"match": 1})
            keep_check(store, KeptCheck(head=head, answer={}))
    for page in range(1, 5):
        window.look(f"/checks?page={page}")
        assert window.tab.locator("tbody tr").count() == 30


@pytest.mark.parametrize("name", ["html", "csv", "json", "markdown", "claim-review", "annotations", "sarif", "corrections"])
def test_what_is_saved_comes_as_a_file_and_is_never_shown(window, name):
    where = window.report(HOSTILE[0])
    answer = window.context.request.get(f"{where}/save/{name}")
    assert answer.status == 200
    assert answer.headers["content-type"] == "application/octet-stream"
    assert answer.headers["content-disposition"].startswith('attachment; filename="check-')
    assert answer.headers["x-content-type-options"] == "nosniff"


def test_the_name_of_a_file_is_text_as_well(window):
    names = [
        "<img src=x onerror=window.pwned=1>.txt",
        "../../../etc/passwd",
        'a"\r\nSet-Cookie: x=1.txt',
        "\u202etxt.exe",
        "x" * 5000,
    ]
    for name in names:
        file = {"name": name, "mimeType": "text/plain", "buffer": SAID.encode()}
        form = {"token": Keys(window.served.key).form, "file": file, "text": ""}
        origin = {"origin": window.served.address}
        answer = window.context.request.post("/checks", multipart=form, headers=origin, max_redirects=0)
        if answer.status == 303:
            window.context.request.get(answer.headers["location"])
            window.look(answer.headers["location"])
            assert "/etc" not in window.tab.locator(".tools").inner_text()
        else:
            assert answer.status == 400
            assert "Traceback" not in answer.text()
