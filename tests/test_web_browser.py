"""The local page in a real browser: from a pasted text to a review in the history, by mouse and by keyboard, for every eye."""

import re
import sqlite3
from contextlib import closing

import pytest
from axe_playwright_python.sync_playwright import Axe

WAYS = ("/", "/checks", "/series")
SAID = "Police executed 255 search warrants across the UK in a single week of action in 2018."


@pytest.fixture
def tab(chromium, served):
    """A window at the start page; what the browser complains of, and where it goes, is kept."""
    context = chromium.new_context()
    page = context.new_page()
    page.told, page.asked = [], []
    page.on("console", lambda message: page.told.append(message.text))
    page.on("request", lambda request: page.asked.append(request.url))
    page.goto(served.start)
    page.wait_for_url(served.address + "/")
    yield page
    assert all(address.startswith(served.address) for address in page.asked)
    context.close()


def checked(tab, text, title):
    tab.get_by_label("The text").fill(f"---\ntitle: {title}\ndate: 2018-09-07\n---\n{text}")
    tab.get_by_role("button", name="Check the figures").click()
    tab.get_by_role("heading", name=title).wait_for()


def test_from_a_pasted_text_to_a_review_in_the_history(tab, served):
    checked(tab, SAID, "Raids of one week")
    card = tab.locator("details.mismatch")
    assert not card.get_by_text("The words allow").is_visible()
    card.locator("summary").click()
    assert card.get_by_text("The words allow").is_visible()
    assert "figures.csv, line 5, column value" in card.inner_text()
    card.get_by_role("link", name="Review finding").click()
    tab.get_by_label("Your name").fill("Ada Lovelace")
    tab.get_by_role("button", name="Overrule").click()
    assert "Say why in the note" in tab.get_by_role("alert").inner_text()
    assert tab.get_by_label("Your name").input_value() == "Ada Lovelace"
    tab.get_by_label("Note").fill("Both <b>counts</b> are right: the agency counts addresses.")
    tab.get_by_label("What the figures say").select_option("match")
    tab.get_by_role("button", name="Overrule").click()
    tab.get_by_role("heading", name="Raids of one week").wait_for()
    assert "Overruled by Ada Lovelace" in card.inner_text()
    assert "Both <b>counts</b> are right" in card.inner_text()
    tab.get_by_role("link", name="History").click()
    row = tab.get_by_role("row").filter(has_text="Raids of one week")
    assert re.search(r"1\s+✘ mismatch\s+1$", row.inner_text())
    row.get_by_role("link").click()
    assert "Overruled by Ada Lovelace" in card.inner_text()
    assert tab.told == ["Failed to load resource: the server responded with a status of 400 (Bad Request)"]


def test_the_same_with_the_keyboard_alone(tab):
    def reach(name):
        for _ in range(60):
            tab.keyboard.press("Tab")
            if name in (tab.evaluate("document.activeElement.textContent + ' ' + (document.activeElement.id || '')")):
                return
        raise AssertionError(f"{name} cannot be reached by the Tab key")

    tab.keyboard.press("Tab")
    assert tab.evaluate("document.activeElement.textContent") == "Skip to the content"
    tab.keyboard.press("Enter")
    reach("field-text")
    tab.keyboard.insert_text(SAID)
    reach("Check the figures")
    tab.keyboard.press("Enter")
    tab.locator("article").wait_for()
    reach("255 search warrants")
    tab.keyboard.press("Enter")
    reach("Review finding 1")
    tab.keyboard.press("Enter")
    tab.locator("#review").wait_for()
    reach("field-name")
    tab.keyboard.insert_text("Grace Hopper")
    reach("Confirm")
    tab.keyboard.press("Enter")
    tab.locator("article").wait_for()
    assert "Confirmed by Grace Hopper" in tab.locator("details.mismatch").inner_text()


def test_a_claim_is_held_up_against_another_series_and_the_store_learns_the_words(tab, served):
    from factcheck.store import Store

    checked(tab, "The helpline took 19 calls from the shire in 2018, in the United Kingdom.", "Calls from the shire")
    tab.locator("details.card summary").first.click()
    tab.get_by_role("link", name="Review finding 1").click()
    tab.get_by_label("Search for another series").fill("positions of trust")
    tab.get_by_role("button", name="Search").click()
    tab.get_by_label("People in positions of trust").check()
    tab.get_by_label("Your name").fill("Ada Lovelace")
    tab.get_by_label("Teach the store").fill("calls from the shire")
    tab.get_by_role("button", name="Hold it up against this series").click()
    card = tab.locator("details.match")
    card.wait_for()
    assert "Series changed by Ada Lovelace" in card.inner_text()
    with Store.open_readonly(served.store) as store:
        taught = dict(store.taught())
    assert [words for name, words in taught.items() if "positions of trust" in name] == ["calls from the shire"]


def test_a_file_is_taken_and_what_cannot_be_read_is_said(tab, tmp_path):
    page = tmp_path / "page.html"
    page.write_text(f"<html><head><title>Raids again</title></head><body><article><p>{SAID}</p></article></body></html>")
    tab.get_by_label("A file").set_input_files(page)
    tab.get_by_role("button", name="Check the figures").click()
    tab.get_by_role("heading", name="Raids again").wait_for()
    assert "page.html" in tab.locator(".tools").inner_text()
    broken = tmp_path / "broken.pdf"
    broken.write_bytes(b"%PDF-1.7\nnothing more")
    tab.get_by_role("link", name="Check", exact=True).click()
    tab.get_by_label("A file").set_input_files(broken)
    tab.get_by_role("button", name="Check the figures").click()
    tab.get_by_role("heading", name="This could not be checked").wait_for()
    assert "broken.pdf is damaged" in tab.get_by_role("alert").inner_text()


