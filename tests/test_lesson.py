"""The lesson forge: slips that the check itself calls mismatches, a worksheet that gives nothing away, marking that is exact."""

import json
import re
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.quantity import Interval, Quantity
from factcheck.article import read_article
from factcheck.checking import check_article
from factcheck.commands import run
from factcheck.errors import InputError
from factcheck.finding import Cause, Verdict
from factcheck.lesson import forge
from factcheck.lessons.marking import is_correct, mark, read_answers, read_key
from factcheck.lessons.numbers import digits_swapped, rewritten
from factcheck.lessons.slips import seeded_classes
from factcheck.lessons.task import Answer
from factcheck.lessons.teaching import drawn, slip_classes
from factcheck.lessons.turning import opposite
from factcheck.reports.worksheet import key_page, worksheet_page
from factcheck.reports.worksheet_markdown import key_text, worksheet_text
from factcheck.store import Store

FIGURES = """measure,place,period,value
Bicycles sold,Norway,2015,41250
Bicycles sold,Norway,2016,43870
Bicycles sold,Norway,2017,52380
Bicycles sold,Norway,2018,61940
Bicycles sold,Denmark,2017,70115
Bicycles sold,Denmark,2018,72480
Unemployment rate (%),Norway,2015,5.2
Unemployment rate (%),Norway,2016,4.6
Unemployment rate (%),Norway,2017,4.2
Unemployment rate (%),Norway,2018,3.8
"""
ARTICLE = b"""---
title: Two wheels <b>& more</b>
date: 2019-03-01
place: Norway
---
Shops in Norway had a good year. In 2018 they sold 61,940 bicycles in Norway.

Bicycles sold in Norway rose by 18% between 2017 and 2018. In Denmark 72,480 bicycles were sold in 2018.

The unemployment rate in Norway was 3.8% in 2018. It fell by 0.8 percentage points from 2016 to 2018.

In 2015 the unemployment rate in Norway was 5.2%.
"""


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    from factcheck.importers import read_source
    from factcheck.manifest import read_manifest

    folder = tmp_path_factory.mktemp("lesson")
    (folder / "figures.csv").write_text(FIGURES, encoding="utf-8")
    (folder / "sources.toml").write_text(
        '[[source]]\nname = "nordic"\npath = "figures.csv"\npublisher = "Statistics <i>Nordic</i>"\n'
    )
    with Store.open(folder / "store.db") as opened:
        for entry in read_manifest(folder / "sources.toml"):
            opened.add(read_source(entry, retrieved=date(2019, 1, 1)), retrieved=date(2019, 1, 1))
    with Store.open_readonly(folder / "store.db") as opened:
        yield opened


@pytest.fixture(scope="module")
def lesson(store):
    return forge(read_article(ARTICLE), store, seed=3)


def quantity(text, value, unit="count"):
    whole = Interval(low=Decimal(value), high=Decimal(value))
    return Quantity(text=text, start=0, end=len(text), value=Decimal(value), unit=unit, as_written=whole, as_rounded=whole)


def test_some_tasks_have_a_slip_and_some_are_right(lesson):
    causes = [answer.cause for answer in lesson.key]
    assert len(causes) >= 5
    assert 1 <= causes.count(None) < len(causes) / 2
    assert len({cause for cause in causes if cause}) >= 3
    assert [task.grade for task in lesson.tasks] == sorted(task.grade for task in lesson.tasks)


@pytest.mark.parametrize("seed", [1, 2, 5])
def test_every_seeded_slip_is_a_mismatch_and_is_named_so(store, seed):
    made = forge(read_article(ARTICLE), store, seed=seed)
    for task, answer in zip(made.tasks, made.key, strict=True):
        sentence = task.before + task.marked + task.after
        if answer.cause is None:
            assert sentence.encode() in ARTICLE
            continue
        assert answer.printed in task.marked
        assert sentence.encode() not in ARTICLE
        right = task.before + task.marked.replace(answer.printed, answer.right) + task.after
        altered = ARTICLE.replace(right.encode(), sentence.encode())
        assert altered != ARTICLE
        found = check_article(read_article(altered), store, place="Norway").findings
        named = [f.diagnoses[0].cause for f in found if f.verdict is Verdict.MISMATCH and f.claim.sentence == sentence]
        assert answer.cause in named


def test_the_classes_asked_for_are_the_only_ones(store):
    asked = (Cause.SCALE, Cause.WRONG_DIRECTION)
    made = [forge(read_article(ARTICLE), store, seed=seed, causes=asked) for seed in (1, 2, 3)]
    assert {answer.cause for each in made for answer in each.key} == {None, *asked}


def test_the_number_of_tasks_is_kept(store):
    assert len(forge(read_article(ARTICLE), store, tasks=2).tasks) == 2


def test_the_same_seed_gives_the_same_bytes_and_another_seed_others(store, lesson):
    again = forge(read_article(ARTICLE), store, seed=3)
    for page in (worksheet_page, key_page, worksheet_text, key_text):
        assert page(again) == page(lesson)
        assert page(forge(read_article(ARTICLE), store, seed=4)) != page(lesson)


