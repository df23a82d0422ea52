"""Tables as offices publish them: totals by another name, regions beside the nation, counts on a day. Figures are invented."""

from __future__ import annotations

import pytest
from invented_tables import about, findings, store_of

from claims.claim import ClaimKind
from factcheck import Store, Verdict

TABLES = {
    "knitting": (
        "Adults who knit in Ireland, per cent",
        "Sex,Age group,2017,2018,2019\n"
        "Men and women,18 and over,20.2,18.1,12.9\nMen and women,18 to 24,25.7,20.7,11.6\n"
        "Men and women,65 and over,10.4,9.3,8.3\n"
        "Men,18 and over,22.4,20.3,14.6\nMen,18 to 24,27.5,24.2,12.1\nMen,65 and over,11,9.7,9\n"
        "Women,18 and over,18.2,15.9,11.2\nWomen,18 to 24,23.8,20.9,11\nWomen,65 and over,9.9,8.9,7.7\n",
    ),
    "looms": (
        "Cloth woven in Norway",
        "Year,Loom,Cloth woven (tonnes)\n"
        "2018,Hand looms,142.8\n2019,Hand looms,92.1\n2018,Raw linen looms,100.2\n2019,Raw linen looms,101.7\n"
        "2018,Jacquard,19.8\n2019,Jacquard,82.3\n2018,All looms,262.8\n2019,All looms,276.1\n",
    ),
    "idle": (
        "Idle looms by region",
        "Region,2018,2019\nNorth East,9.1,4.3\nLondon,7.0,5.0\nWales,6.9,3.8\nScotland,6.1,3.9\nUnited Kingdom,6.2,4.0\n",
    ),
    "inmates": (
        "Lighthouse inmates at 30 June",
        "Country,Date,Sex,Inmates\nIreland,2017-06-30,All,8000\nIreland,2018-06-30,All,8200\nIreland,2019-06-30,All,8900\n"
        "Ireland,2017-06-30,Female,390\nIreland,2018-06-30,Female,410\nIreland,2019-06-30,Female,502\n"
        "Ireland,2017-06-30,Male,7610\nIreland,2018-06-30,Male,7790\nIreland,2019-06-30,Male,8398\n",
    ),
    "singing": ("Singing in Iceland", "Year,Age,Singers\n2019,All ages,12.9\n2019,18 to 24,11.6\n2019,25 and over,13.4\n"),
    "queues": (
        "Queues for a haircut",
        "Country,Year,People queueing more than 52 minutes\nIreland,2018,40100\nIreland,2019,57200\n",
    ),
}


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    return store_of(tmp_path_factory.mktemp("offices"), TABLES)


@pytest.mark.parametrize(
    ("text", "printed", "verdict"),
    [
        # "Men and women" and "18 and over" are the totals, though they do not say so.
        ("In 2019 12.9% of adults in Ireland knitted.", "12.9", Verdict.MATCH),
        ("In 2019 14.6% of men in Ireland knitted.", "14.6", Verdict.MATCH),
        ("In 2019 14.6% of women in Ireland knitted.", "14.6", Verdict.MISMATCH),
        ("In 2019 11.6% of people in Ireland aged 18 to 24 knitted.", "11.6", Verdict.MATCH),
        # A kind is known by the one word that tells it apart.
        ("Norway wove 101.7 tonnes of cloth on linen looms in 2019.", "101.7", Verdict.MATCH),
        # A count on a day is that of the day, of its month and of its year.
        ("Ireland had 8,900 lighthouse inmates on 30 June 2019.", "8,900", Verdict.MATCH),
        ("Ireland had 8,900 lighthouse inmates in June 2019.", "8,900", Verdict.MATCH),
        ("Ireland had 8,900 lighthouse inmates on 30 June 2018.", "8,900", Verdict.MISMATCH),
        ("Ireland had 8,900 lighthouse inmates in March 2019.", "8,900", Verdict.NO_SOURCE),
        # The sexes go by several words.
        ("The number of women among lighthouse inmates in Ireland was 502 in 2019.", "502", Verdict.MATCH),
        ("The number of women among lighthouse inmates in Ireland was 410 in 2019.", "410", Verdict.MISMATCH),
        # A table without a unit may hold shares already, and no parts of a whole.
        ("In Iceland 11.6% of singers were aged 18 to 24 in 2019.", "11.6", Verdict.NO_SOURCE),
        # A source about one country, as its title says, has nothing on another.
        ("In 2019 15.9% of adults in Denmark knitted.", "15.9", Verdict.NO_SOURCE),
    ],
)
def test_the_series_that_is_meant(store: Store, text: str, printed: str, verdict: Verdict) -> None:
    assert about(store, text, printed).verdict is verdict


@pytest.mark.parametrize(
    "text",
    [
        "Norway wove 262.8 tonnes of cloth in 2018. Machines from France wove 82.3 tonnes in 2019.",  # a kind by another name
        "In 2019 12.9% of adults in Ireland knitted. Some 53% of knitters wanted to stop.",
        "In Ireland 57,200 people queued more than 52 minutes for a haircut in 2019.",  # what it counts by is no claim
        "Cloth woven in Norway came to 262.8 tonnes in 2018. In 2019 it was 276.1 tonnes, 5% short of where it was in May.",
        "The rate of idle looms in the North East was 9.1% in 2018. The rate fell to 4.3% in the latest figures.",
    ],
)
def test_what_is_not_told_is_not_accused(store: Store, text: str) -> None:
    assert [f.verdict for f in findings(store, text)].count(Verdict.MISMATCH) == 0