def test_nothing_given_and_too_much_given_is_said_with_what_was_typed_kept(tab):
    tab.get_by_label("Place").fill("Wales")
    tab.get_by_role("button", name="Check the figures").click()
    assert "one of the three is needed" in tab.get_by_role("alert").inner_text()
    assert tab.get_by_label("Place").input_value() == "Wales"
    tab.get_by_label("The text").fill("Arrests rose to 131.")
    tab.get_by_label("An address").fill("news.example/story")
    tab.get_by_label("Published on").fill("soon")
    tab.get_by_role("button", name="Check the figures").click()
    said = tab.get_by_role("alert").inner_text()
    for part in ("one text at a time", "does not begin with https://", "Write it as 2018-09-03"):
        assert part in said
    assert tab.get_by_label("The text").input_value() == "Arrests rose to 131."


def test_own_and_private_addresses_are_not_fetched(tab, served):
    tab.get_by_label("An address").fill(served.address + "/checks")
    tab.get_by_role("button", name="Check the figures").click()
    tab.get_by_role("heading", name="This could not be checked").wait_for()
    assert "not a public address" in tab.get_by_role("alert").inner_text() or "127.0.0.1" in tab.get_by_role("alert").inner_text()


def test_series_are_found_and_shown_with_every_cell(chromium, serving, rich_store):
    served = serving(rich_store)
    tab = chromium.new_context().new_page()
    tab.goto(served.start)
    tab.get_by_role("link", name="Series").click()
    assert tab.locator(".series-list svg").count() == 2
    tab.get_by_label("Search series").fill("jobless rate sweden")
    tab.get_by_role("button", name="Search").click()
    tab.get_by_role("link", name="Unemployment rate (%), Sweden").click()
    assert tab.locator(".timeline svg").get_attribute("aria-labelledby") == "timeline-title timeline-words"
    assert tab.get_by_role("row").count() == 241
    assert "jobs.csv, line " in tab.get_by_role("row").nth(1).inner_text()
    tab.get_by_role("link", name="2 more").click()
    tab.get_by_label("Places and breakdowns with").fill("denmark")
    tab.get_by_role("button", name="Show").click()
    assert [link.inner_text() for link in tab.locator(".series-list a").all()] == ["Unemployment rate (%), Denmark"]
    tab.close()


def test_the_tables_are_there_to_read_and_what_was_checked_is_not(tab, served):
    checked(tab, SAID, "A secret title")
    tab.goto(served.address + "/browse/")
    tab.get_by_role("link", name="Figures, with their words").click()
    tab.wait_for_load_state()
    assert "Search warrants executed in the week of action" in tab.content()
    with closing(sqlite3.connect(served.store)) as connection:
        names = [
            name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name LIKE '%s%'")
        ]
    for name in names:
        expected = 403 if name == "check_history" else 200
        assert tab.request.get(f"{served.address}/browse/desk/{name}").status == expected, name
    assert tab.request.get(served.address + "/browse/desk/series/1").status == 200
    tab.goto(served.address + "/browse/desk/series")
    links = tab.eval_on_selector_all("a", "all => all.map(each => each.pathname)")
    assert [link for link in links if link.startswith("/browse/browse")] == []
    for shut in ("check_history", "review", "check_history.json?_shape=array", "check_history.csv"):
        answer = tab.request.get(f"{served.address}/browse/desk/{shut}")
        assert (answer.status, "A secret title" in answer.text()) == (403, False)
    assert tab.request.get(f"{served.address}/browse/desk?sql=select+*+from+check_history").status == 403
    assert tab.request.get(f"{served.address}/browse/desk.db").status == 403


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_page_passes_axe_and_fits_a_phone(chromium, served, scheme):
    # axe is a script, and the pages' own policy lets none run.
    tab = chromium.new_context(bypass_csp=True, color_scheme=scheme).new_page()
    tab.goto(served.start)
    tab.wait_for_url(served.address + "/")
    table = "Search warrants\n\n| Country | | 2018 |\n|---|---|---|\n| | in a week | 225 |\n| Arrests | 131 | 12 |"
    checked(tab, f"{SAID}\n\n{table}", "Raids seen by axe")
    report = tab.url
    tab.goto(f"{report}/findings/1")
    tab.get_by_label("Your name").fill("Ada Lovelace")
    tab.get_by_label("Note").fill("Counted twice.")
    tab.get_by_role("button", name="Overrule").click()
    tab.locator(".stamp").first.wait_for()
    one = served.address + "/series/one?id=week-of-action/figures/Disseminations+to+police+forces"
    for address in (*(served.address + way for way in WAYS), report, f"{report}/findings/1", one, served.address + "/nothing"):
        tab.goto(address)
        tab.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
        found = Axe().run(tab).response["violations"]
        assert [(each["id"], each["nodes"][0]["html"]) for each in found] == [], address
        for width in (320, 390, 1280):
            tab.set_viewport_size({"width": width, "height": 800})
            assert tab.evaluate("document.documentElement.scrollWidth") <= width, (address, width)
    tab.close()


def test_the_page_prints_without_what_belongs_to_the_screen(tab):
    checked(tab, SAID, "Raids on paper")
    tab.emulate_media(media="print")
    assert not tab.get_by_role("link", name="History").is_visible()
    assert tab.get_by_role("heading", name="Raids on paper").is_visible()
    for paper in ("A4", "Letter"):
        assert tab.pdf(format=paper).startswith(b"%PDF")
