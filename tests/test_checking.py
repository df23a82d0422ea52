"""The whole method through the front door: small stores of invented figures, sentences in, verdicts out."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from claims import ClaimKind, find_claims
from factcheck import Article, Cause, Checked, Finding, Fit, Store, Verdict, check, check_article
from factcheck.article import read_article
from factcheck.commands import run
from factcheck.explanation import explain
from factcheck.importers import read_source
from factcheck.manifest import SourceEntry, read_manifest

RETRIEVED, PUBLISHED = date(2019, 3, 1), date(2019, 6, 1)
# Invented figures: no country counts its ferry passengers so.
YEARS = (2014, 2015, 2016, 2017, 2018)
FERRIES = {
    "Norway": ("41200000", "42000000", "43100000", "44500000", "46725000"),
    "Denmark": ("38000000", "38500000", "39900000", "40100000", "40300000"),
    "Sweden": ("29000000", "28500000", "28100000", "27600000", "27000000"),
    "Finland": ("18200000", "18900000", "18400000", "18700000", "19100000"),
    "Iceland": ("410000", "420000", "455000", "470000", "512000"),
}
JOBLESS = {
    "Norway": ("3.6", "4.5", "4.7", "4.2", "3.8"),
    "Denmark": ("6.9", "6.3", "6.0", "5.8", "5.1"),
    "Sweden": ("8.0", "7.4", "7.0", "6.7", "6.4"),
    "Finland": ("8.7", "9.4", "8.8", "8.6", "7.4"),
    "Iceland": ("4.9", "4.0", "3.0", "2.7", "2.7"),
}
PEOPLE = {"Norway": "5312000", "Denmark": "5794000", "Sweden": "10175000", "Finland": "5516000", "Iceland": "353000"}
LOANS = {"books": ("16000000", "15500000"), "films": ("2400000", "2100000"), "music": ("600000", "400000")}
HERRING = ("301", "333", "352", "526", "491")
BRIDGES = {"England": ("400", "410"), "Scotland": ("90", "95"), "Wales": ("50", "45"), "Northern Ireland": ("30", "20")}


def table(header: str, rows: dict[str, tuple[str, ...]], years: tuple[int, ...] = YEARS, before: str = "") -> str:
    lines = [f"{before}{name},{year},{value}" for name, values in rows.items() for year, value in zip(years, values, strict=True)]
    return "\n".join([header, *lines]) + "\n"


TABLES = {
    "ferries": ("Ferry passengers by country", table("Country,Year,Ferry passengers", FERRIES)),
    "jobs": ("Unemployment by country", table("Country,Year,Unemployment rate (%)", JOBLESS)),
    "people": ("Population of countries", table("Country,Year,Population", {c: (n,) for c, n in PEOPLE.items()}, (2018,))),
    "loans": ("Public library loans", table("Country,Kind,Year,Library loans", LOANS, (2017, 2018), "Norway,")),
    "herring": ("Herring fisheries", table("Country,Year,Herring catch (thousand tonnes)", {"Norway": HERRING})),
    "bridges": ("Bridges by nation", table("Country,Year,Road bridges repaired", BRIDGES, (2017, 2018))),
}


def entry(folder: Path, name: str, title: str, text: str, **more: object) -> SourceEntry:
    (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    return SourceEntry(name=name, base=folder, path=(f"{name}.csv",), title=title, **more)  # type: ignore[arg-type]


def fill(store: Store, *entries: SourceEntry) -> Store:
    for one in entries:
        store.add(read_source(one, retrieved=RETRIEVED), retrieved=RETRIEVED)
    return store


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    folder = tmp_path_factory.mktemp("checking")
    entries = [entry(folder, name, title, text) for name, (title, text) in TABLES.items()]
    return fill(Store.open(folder / "figures.db"), *entries)


Read = Callable[..., Checked]


@pytest.fixture
def read(store: Store) -> Read:
    """Check a text of a given day against the store."""

    def called(text: str, title: str = "", published: date | None = PUBLISHED, **more: object) -> Checked:
        return check_article(Article(text=text, title=title, published=published), store, **more)  # type: ignore[arg-type]

    return called


def told(checked: Checked, kind: str) -> Finding:
    """The finding of that kind; there must be exactly one."""
    (finding,) = [finding for finding in checked.findings if finding.claim.kind.value == kind]
    return finding


def fault(*values: object, reason: str) -> object:
    """A case that fails for a fault that is known; the day it is mended, this mark must go."""
    return pytest.param(*values, marks=pytest.mark.xfail(reason=reason, strict=True))


# The thirteen kinds, each borne out once and contradicted once.

KINDS = [
    (
        "level",
        "Ferries in Norway carried 46.7 million passengers in 2018.",
        "Ferries in Norway carried 47.6 million passengers in 2018.",
    ),
    (
        "change",
        "Ferry passengers in Norway increased by 2.2 million in 2018.",
        "Ferry passengers in Norway increased by 3.2 million in 2018.",
    ),
    ("percent_change", "Ferry passengers in Norway rose 5% in 2018.", "Ferry passengers in Norway rose 15% in 2018."),
    (
        "point_change",
        "The unemployment rate in Finland fell by 1.2 percentage points in 2018.",
        "The unemployment rate in Finland rose by 1.2 percentage points in 2018.",
    ),
    (
        "ratio",
        "Herring catches in Norway rose 1.5-fold between 2016 and 2017.",
        "Herring catches in Norway tripled between 2016 and 2017.",
    ),
    (
        "share",
        "Books made up 86% of library loans in Norway in 2018.",
        "Books made up 68% of library loans in Norway in 2018.",
    ),
    ("rate", "Norway had 8.8 ferry passengers per head in 2018.", "Norway had 88 ferry passengers per head in 2018."),
    (
        "average",
        "Ferry passengers in Norway averaged 43.5 million between 2014 and 2018.",
        "Ferry passengers in Norway averaged 34.5 million between 2014 and 2018.",
    ),
    (
        "total",
        "Ferries in Norway carried a total of 217.5 million passengers between 2014 and 2018.",
        "Ferries in Norway carried a total of 317.5 million passengers between 2014 and 2018.",
    ),
    (
        "rank",
        "Denmark had the second-highest number of ferry passengers in 2018.",
        "Denmark had the highest number of ferry passengers in 2018.",
    ),
    (
        "record",
        "The unemployment rate in Sweden in 2018 was the lowest since 2014.",
        "The unemployment rate in Sweden in 2018 was the highest since 2014.",
    ),
    (
        "trend",
        "Ferry passengers in Denmark have risen every year since 2014.",
        "Ferry passengers in Finland have risen every year since 2014.",
    ),
    (
        "comparison",
        "The unemployment rate in Finland was higher than in Sweden in 2018.",
        "The unemployment rate in Sweden was higher than in Finland in 2018.",
    ),
]


@pytest.mark.parametrize(("kind", "text"), [(kind, right) for kind, right, _ in KINDS])
def test_a_claim_that_the_figures_bear_out_is_a_match(kind: str, text: str, read: Read) -> None:
    finding = told(read(text), kind)
    assert finding.verdict is Verdict.MATCH
    assert finding.comparison is not None
    assert finding.comparison.fit in (Fit.EXACT, Fit.ROUNDED)
    assert finding.computation is not None
    assert finding.computation.formula
    assert all(observation.locator for observation in finding.observations)
    assert finding.diagnoses == ()


@pytest.mark.parametrize(("kind", "text"), [(kind, wrong) for kind, _, wrong in KINDS])
def test_a_claim_that_the_figures_contradict_is_a_mismatch_with_its_working(kind: str, text: str, read: Read) -> None:
    checked = read(text)
    finding = told(checked, kind)
    assert checked.verdict is finding.verdict is Verdict.MISMATCH
    assert finding.observations
    assert finding.computation is not None
    assert finding.computation.formula
    assert finding.diagnoses


def test_a_share_that_the_source_publishes_is_checked(tmp_path: Path) -> None:
    text = table(
        "Country,Year,Share of bridges in good repair (%)", {"Scotland": ("70", "75"), "Wales": ("50", "45")}, (2017, 2018)
    )
    with Store.open(tmp_path / "figures.db") as store:
        fill(store, entry(tmp_path, "repair", "State of bridges", text))
        said = [
            told(check_article(Article(text=f"In Scotland {n}% of bridges were in good repair in 2018."), store), "share")
            for n in (75, 57)
        ]
    assert [finding.verdict for finding in said] == [Verdict.MATCH, Verdict.MISMATCH]
    assert said[1].diagnoses[0].cause is Cause.DIGIT_SLIP


def test_the_sum_is_shown_with_the_numbers_of_the_source(read: Read) -> None:
    finding = told(read("Ferry passengers in Norway rose 5% in 2018."), "percent_change")
    assert finding.computation is not None
    assert finding.computation.formula == "(46725000 - 44500000) / 44500000 x 100"
    assert finding.computation.result == Decimal(5)
    assert [(o.period.code, o.locator.split(",")[0]) for o in finding.observations] == [
        ("2018", "ferries.csv"),
        ("2017", "ferries.csv"),
    ]


# The likely slip is named.


@pytest.mark.parametrize(
    ("kind", "text", "cause"),
    [
        ("level", "Ferries in Norway carried 47.6 million passengers in 2018.", Cause.DIGIT_SLIP),
        ("level", "The unemployment rate in Sweden was 8% in 2018.", Cause.WRONG_PERIOD),
        ("percent_change", "Ferry passengers in Norway fell 5% in 2018.", Cause.WRONG_DIRECTION),
        ("percent_change", "The unemployment rate in Finland fell by 1.2% in 2018.", Cause.PERCENT_VS_POINTS),
        ("level", "The herring catch in Norway was 491 million tonnes in 2018.", Cause.SCALE),
        ("rank", "Finland had the lowest unemployment rate in 2018.", Cause.FALSE_RANK),
        ("trend", "Ferry passengers in Finland have risen every year since 2014.", Cause.FALSE_TREND),
    ],
)
def test_a_slip_that_reproduces_the_number_is_named(kind: str, text: str, cause: Cause, read: Read) -> None:
    finding = told(read(text), kind)
    assert finding.verdict is Verdict.MISMATCH
    assert finding.diagnoses[0].cause is cause
    assert finding.diagnoses[0].text


# What the store lacks is named, and nothing is called wrong.


@pytest.mark.parametrize(
    ("text", "lacking"),
    [
        ("Ferries in Norway carried 44.5 million passengers in 2012.", "2012"),
        ("Ferries in Norway carried 4 million passengers in July 2018.", "July 2018"),
        ("Unemployment in Sweden will fall to 5% in 2021, economists predict.", "2021"),
        ("Ferry passengers in Norway rose 9% between 1990 and 2018.", "1990"),
        ("The unemployment rate in Estonia was 6.4% in 2018.", "Estonia"),
        ("Libraries in Oslo lent 2.1 million films in 2018.", "Oslo"),
        ("The unemployment rate was 7.4% in 2018.", "where"),
        ("There were 351,000 unemployed people in Sweden in 2018.", "count"),
        ("The herring catch in Norway was worth 491 million kroner in 2018.", "kroner"),
        ("Ferry passengers in Norway rose by 5 percentage points in 2018.", "points"),
        ("Opticians in Norway sold 2.1 million pairs of glasses in 2018.", "no series"),
        ("Unemployment among women in Sweden was 5.9% in 2018.", "women"),
        ("Unemployment among young people in Sweden was 17% in 2018.", "young"),
        ("Buses in Norway carried 300 million passengers in 2018.", ""),
    ],
)
def test_what_the_store_lacks_is_named(text: str, lacking: str, read: Read) -> None:
    checked = read(text)
    assert checked.findings
    assert checked.verdict is Verdict.NO_SOURCE
    missing = checked.findings[-1].missing
    assert missing
    assert lacking in missing


def test_an_entity_that_the_source_does_not_tell_apart_is_named(read: Read) -> None:
    finding = read("Nordlink, a ferry company, carried 4.1 million ferry passengers in Norway in 2018.").findings[0]
    assert finding.verdict is Verdict.NO_SOURCE
    assert finding.missing


# Near misses: said otherwise, right all the same; or right words that a hasty reader would judge wrong.


@pytest.mark.parametrize(
    "text",
    [
        "The herring catch in Norway was 491,000 tonnes in 2018.",
        "The herring catch in Norway was 491 thousand tonnes in 2018.",
        "The herring catch in Norway was 491 million kilograms in 2018.",
        "The unemployment rate in Finland fell by 14% in 2018.",
        "The unemployment rate in Finland fell by 1.2 points in 2018.",
        "There were no fewer than 46 million ferry passengers in Norway in 2018.",
        "Ferries in Norway carried more than 46 million passengers in 2018.",
        "Ferries in Norway carried nearly 47 million passengers in 2018.",
        "Ferries in Norway carried about 45 million passengers in 2018.",
        "In 2017, ferries in Norway carried 44.5 million passengers.",
        "Unemployment in Denmark dropped from 5.8% in 2017 to 5.1% in 2018.",
        "Ferries in Norway carried about 128,000 passengers every day in 2018.",
        "Ferries in Norway carried 3.9 million passengers each month in 2018.",
        "The unemployment rate in Denmark never exceeded 7% between 2014 and 2018.",
    ],
)
def test_another_wording_of_the_figure_is_a_match(text: str, read: Read) -> None:
    checked = read(text)
    assert checked.findings
    assert {finding.verdict for finding in checked.findings} == {Verdict.MATCH}


@pytest.mark.parametrize(
    "text",
    [
        "Unemployment in Sweden would be 9% without the scheme.",
        "Ferry passengers in Norway did not double between 2014 and 2018.",
        fault(
            "The herring catch in Norway was 1.5 times as high in 2017 as in 2016.",
            reason="the two years are read the wrong way round",
        ),
        "Norway had 2.4 times as many ferry passengers as Finland in 2018.",
        "The average number of ferry passengers in Norway between 2014 and 2018 was 43.5 million.",
        "Unemployment in Finland was 8.6% in 2017. A year later it was 7.4%.",
        "Ferries in Norway carried 46.7 million tonnes of freight in 2018.",
        "Unemployment in Sweden was not 7% in 2018.",
        "Sweden's minister hopes for an unemployment rate of 4% by 2025.",
        "In Norway, 46 ferries carried passengers in 2018.",
        "Ferry passengers in Norway could rise 15% by 2030.",
        "The unemployment rate in the north of Sweden was 9.4% in 2018.",
    ],
)
def test_what_only_looks_wrong_raises_no_alarm(text: str, read: Read) -> None:
    assert Verdict.MISMATCH not in {finding.verdict for finding in read(text).findings}


def test_the_people_of_a_rate_are_shown_as_their_source_counts_them(read: Read) -> None:
    finding = told(read("The herring catch in Norway was 92 kilograms per head in 2018."), "rate")
    assert finding.verdict is Verdict.MATCH
    assert "2018: 5.312 million" in explain(finding)
    assert [(unit, power) for _, unit, power in finding.cells()] == [("tonnes", 3), ("", 0)]


def test_a_figure_of_another_year_or_place_is_not_taken_for_a_match(read: Read) -> None:
    for text in (
        "The unemployment rate in Sweden was 7.4% in 2018.",  # the rate of Finland, and of Sweden in 2015
        "Ferries in Denmark carried 46.7 million passengers in 2018.",
        "The herring catch in Norway was 526,000 tonnes in 2018.",
    ):
        assert read(text).verdict is Verdict.MISMATCH, text


def test_neither_right_nor_clearly_wrong_is_conflicting(read: Read) -> None:
    finding = read("The unemployment rate in Sweden was 7% in 2018.").findings[0]
    assert (finding.verdict, finding.comparison and finding.comparison.fit) == (Verdict.CONFLICTING, Fit.NEAR)
    assert finding.diagnoses == ()


def test_a_gap_that_misleads_nobody_is_a_match(read: Read) -> None:
    finding = read("Ferries in Norway carried 46.9 million passengers in 2018.").findings[0]
    assert (finding.verdict, finding.comparison and finding.comparison.fit) == (Verdict.MATCH, Fit.NEAR)


# Choices that the words leave open are said.


def assumptions(finding: Finding) -> str:
    return "; ".join(finding.computation.assumptions) if finding.computation else ""


def test_the_parts_of_a_breakdown_are_added_up_and_that_is_said(read: Read) -> None:
    finding = read("Norway had 18 million library loans in 2018.").findings[0]
    assert finding.verdict is Verdict.MATCH
    assert "the 3 series of the source are added up" in assumptions(finding)
    assert finding.candidate is not None
    assert finding.candidate.series.dimension("kind") is None


def test_the_part_that_is_named_is_taken_alone(read: Read) -> None:
    right, wrong = (read(f"Libraries in Norway lent {n} million films in 2018.").findings[0] for n in ("2.1", "1.2"))
    assert (right.verdict, wrong.verdict) == (Verdict.MATCH, Verdict.MISMATCH)
    assert right.candidate is not None
    assert right.candidate.series.dimension("kind") == "films"
    assert "added up" not in assumptions(right)


def test_the_nations_of_a_state_are_added_up_and_that_is_said(read: Read) -> None:
    right, wrong = (read(f"In the United Kingdom {n} road bridges were repaired in 2018.").findings[0] for n in (570, 750))
    assert (right.verdict, wrong.verdict) == (Verdict.MATCH, Verdict.MISMATCH)
    assert "4 places are added up for United Kingdom" in assumptions(right)


def test_shares_and_rates_of_parts_are_never_added_up(tmp_path: Path) -> None:
    text = table("Country,Year,Share of bridges in good repair (%)", dict.fromkeys(BRIDGES, ("20", "21")), (2017, 2018))
    with Store.open(tmp_path / "figures.db") as store:
        fill(store, entry(tmp_path, "repair", "State of bridges", text))
        said = Article(text="In the United Kingdom 84% of bridges were in good repair in 2018.")
        finding = check_article(said, store).findings[0]
    assert finding.verdict is Verdict.NO_SOURCE
    assert "United Kingdom" in finding.missing


def test_the_latest_figure_then_known_is_taken_and_that_is_said(read: Read) -> None:
    text = "The unemployment rate in Sweden is 6.7%."
    then, now = (read(text, published=day).findings[0] for day in (date(2018, 6, 1), PUBLISHED))
    assert then.verdict is Verdict.MATCH
    assert "the latest figure then known, 2017, is taken" in assumptions(then)
    assert [o.period.code for o in now.observations] == ["2018"]


def test_a_latest_figure_that_is_years_old_settles_nothing_about_today(read: Read) -> None:
    finding = read("The unemployment rate in Sweden is 6.4%.", published=date(2026, 6, 1)).findings[0]
    assert finding.verdict is Verdict.NO_SOURCE
    assert "2018" in finding.missing


def test_the_year_before_is_taken_as_the_base_and_that_is_said(read: Read) -> None:
    assert "a year earlier, 2017" in assumptions(told(read("Ferry passengers in Norway rose 5% in 2018."), "percent_change"))


# Revised figures: what was known on a day.


@pytest.fixture(scope="module")
def revised(tmp_path_factory: pytest.TempPathFactory) -> Store:
    folder = tmp_path_factory.mktemp("revised")
    for name, last in (("new", 104), ("early", 99)):
        rows = table("Country,Year,Lighthouses in service", {"Norway": ("110", "107", str(last))}, (2016, 2017, 2018))
        (folder / f"{name}.csv").write_text(rows, encoding="utf-8")
    (folder / "sources.toml").write_text(
        """
        [[source]]
        name = "lights"
        path = "new.csv"
        title = "Lighthouses"
        published = 2019-05-01
        [[source]]
        name = "lights-early"
        path = "early.csv"
        title = "Lighthouses"
        published = 2019-02-01
        vintage_of = "lights"
        """,
        encoding="utf-8",
    )
    return fill(Store.open(folder / "figures.db"), *read_manifest(folder / "sources.toml"))


@pytest.mark.parametrize(
    ("as_of", "number", "verdict"),
    [
        (None, 104, Verdict.MATCH),
        (None, 99, Verdict.MISMATCH),
        (date(2019, 3, 1), 99, Verdict.MATCH),
        (date(2019, 3, 1), 104, Verdict.MISMATCH),
        (date(2018, 1, 1), 99, Verdict.NO_SOURCE),
    ],
)
def test_the_figures_known_on_a_day_are_used(as_of: date | None, number: int, verdict: Verdict, revised: Store) -> None:
    article = Article(text=f"Norway had {number} lighthouses in service in 2018.")
    finding = check_article(article, revised, as_of=as_of).findings[0]
    assert finding.verdict is verdict
    if verdict is Verdict.MISMATCH:
        assert finding.diagnoses[0].cause is Cause.SUPERSEDED_FIGURE


def test_an_older_release_is_no_rival_of_the_newer(revised: Store) -> None:
    finding = check_article(Article(text="Norway had 104 lighthouses in service in 2018."), revised).findings[0]
    assert [o.vintage for o in finding.observations] == [date(2019, 5, 1)]


# What stands around a sentence.


def test_a_headline_says_what_it_is_about(read: Read) -> None:
    checked = read("It fell by 1.2 points to 7.4% in 2018.", title="Finland's unemployment rate drops")
    assert [f.verdict for f in checked.findings] == [Verdict.MATCH, Verdict.MATCH]
    alone = read("It fell by 1.2 points to 7.4% in 2018.")
    assert {f.verdict for f in alone.findings} == {Verdict.NO_SOURCE}


def test_the_sentence_before_says_what_it_is_about(read: Read) -> None:
    checked = read("The unemployment rate in Finland was 8.6% in 2017. In 2018 it stood at 7.4%. In Sweden it was 6.4%.")
    assert [f.verdict for f in checked.findings] == [Verdict.MATCH] * 3
    assert [f.claim.dimension("place") for f in checked.findings] == ["FIN", "FIN", "SWE"]


def test_a_sentence_without_a_number_says_what_it_is_about(read: Read) -> None:
    checked = read("Finland has published its unemployment rate for 2018. It stood at 7.4%.")
    assert [f.verdict for f in checked.findings] == [Verdict.MATCH]


def test_what_comes_later_may_bear_out_a_claim_and_never_accuses_it(read: Read) -> None:
    later = "\n\nFerry passengers in Norway rose 5% in 2018. Ferry passengers in Denmark came to 40.3 million in 2018."
    right, wrong = "Norway counted 46.7 million last year.", "Norway counted 64.7 million last year."
    assert read(right).findings[0].verdict is Verdict.NO_SOURCE
    assert read(right + later).findings[0].verdict is Verdict.MATCH
    assert read(wrong + later).findings[0].verdict is Verdict.NO_SOURCE


def test_the_place_of_the_article_stands_in_where_none_is_said(read: Read) -> None:
    text = "The unemployment rate was 7.4% in 2018."
    # The figure is Finland's: whether Norway was meant, no word of the sentence says.
    assert [read(text, place=place).verdict for place in ("Finland", "FIN", "Norway")] == [
        Verdict.MATCH,
        Verdict.MATCH,
        Verdict.NO_SOURCE,
    ]
    assert read(text.replace("rate", "rate in Norway"), place="Norway").verdict is Verdict.MISMATCH


def test_a_place_that_is_said_goes_before_that_of_the_article(read: Read) -> None:
    assert read("The unemployment rate in Finland was 7.4% in 2018.", place="Norway").verdict is Verdict.MATCH


def test_nothing_is_said_that_is_less_sure_than_asked(read: Read) -> None:
    text = "The unemployment rate in Finland was 4.7% in 2018."
    assert read(text).verdict is Verdict.MISMATCH
    strict = read(text, min_score=Decimal(1)).findings[0]
    assert strict.verdict is Verdict.NO_SOURCE
    assert strict.missing


# The answer as a whole.


def test_one_claim_alone_is_checked_as_in_an_article(store: Store) -> None:
    (claim,) = find_claims("The unemployment rate in Sweden was 4.6% in 2018.")
    finding = check(claim, store)
    assert (finding.claim, finding.verdict) == (claim, Verdict.MISMATCH)


def test_the_gravest_finding_is_the_verdict_of_the_whole(read: Read) -> None:
    right, none = "Unemployment in Sweden was 6.4% in 2018.", "Opticians in Norway sold 2.1 million pairs of glasses in 2018."
    near, wrong = "Unemployment in Sweden was 6.7% in 2016.", "Unemployment in Denmark was 9.1% in 2018."
    assert read("Nothing is counted here.").verdict is Verdict.NO_SOURCE
    assert read(f"{none} {right}").verdict is Verdict.MATCH
    assert read(f"{none} {right} {near} {wrong}").verdict is Verdict.MISMATCH


def test_checking_changes_nothing_in_the_store(store: Store, read: Read) -> None:
    before = store.path.read_bytes()
    read("Ferry passengers in Norway rose 15% in 2018. Denmark had the highest number of ferry passengers in 2018.")
    assert store.path.read_bytes() == before


def test_an_empty_store_settles_nothing(tmp_path: Path) -> None:
    with Store.open(tmp_path / "figures.db") as empty:
        finding = check_article(Article(text="Unemployment in Sweden was 6.4% in 2018."), empty).findings[0]
    assert (finding.verdict, finding.missing) == (Verdict.NO_SOURCE, "no series in the store is about this")


def test_every_finding_comes_back_from_its_json_form(read: Read) -> None:
    for _, right, wrong in KINDS:
        for finding in (*read(right).findings, *read(wrong).findings):
            assert Finding.from_dict(finding.to_dict()).to_dict() == finding.to_dict()


def test_a_daily_average_of_a_concentration_is_no_pace(tmp_path):
    source = tmp_path / "haze.csv"
    source.write_text(
        "Place,Month,Haze from daily averages (ppm)\n" + "".join(f"Malta,2017-{m:02d},{350 + m}\n" for m in range(1, 13)),
        encoding="utf-8",
    )
    assert run(["add", str(source), "--store", str(tmp_path / "s.db")]) == 0
    with Store.open_readonly(tmp_path / "s.db") as store:
        text = "Haze from daily averages in Malta stood at 354 parts per million in April 2017."
        (finding,) = check_article(read_article(text.encode()), store).findings
        assert finding.verdict is not Verdict.MISMATCH


def test_people_behind_an_amount_for_each_are_shown_as_people(tmp_path):
    source = tmp_path / "waste.csv"
    source.write_text(
        "Country,Year,Waste (million tonnes),Total population\nMalta,2017,1.2,480000\nMalta,2018,1.5,500000\n", encoding="utf-8"
    )
    assert run(["add", str(source), "--store", str(tmp_path / "s.db")]) == 0
    with Store.open_readonly(tmp_path / "s.db") as store:
        text = "In 2018 Malta threw away 1.5 million tonnes of waste. The waste per person in Malta was 3 tonnes in 2018."
        findings = check_article(read_article(text.encode()), store).findings
        rates = [f for f in findings if f.claim.kind is ClaimKind.RATE and len(f.observations) == 2]
        assert [f.cells()[1][1:] for f in rates] == [("", 0)]