def test_a_nation_is_not_ranked_among_its_regions(store: Store) -> None:
    ranks = list(findings(store, "The North East had the highest rate of idle looms of any region in 2018."))
    assert [(f.claim.kind, f.verdict) for f in ranks] == [(ClaimKind.RANK, Verdict.MATCH)]
    assert "of 4" in ranks[0].computation.formula if ranks[0].computation else False


def test_a_total_is_not_ranked_among_its_parts(store: Store) -> None:
    (most,) = findings(store, "In 2018 hand looms wove more cloth in Norway than any other loom.")
    assert most.verdict is Verdict.MATCH
    assert "of 3" in most.computation.formula if most.computation else False


def test_a_change_is_counted_from_the_older_of_two_figures_told(store: Store) -> None:
    text = "In Ireland 25.7% of people aged 18 to 24 knitted in 2017 and 11.6% in 2019, a fall of 14.1 percentage points."
    assert about(store, text, "14.1").verdict is Verdict.MATCH
    assert about(store, text.replace("14.1", "19.1"), "19.1").verdict is Verdict.MISMATCH


def test_the_latest_figure_bears_out_what_only_the_text_before_dates(store: Store) -> None:
    before = "Ireland had 8,000 lighthouse inmates in 2017, as it had had before. "
    assert (
        about(store, f"{before}The number of women among lighthouse inmates in Ireland is 502.", "502").verdict is Verdict.MATCH
    )
    found = about(store, f"{before}The number of women among lighthouse inmates in Ireland is 701.", "701")
    assert found.verdict is not Verdict.MATCH


MORE = {
    "slips": (
        "Slips on ice, Great Britain",
        "Walker,Outcome,2018,2019\nPostmen,Bruised,901,998\nPostmen,Broken leg,385,405\nMilkmen,Bruised,611,640\n"
        "Milkmen,Broken leg,91,87\n"
        "All walkers,Bruised,1512,1638\nAll walkers,Broken leg,476,492\n",
    ),
    "berths": (
        "Berths by harbour",
        "Harbour,Month,Berth price (GBP per month)\nYork,2019-03,1905\nYork,2020-03,2012\nHull,2019-03,1718\nHull,2020-03,1803\n",
    ),
    "wool": (
        "Norwegian trade in wool by partner country",
        "Partner country,Flow,Year,Wool (EUR million)\nGermany,Exports,2019,33.4\n"
        "Germany,Imports,2019,76.3\nDenmark,Exports,2019,25.6\n"
        ""
        "Denmark,Imports,2019,56.6\n",
    ),
    "rides": (
        "Rides by line",
        '"Table 7: rides by line, Norway"\nUnits: millions of rides\nYear,Coast line,Fell line\n'
        "2018,134.2,364.7\n2019,138.8,352.1\n",
    ),
    "thefts": (
        "Offences by police force",
        "Police force,Year,Sheep offences,Boat offences\nGreater Bergen,2019,4100,7500\nVest,2019,5200,6100\n"
        "Nord,2019,3300,2900\n",
    ),
}


@pytest.fixture(scope="module")
def more(tmp_path_factory: pytest.TempPathFactory) -> Store:
    return store_of(tmp_path_factory.mktemp("more"), MORE)


@pytest.mark.parametrize(
    ("text", "printed", "verdict"),
    [
        # Who writes "Britain" may mean Great Britain.
        ("Britain had 492 broken legs from slips on ice in 2019.", "492", Verdict.MATCH),
        ("Britain had 842 broken legs from slips on ice in 2019.", "842", Verdict.MISMATCH),
        ("The United Kingdom had 502 broken legs from slips on ice in 2019.", "502", Verdict.NO_SOURCE),
        # Both outcomes added up are not what "hurt" says, where one of them is the number.
        ("In Britain 405 postmen came to harm in slips on ice in 2019.", "405", Verdict.NO_SOURCE),
        # A price per month is no time.
        ("A berth in York cost £2,012 a month in March 2020.", "2,012", Verdict.MATCH),
        ("A berth in York cost £2,512 a month in March 2020.", "2,512", Verdict.MISMATCH),
        # A partner is with whom, and not where.
        ("Norway's wool exports to Germany came to 33.4 million euros in 2019.", "33.4", Verdict.MATCH),
        ("Norway's wool exports to Germany came to 25.6 million euros in 2019.", "25.6", Verdict.MISMATCH),
        # A line above the table gives all figures their unit.
        ("The coast line had 138.8 million rides in Norway in 2019.", "138.8", Verdict.MATCH),
        # A force is a place, and all of them together are no other place.
        ("In Vest 5,200 sheep offences were recorded in 2019.", "5,200", Verdict.MATCH),
        ("In Oslo 8,800 sheep offences were recorded in 2019.", "8,800", Verdict.NO_SOURCE),
        ("In Vest 1,410 pony offences were recorded in 2019.", "1,410", Verdict.NO_SOURCE),
    ],
)
def test_more_series_that_are_meant(more: Store, text: str, printed: str, verdict: Verdict) -> None:
    assert about(more, text, printed).verdict is verdict