def test_a_text_that_no_figure_bears_out_is_told(store):
    with pytest.raises(InputError, match="no claim that the stored figures bear out"):
        forge(read_article(b"The mayor ate 12 apples."), store)


def test_a_figure_mistaken_for_another_stands_on_the_worksheet(store):
    made = forge(read_article(ARTICLE), store, seed=2, causes=(Cause.WRONG_ENTITY, Cause.WRONG_PERIOD))
    slips = [(task, answer) for task, answer in zip(made.tasks, made.key, strict=True) if answer.cause and task.grade == 1]
    assert slips
    for task, answer in slips:
        values = {row.observation.value for table in task.tables for row in table.rows}
        assert Decimal(re.sub(r"[^\d.]", "", answer.printed)) in values


def test_the_page_runs_nothing_and_escapes_everything(lesson):
    for page in (worksheet_page(lesson), key_page(lesson)):
        assert "<script" not in page
        assert re.search(r"default-src 'none'|default-src &#x27;none&#x27;", page)
        assert " style=" not in page
        assert "http://" not in page
        assert "https://" not in page
        assert "<b>& more" not in page
    assert "Two wheels &lt;b&gt;&amp; more&lt;/b&gt;" in worksheet_page(lesson)
    assert "&lt;i&gt;Nordic" in worksheet_page(lesson)
    assert "\\<b\\>\\& more" in worksheet_text(lesson)


def test_the_worksheet_gives_nothing_of_the_key_away(lesson):
    page, text = worksheet_page(lesson), worksheet_text(lesson)
    for answer in lesson.key:
        assert not answer.reason or (answer.reason not in page and answer.reason not in text)
    assert set(lesson.worksheet()["tasks"][0]) == {"task", "grade", "sentence", "statement", "figures", "notes", "hints"}
    assert all(len(task.hints) in (1, 3) for task in lesson.tasks)


def test_there_is_a_spark_line(lesson):
    assert "<polyline" in worksheet_page(lesson)
    assert re.search("[▁-█]{3,}", worksheet_text(lesson))


def test_the_key_marked_against_itself_gets_full_marks(lesson):
    name, key = read_key(lesson.answer_key(), "key.json")
    assert key == lesson.key
    marks = mark(name, key, read_answers(lesson.answer_key(), "key.json", name))
    assert marks.points == marks.of == sum(3 if answer.cause else 1 for answer in key)
    assert marks.again == ()


def test_an_answer_left_open_gets_nothing_and_says_what_to_read_again(lesson):
    marks = mark(lesson.id, lesson.key, read_answers(lesson.blank_answers(), "answers.json", lesson.id))
    assert marks.points == 0
    assert set(marks.again) == {answer.cause for answer in lesson.key if answer.cause}


KEY = (
    Answer(task=1, cause=Cause.SCALE, printed="£34m", right="£3.4m", low=Decimal(3350000), high=Decimal(3450000),
           scale=Decimal(10**6)),
    Answer(task=2, cause=None, printed="5%", right="5%"),
    Answer(task=3, cause=Cause.WRONG_DIRECTION, printed="rose", right="fell", words=("declined", "fell")),
)  # fmt: skip


@pytest.mark.parametrize(
    ("given", "points"),
    [
        ([{"task": 1, "verdict": "slip", "class": "scale", "correct": "3,400,000"}], 3),
        ([{"task": 1, "verdict": "slip", "class": "Scale", "correct": 3.4}], 3),
        ([{"task": 1, "verdict": "slip", "class": "unit", "correct": "3.4 million"}], 2),
        ([{"task": 1, "verdict": "slip", "class": "scale", "correct": "34"}], 2),
        ([{"task": 1, "verdict": "right", "class": "scale", "correct": "3.4"}], 0),
        ([{"task": 2, "verdict": "right"}], 1),
        ([{"task": 2, "verdict": "slip", "class": "scale"}], 0),
        ([{"task": 3, "verdict": "slip", "class": "wrong_direction", "correct": "Declined"}], 3),
        ([{"task": 3, "verdict": "slip", "class": "wrong direction", "correct": "rose"}], 2),
        ([{"task": 9, "verdict": "right"}], 0),
    ],
)
def test_points(given, points):
    assert mark("x", KEY, read_answers({"answers": given}, "a.json", "x")).points == points


@pytest.mark.parametrize(
    "text", ["1e6", "NaN", "inf", "3_400_000", "٣٤٠٠٠٠٠", "3.4e6", "", "9" * 400, "3,4,0,0,000", "true", "0.0000000000000034"]
)
def test_what_is_no_number_is_not_correct(text):
    assert not is_correct(KEY[0], text)


@given(st.text(max_size=60))
def test_any_answer_is_marked(text):
    assert is_correct(KEY[0], text) in (True, False)


@pytest.mark.parametrize(
    "data",
    [[], {}, {"answers": "all"}, {"answers": [3]}, {"answers": [{"verdict": "slip"}]}, {"answers": [{"task": True}]},
     {"answers": [{"task": 1}, {"task": 1}]}, {"lesson": "other", "answers": []}],
)  # fmt: skip
def test_answers_that_are_none_are_told(data):
    with pytest.raises(InputError, match=r"^a\.json"):
        read_answers(data, "a.json", "x")


@pytest.mark.parametrize("data", [None, {}, {"lesson": "x", "answers": []}, {"lesson": "x", "answers": [{"task": 1}]}])
def test_a_key_that_is_none_is_told(data):
    with pytest.raises(InputError, match="answer key"):
        read_key(data, "key.json")


@pytest.mark.parametrize(
    ("text", "value", "new", "written"),
    [
        ("82,109", "82109", "10384", "10,384"),
        ("£3.4m", "3400000", "5260000", "£5.3m"),
        ("1,600", "1600", "9870", "9,900"),
        ("Thirteen", "13", "31", "Thirty-one"),
        ("4.2%", "4.2", "0.4", "0.4%"),
        ("131", "131", "131000", "131,000"),
        ("half", "50", "25", None),
        ("131", "131", "131.2", None),
        ("131", "131", "0.2", None),
        ("between 5 and 6", "5", "9", None),
    ],
)
def test_another_number_is_written_alike(text, value, new, written):
    assert rewritten(quantity(text, value), Decimal(new)) == written


def test_digits_are_swapped_without_a_leading_zero():
    assert digits_swapped(quantity("1,031", "1031")) == (Decimal(1301), Decimal(1013))


def test_each_class_is_taught_in_three_sentences():
    assert set(slip_classes()) == set(Cause) - {Cause.UNEXPLAINED}
    assert set(seeded_classes()) < set(slip_classes())
    for taught in slip_classes().values():
        assert len(taught.text) == 3
        assert all(re.fullmatch(r"[A-Z][^!?]*\.", sentence) for sentence in taught.text)
        assert taught.hint.endswith(("?", ".")), taught.hint


def test_words_are_turned_and_turned_back():
    for word in ("Rose", "fewer", "highest"):
        assert opposite(opposite(word)) == word != opposite(word)


@given(st.lists(st.integers(), unique=True), st.text(max_size=8))
def test_the_lot_keeps_all_and_does_not_mind_the_order(items, lot):
    assert drawn(items, lot) == drawn(list(reversed(items)), lot)
    assert sorted(drawn(items, lot)) == sorted(items)


def test_the_commands_work_together(tmp_path, demo_article, demo_store, capsys):
    folder = tmp_path / "out"
    assert run(["lesson", str(demo_article), "--store", str(demo_store), "--out", str(folder)]) == 0
    assert sorted(path.name for path in folder.iterdir()) == ["answer-key.html", "answers.json", "key.json", "worksheet.html"]
    first = {path.name: path.read_bytes() for path in folder.iterdir()}
    assert run(["lesson", str(demo_article), "--store", str(demo_store), "--out", str(folder)]) == 0
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == first
    capsys.readouterr()
    key = str(folder / "key.json")
    assert run(["mark", key, "--key", key, "--format", "json"]) == 0
    marks = json.loads(capsys.readouterr().out)
    assert marks["points"] == marks["of"] > 4
    assert run(["mark", str(folder / "answers.json"), "--key", key]) == 0
    assert "Read again: " in capsys.readouterr().out


@pytest.mark.parametrize(("form", "start"), [("markdown", "# Spot the slip"), ("json", "{"), ("html", "<!doctype html>")])
def test_the_worksheet_can_be_printed(form, start, demo_article, demo_store, capsys):
    assert run(["lesson", str(demo_article), "--store", str(demo_store), "--format", form, "--out", "-"]) == 0
    assert capsys.readouterr().out.startswith(start)


def test_wrong_use_is_told(tmp_path, demo_article, demo_store, capsys):
    assert run(["lesson", str(demo_article), "--store", str(demo_store), "--causes", "scale,typo"]) == 2
    assert "'typo'" in capsys.readouterr().err
    (tmp_path / "a.json").write_text("[" * 100_000, encoding="utf-8")
    assert run(["mark", str(tmp_path / "a.json"), "--key", str(tmp_path / "a.json")]) == 3
    assert "no JSON" in capsys.readouterr().err
    (tmp_path / "file").write_text("", encoding="utf-8")
    assert run(["lesson", str(demo_article), "--store", str(demo_store), "--out", str(tmp_path / "file")]) == 3
    assert "--out" in capsys.readouterr().err


def test_a_worksheet_says_the_day_of_its_article(store):
    lesson = forge(read_article(ARTICLE), store, seed=3)
    assert "1 March 2019" in worksheet_page(lesson)
    assert "1 March 2019" in worksheet_text(lesson)
    assert lesson.worksheet()["published"] == "2019-03-01"
    undated = forge(read_article(ARTICLE.replace(b"date: 2019-03-01\n", b"")), store, seed=3)
    assert "The article is of" not in worksheet_text(undated)
    assert "Two wheels" in worksheet_page(undated)
