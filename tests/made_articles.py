"""Articles of our own making in the shapes that sites, agencies, offices and word processors give them.

Each says what must come through: the numbers of the story in order of the page, its title, its day; and what must not: numbers of
what stands around it (menus, advertisements, comments, other stories). Texts and figures are made up.
"""

# ruff: noqa: E501 - lines of pages are long, and none of them is code

from __future__ import annotations

import html
import json
import zipfile
from collections.abc import Callable, Iterator
from datetime import date
from io import BytesIO
from typing import NamedTuple


class Made(NamedTuple):
    """A file with what a reader must find in it; `numbers` and `strays` are parted by blanks."""

    name: str
    data: bytes
    title: str
    day: date | None
    numbers: str
    strays: str = ""
    feed: bool = False


def all_made() -> Iterator[Made]:
    """All of them, each shape once."""
    for make in SHAPES:
        yield make()


def _page(head: str, body: str, lang: str = "en") -> str:
    return f"<!DOCTYPE html>\n<html lang='{lang}'><head><meta charset='utf-8'>{head}</head><body>{body}</body></html>"


def _linked(**said: object) -> str:
    return f"<script type='application/ld+json'>{json.dumps({'@context': 'https://schema.org', **said})}</script>"


def _paragraphs(*texts: str) -> str:
    return "".join(f"<p>{html.escape(text, quote=False)}</p>\n" for text in texts)


_MENU = (
    "<header class='masthead'><a href='/'><img src='logo.png' alt='The Tidewater Post'></a>"
    "<nav aria-label='Sections'><ul><li><a href='/news'>News</a></li><li><a href='/sport'>Sport</a></li>"
    "<li><a href='/money'>Money</a></li><li><a href='/weather'>Weather 14°</a></li></ul></nav></header>"
)
_COOKIES = (
    "<div id='cookie-banner' class='cookie-consent' role='dialog'><p>We and our 1,467 partners store information on your device, "
    "such as unique IDs in cookies, to process personal data. You may accept or manage your choices.</p>"
    "<button>Accept all</button><button>Manage</button></div>"
)
_END = (
    "<footer><ul><li><a href='/about'>About us</a></li><li><a href='/terms'>Terms</a></li></ul>"
    "<p>© 2024 Tidewater Media Ltd. Registered in Lummond, number 7718203. Circulation 52,008.</p></footer>"
)


def newspaper_in_full() -> Made:
    """All that a newspaper's page has: a banner, a menu, a caption, a pull quote, a box of facts, a table, a list, comments."""
    body = f"""{_COOKIES}{_MENU}<main id="content"><article class="story">
<h1>Harbour dredging to cost £61.4m as silt builds up</h1>
<p class="standfirst">The channel has lost 2.3 metres of depth since 2011, a survey says.</p>
<p class="byline">By <a rel="author" href="/by/mara-quill">Mara Quill</a></p>
<figure><img src="a.jpg" alt="A dredger at work"><figcaption>The dredger Anvil moved 410,000 tonnes of silt last winter.
Photograph: Tidewater Post</figcaption></figure>
{
        _paragraphs(
            "The port of Lummond will spend £61.4m on dredging over the next five years, 38 per cent more than it had planned, "
            "the harbour master said on Tuesday.",
            "Some 27 of the 140 ships that called in March had to wait for high water, up from 9 a "
            "year earlier, and two were turned away.",
        )
    }
<aside class="ad-slot advert" data-ad="mpu"><p>Advertisement: save 75% on broadband, now only £19.99 a month for 18 months.</p></aside>
<blockquote class="pullquote"><p>“We move 3,300 tonnes a day and the sea brings back 3,500.”</p></blockquote>
{
        _paragraphs(
            "The board borrowed £12m in 2019 and owes £7.25m of it still. Fees for a berth will rise by 4.5 per cent in April, "
            "from £880 to £920 a day."
        )
    }
<div class="infobox"><h2>The channel in figures</h2><ul><li>Length: 11.6 km</li><li>Depth: 9.4 m, down from 11.7 m</li>
<li>Ships a year: 1,684</li></ul></div>
<h2>Where the money goes</h2>
<table><caption>Planned spending, £m</caption><thead><tr><th>Work</th><th>2024</th><th>2025</th></tr></thead>
<tbody><tr><td>Dredging</td><td>13.1</td><td>12.8</td></tr><tr><td>Walls</td><td>2.6</td><td>3.05</td></tr></tbody></table>
{_paragraphs("Trade through the port was worth £902m in 2023, the council says, and 4,150 jobs depend on it.")}
<section class="related-content" aria-label="Related"><h2>More on this story</h2><ul>
<li><a href="/b">Lighthouse keeper retires after 44 years</a></li><li><a href="/c">Crab catches fall by 31%</a></li></ul></section>
</article><section class="comments" id="comments"><h2>Comments (216)</h2><div class="comment"><p>I have sailed here for 33 years and
paid £640 last summer alone, and nobody has ever asked what we who use the harbour think about any of this.</p></div></section>
</main>{_END}"""
    head = "<title>Harbour dredging to cost £61.4m as silt builds up | The Tidewater Post</title>" + _linked(
        **{"@type": "NewsArticle"},
        headline="Harbour dredging to cost £61.4m as silt builds up",
        datePublished="2024-04-09T05:01:00Z",
        dateModified="2024-04-10T08:30:00Z",
        publisher={"@type": "Organization", "name": "The Tidewater Post"},
    )
    return Made(
        "newspaper-in-full.html",
        _page(head, body).encode(),
        "Harbour dredging to cost £61.4m as silt builds up",
        date(2024, 4, 9),
        "61.4 2.3 2011 410,000 38 27 140 9 3,300 3,500 12 2019 7.25 4.5 880 920 11.6 9.4 11.7 1,684 13.1 12.8 2.6 3.05 902 2023 4,150",
        "1,467 75 19.99 44 31 216 640 7718203 52,008",
    )


def live_blog() -> Made:
    """A day told in posts, the newest first, each with its own time."""

    def post(time: str, heading: str, text: str) -> str:
        return (
            f"<article class='live-post' id='post-{time}'><header><time datetime='2023-06-15T{time}:00+01:00'>{time}</time>"
            f"<h2>{heading}</h2></header><p>{text}</p></article>"
        )

    posts = (
        post("15:40", "Polls to close early", "Turnout had reached 41.7 per cent by three o'clock, 6.2 points above 2019."),
        post("12:05", "Queues in the north", "Of 318 polling places, 17 opened late, the returning officer says."),
        post(
            "09:10",
            "Doors open",
            "Some 512,640 people may vote, 8,900 more than last time, in what is the fourth ballot since 2016.",
        ),
    )
    body = (
        f"{_MENU}<main><div class='live-header'><h1>Island referendum: voting as it happens</h1>"
        f"<p class='summary'>Islanders decide on a bridge that would cost €230m.</p></div><div class='live-feed'>{''.join(posts)}</div>"
        f"</main>{_END}"
    )
    head = "<title>Island referendum: voting as it happens</title>" + _linked(
        **{"@type": "LiveBlogPosting"},
        headline="Island referendum: voting as it happens",
        datePublished="2023-06-15T07:00:00+01:00",
        liveBlogUpdate=[
            {"@type": "BlogPosting", "headline": "Polls to close early", "datePublished": "2023-06-15T15:40:00+01:00"}
        ],
    )
    return Made(
        "live-blog.html",
        _page(head, body).encode(),
        "Island referendum: voting as it happens",
        date(2023, 6, 15),
        "230 41.7 6.2 2019 318 17 512,640 8,900 2016",
        "7718203",
    )


def amp() -> Made:
    """A page for telephones, with the elements of AMP."""
    story = _paragraphs(
        "Bus passengers in the county made 18.4 million trips in the year to March, 3.1 per cent fewer than before.",
        "Fares rose to £2.60 from £2.45 in January. One service in twelve, 1,290 in all, was cancelled in February.",
        "The operator says 64 of its 310 drivers left in 2021 and 22 have been replaced.",
    )
    body = (
        "<amp-sidebar id='menu' layout='nodisplay'><ul><li>Top stories 24</li></ul></amp-sidebar><header>Valley News</header>"
        f"<main><article><h1>Bus trips fall by 3.1 per cent</h1><p class='meta'>Updated 12 May 2022</p><amp-img src='b.jpg' "
        f"width='800' height='450' alt=''></amp-img>{story}<amp-ad width='300' height='250' type='x'></amp-ad></article></main>"
    )
    head = (
        "<title>Bus trips fall by 3.1 per cent</title><link rel='canonical' href='https://valley.example/bus'>"
        "<script async src='https://cdn.example/v0.js'></script>"
        + _linked(
            **{"@type": "NewsArticle"},
            headline="Bus trips fall by 3.1 per cent",
            datePublished="2022-05-11",
            dateModified="2022-05-12",
        )
    )
    page = _page(head, body).replace("<html lang='en'>", "<html ⚡ lang='en'>")
    numbers = "18.4 3.1 2.60 2.45 1,290 64 310 2021 22"
    return Made("amp.html", page.encode(), "Bus trips fall by 3.1 per cent", date(2022, 5, 11), numbers)


def day_in_json_alone() -> Made:
    """The day is in nested JSON-LD and nowhere else; another block of JSON-LD is broken, another is of the site."""
    story = _paragraphs(
        "The reservoir held 71.3 per cent of its capacity on Friday, against 88 per cent a year ago, the water board said.",
        "It takes in 145 million litres a day and gives out 163 million. Hosepipes were last banned in 2018, for 47 days.",
    )
    head = (
        "<title>Reservoir at 71 per cent</title><script type='application/ld+json'>{ broken</script>"
        + _linked(**{"@type": "Organization"}, name="Hill Gazette", foundingDate="1894")
        + _linked(
            **{
                "@graph": [
                    {"@type": "BreadcrumbList"},
                    {
                        "@type": ["Article", "NewsArticle"],
                        "headline": "Reservoir at 71 per cent",
                        "datePublished": "2020-08-22 18:00",
                    },
                ]
            }
        )
    )
    body = f"{_MENU}<div class='wrap'><main><h1>Reservoir at 71 per cent</h1><div class='text'>{story}</div></main></div>{_END}"
    return Made(
        "day-in-json-alone.html",
        _page(head, body).encode(),
        "Reservoir at 71 per cent",
        date(2020, 8, 22),
        "71.3 88 145 163 2018 47",
        "1894 7718203",
    )


def day_in_meta_alone() -> Made:
    """The day and the title are in meta elements; the page has no h1."""
    story = _paragraphs(
        "Wheat yields averaged 7.9 tonnes a hectare this year, the lowest since 2012, the farmers' union reports.",
        "Growers sold 62 per cent of the crop by October at £188.50 a tonne on average, £31 less than in 2022.",
        "Rain fell on 19 days in July, and 1,140 farms asked for help.",
    )
    head = (
        "<title>Growers' Weekly: Wheat yields lowest since 2012</title>"
        '<meta property="og:title" content="Wheat yields lowest since 2012"><meta property="og:site_name" content="Growers\' Weekly">'
        "<meta name='parsely-pub-date' content='2023-10-19T11:20:00Z'><meta name='viewport' content='width=device-width'>"
    )
    body = f"{_MENU}<div id='page'><div class='article-body'><div class='headline'>Wheat yields lowest since 2012</div>{story}</div></div>{_END}"
    return Made(
        "day-in-meta-alone.html",
        _page(head, body).encode(),
        "Wheat yields lowest since 2012",
        date(2023, 10, 19),
        "2012 7.9 62 188.50 31 2022 19 1,140",
        "7718203",
    )


def day_in_time_alone() -> Made:
    """The day is in the one time element; the clock in the foot is another."""
    story = _paragraphs(
        "The museum counted 233,906 visitors in 2018, a fall of 11,450, and took 5.7 per cent less at the door.",
        "Entry costs 14 euros since May, or 9 for those under 26. Of every 100 visitors, 43 came from abroad.",
    )
    body = (
        f"{_MENU}<article><h1>Fewer visitors at the sea museum</h1><p>Posted <time datetime='2019-01-17'>17 January</time> in "
        f"<a href='/culture'>Culture</a></p>{story}</article><footer>Museum blog. All rights reserved 1999–2024.</footer>"
    )
    return Made(
        "day-in-time-alone.html",
        _page("<title>Fewer visitors at the sea museum — Shore Notes</title>", body).encode(),
        "Fewer visitors at the sea museum",
        date(2019, 1, 17),
        "233,906 2018 11,450 5.7 14 9 26 100 43",
        "1999",
    )


def layout_of_tables() -> Made:
    """A page of the nineties: tables are its layout, the type is set by font elements, nothing is closed."""
    page = """<HTML><HEAD><TITLE>County Courier: Hospital waits grow to 23 weeks</TITLE>
<META NAME="DATE" CONTENT="2003-11-05"></HEAD><BODY BGCOLOR="#FFFFFF"><TABLE WIDTH=760 BORDER=0><TR><TD COLSPAN=2>
<IMG SRC="top.gif"></TD></TR><TR><TD WIDTH=140 VALIGN=top><FONT SIZE=1><A HREF="/">Front page</A><BR><A HREF="/s">Sport</A><BR>
<A HREF="/w">Weather</A></FONT></TD><TD VALIGN=top><FONT SIZE=5><B>Hospital waits grow to 23 weeks</B></FONT><P>
<FONT SIZE=3>Patients waited 23 weeks for a new hip in September, five weeks longer than in 2002, and 3,415 were on the list.
<P>The hospital has 412 beds, of which 27 were closed for want of nurses; it spent $2.8 million on agency staff, up 19 percent.
<P>"We lost 88 nurses and hired 61," said the director, Ann Pell, 52.<P>
<TABLE BORDER=1><TR><TD>Year<TD>Waiting<TD>Beds<TR><TD>2001<TD>2,760<TD>455<TR><TD>2002<TD>2,981<TD>430</TABLE>
<P>The board meets on November 20 to vote on a levy of 1.5 mills, which would raise $640,000 a year for six years.
</FONT></TD></TR><TR><TD COLSPAN=2><HR><FONT SIZE=1>Copyright 2003 County Courier</FONT></TD></TR></TABLE></BODY></HTML>"""
    numbers = "23 2002 3,415 412 27 2.8 19 88 61 52 2001 2,760 455 2,981 430 1.5 640,000"
    return Made("layout-of-tables.html", page.encode(), "Hospital waits grow to 23 weeks", date(2003, 11, 5), numbers)


def windows_1252() -> Made:
    """Bytes of Windows-1252, which nothing says."""
    page = _page(
        "<title>Fishing fleet shrinks to 96 boats</title><meta name='date' content='2009-02-27'>",
        "<div><h1>Fishing fleet shrinks to 96 boats</h1>"
        + _paragraphs(
            "The fleet has shrunk to 96 boats – from 171 in 1999 – and landed £13.9m of fish last year, the agency’s “Sea Fisheries” says.",
            "Cod fetched £2.15 a kilo, haddock £1.40½. Fuel cost 47p a litre, a rise of 21 per cent, or €0.09.",
            "The minister offered £850,000 to 34 skippers who scrap their boats; 12 have said yes.",
        )
        + "</div>",
    ).replace("<meta charset='utf-8'>", "")
    numbers = "96 171 1999 13.9 2.15 1.40 47 21 0.09 850,000 34 12"
    return Made("windows-1252.html", page.encode("cp1252"), "Fishing fleet shrinks to 96 boats", date(2009, 2, 27), numbers)


def french() -> Made:
    """A French page: decimal commas, thin spaces in thousands, the day in words beside a time element."""
    story = _paragraphs(
        "Le loyer moyen a atteint 742,50\u202fe par mois au premier trimestre, en hausse de 3,8\u202f% sur un an, selon l’observatoire.",
        "On compte 1\u202f284\u202f300 logements dans la région, dont 96\u00a0400 vacants, soit 7,5\u202f% du parc.",
        "En 2019, 41 communes sur 118 manquaient de logements sociaux.",
    )
    body = (
        "<header><nav><a href='/'>Accueil</a> <a href='/eco'>Économie</a></nav></header><main><article>"
        "<h1>Loyers\u00a0: une hausse de 3,8\u202f% en un an</h1><p class='date-publication'>Publié le <time datetime='2022-04-21T06:30' "
        f"pubdate>21 avril 2022 à 6h30</time></p>{story}</article></main><aside class='sidebar'><p>Les 10 articles les plus lus</p></aside>"
    )
    return Made(
        "french.html",
        _page("<title>Loyers\u00a0: une hausse de 3,8\u202f% en un an - Le Rivage</title>", body, "fr").encode(),
        "Loyers\u00a0: une hausse de 3,8\u202f% en un an",
        date(2022, 4, 21),
        "3,8 742,50 1\u202f284\u202f300 96\u00a0400 7,5 2019 41 118",
    )


def german() -> Made:
    """A German page: points in thousands, decimal commas, the day in words alone."""
    story = _paragraphs(
        "Die Zahl der Übernachtungen stieg im Vorjahr um 4,6 Prozent auf 2.418.900, teilte das Landesamt mit.",
        "Gäste blieben im Schnitt 3,2 Nächte. Von 1.105 Betrieben meldeten 87 einen Verlust, 2021 waren es 240.",
        "Die Kurtaxe beträgt 3,40 Euro und bringt der Stadt 5,1 Millionen Euro im Jahr.",
    )
    body = (
        "<div class='navigation'><a href='/'>Start</a><a href='/wirtschaft'>Wirtschaft</a></div><main><article><header>"
        f"<h1>Mehr Übernachtungen als je zuvor</h1><p>3. März 2023</p></header>{story}</article></main>"
        "<div class='footer'>Impressum, Telefon 0431 5550</div>"
    )
    return Made(
        "german.html",
        _page("<title>Mehr Übernachtungen als je zuvor</title>", body, "de").encode("utf-8-sig"),
        "Mehr Übernachtungen als je zuvor",
        date(2023, 3, 3),
        "4,6 2.418.900 3,2 1.105 87 2021 240 3,40 5,1",
        "0431",
    )


def guidance() -> Made:
    """A government's page: "Published" and "Last updated" in a list of terms, numbered sections, a callout, a table with heads."""
    body = (
        "<a class='skip-link' href='#c'>Skip to main content</a><div class='cookie-banner'><p>We use 4 essential cookies.</p></div>"
        "<header role='banner'>GOV</header><div id='c'><span class='caption'>Official statistics</span>"
        "<h1 class='heading-xl'>Rough sleeping snapshot: autumn 2022</h1><dl class='metadata'><dt>From:</dt><dd>Department of Homes</dd>"
        "<dt>Published</dt><dd>28 February 2023</dd><dt>Last updated</dt><dd>2 March 2023</dd></dl>"
        "<div class='body'><h2 id='one'>1. Main findings</h2><div class='call-to-action'><p>On a single night, 3,069 people slept rough, "
        "626 (26%) more than in 2021.</p></div><p>The rate was 5.4 people per 100,000. Nearly half, 47%, were in London and the South East.</p>"
        "<table><caption>People sleeping rough</caption><thead><tr><th>Year</th><th>People</th></tr></thead><tbody><tr><td>2021</td>"
        "<td>2,443</td></tr><tr><td>2022</td><td>3,069</td></tr></tbody></table></div></div><footer>Crown copyright 1998</footer>"
    )
    return Made(
        "guidance.html",
        _page("<title>Rough sleeping snapshot: autumn 2022 - GOV</title>", body).encode(),
        "Rough sleeping snapshot: autumn 2022",
        date(2023, 2, 28),
        "2022 3,069 626 26 2021 5.4 100,000 47 2,443",
        "1998",
    )


def encyclopedia() -> Made:
    """A wiki's page: a box of facts that is a table, marks of references, links to edit, categories."""
    body = (
        "<div id='mw-navigation'><ul><li><a href='/m'>Main page</a></li></ul></div><div id='content' role='main'>"
        "<h1 id='firstHeading'>Skerry Bridge</h1><div id='bodyContent'><table class='infobox'><tbody><tr><th colspan='2'>Skerry Bridge</th></tr>"
        "<tr><th>Total length</th><td>1,624 metres</td></tr><tr><th>Opened</th><td>1978</td></tr><tr><th>Daily traffic</th><td>11,300</td></tr>"
        "</tbody></table><p>The <b>Skerry Bridge</b> spans the sound. It is 1,624 metres long and 54.9 metres high.<sup class='reference'>"
        "<a href='#c1'>[1]</a></sup> It took 46 months and 212 workers to build, and cost 88 million crowns.</p>"
        "<h2>History<span class='editsection'>[<a href='/e'>edit</a>]</span></h2><p>In 1996 the toll, 35 crowns, was lifted. Traffic grew by "
        "62% within 2 years.<sup class='reference'><a href='#c2'>[2]</a></sup></p><div class='reflist'><ol><li id='c1'>Roads Office (2004).</li>"
        "</ol></div></div></div><div id='catlinks'>Categories: Bridges built in 1978</div><div id='footer'>This page was last edited on "
        "3 May 2020, at 11:42.</div>"
    )
    return Made(
        "encyclopedia.html",
        _page(
            "<title>Skerry Bridge - Openpedia</title><meta property='article:modified_time' content='2020-05-03'>", body
        ).encode(),
        "Skerry Bridge",
        None,
        "1,624 1978 11,300 54.9 46 212 88 1996 35 62 2",
    )


def components() -> Made:
    """A broadcaster's page out of components with names of their own; the day is a time element that shows "3 hours ago"."""

    def part(kind: str, inside: str) -> str:
        return f"<div data-component='{kind}'><div class='sc-{len(kind)}a'>{inside}</div></div>"

    texts = (
        "A factory in Skerry will close with the loss of 214 jobs, its owner has said.",
        "The plant made 1.9 million batteries in 2023, 33% fewer than in 2021, and lost £4.6m.",
        "Workers will get £1,250 for each year of service.",
    )
    body = (
        "<div id='header'><nav><a href='/'>Home</a></nav></div><main id='main-content'><article>"
        + part("headline-block", "<h1>Battery factory to close with loss of 214 jobs</h1>")
        + part(
            "byline-block", "<time datetime='2024-01-30T09:15:22.000Z'>3 hours ago</time><span>Ida Lund, Business reporter</span>"
        )
        + part(
            "image-block", "<figure><img alt=''><figcaption>The plant opened in 1991 and covers 14 hectares</figcaption></figure>"
        )
        + "".join(part("text-block", f"<p class='ssrc'>{text}</p>") for text in texts)
        + part("links-block", "<div><p>More on this story</p><ul><li><a href='/a'>Jobless rate falls to 3.8%</a></li></ul></div>")
        + part("text-block", "<p>The union wants the owner, which made $61m worldwide, to wait until 2026.</p>")
        + part("tags", "<ul><li><a href='/t'>Batteries 88</a></li></ul>")
        + "</article></main><div data-component='latest'><a href='/x'>52 people rescued</a></div>"
    )
    return Made(
        "components.html",
        _page("<title>Battery factory to close with loss of 214 jobs - Coast TV</title>", body).encode(),
        "Battery factory to close with loss of 214 jobs",
        date(2024, 1, 30),
        "214 1.9 2023 33 2021 4.6 1,250 1991 14 61 2026",
        "3.8 88 52",
    )


def saved_by_word() -> Made:
    """A page that Word saved: its own elements and classes, conditional comments, Windows-1252, every paragraph of one kind."""
    page = """<html xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:w="urn:schemas-microsoft-com:office:word"><head>
<meta http-equiv=Content-Type content="text/html; charset=windows-1252"><meta name=Generator content="Microsoft Word 15"><title>Water bills</title>
<!--[if gte mso 9]><xml><o:DocumentProperties><o:Words>412</o:Words></o:DocumentProperties></xml><![endif]-->
<style><!-- p.MsoNormal {margin:0cm; font-size:11.0pt;} --></style></head><body lang=EN-GB><div class=WordSection1>
<p class=MsoTitle>Water bills to rise by a fifth<o:p></o:p></p><p class=MsoNormal>Released on 5 July 2019<o:p></o:p></p>
<p class=MsoNormal><span style='font-size:11.0pt'>The average bill will rise by 21% to £446 in 2020–21, the company says, to mend 1,180 km of
pipes that lose 94 million litres a day.<o:p></o:p></span></p>
<p class=MsoNormal>It has 633,000 customers; 7.2% of them cannot pay.<span style='mso-spacerun:yes'>  </span>Its profit was £38.5m.<o:p></o:p></p>
</div></body></html>"""
    return Made(
        "saved-by-word.htm",
        page.encode("cp1252"),
        "Water bills to rise by a fifth",
        date(2019, 7, 5),
        "21 446 2020 1,180 94 633,000 7.2 38.5",
    )


def microdata() -> Made:
    """A magazine's page marked up by microdata, in Spanish, with the author's life and a form to subscribe below."""
    body = (
        "<header><a href='/'>El Faro</a></header><div itemscope itemtype='https://schema.org/Article'><h1 itemprop='headline'>El turismo crece "
        "un 9,4 %</h1><meta itemprop='datePublished' content='2019-08-01'><p class='fecha'>1 de agosto de 2019</p><div itemprop='articleBody'>"
        + _paragraphs(
            "La isla recibió 1.318.400 turistas hasta julio, un 9,4 % más que en 2018, según la oficina de turismo.",
            "El gasto medio fue de 142,60 euros al día. Hay 486 hoteles, 12 más que hace un año.",
        )
        + "</div></div><div class='autor'><p>Nació en 1971.</p></div><form><p>Suscríbete por 4,99 euros</p></form>"
    )
    return Made(
        "microdata.html",
        _page("<title>El turismo crece un 9,4 % | El Faro</title>", body, "es").encode(),
        "El turismo crece un 9,4 %",
        date(2019, 8, 1),
        "9,4 1.318.400 2018 142,60 486 12",
        "4,99",
    )


def magazine() -> Made:
    """A long read: drop capitals, headings between, a newsletter's box without a name, a picture gallery, "Read more" lines."""
    body = (
        f"{_MENU}<div class='layout'><article><header><h1>The town that bought its own forest</h1><div>Words by Pia Roos<br>Sat 6 Nov 2021 07.00 GMT</div>"
        "</header><div id='maincontent'><p><span class='drop'><span>I</span></span>n 1998, 63 families in Elm Vale paid 412,000 dollars for 1,930 acres "
        "that nobody wanted.</p><p>Today the wood earns 58,000 dollars a year, and 81 per cent of it is left alone.</p><figure><img alt=''><figcaption>"
        "A beech of 240 years. <span>Photograph: P. Roos</span></figcaption></figure><h2>A vote of 9 to 7</h2><p>It was close: nine voted for, seven against; "
        "22 stayed away.</p><p><a href='/r'>Read more: 10 walks for autumn</a></p><p>Deer are the trouble: 34 to the square mile, where 15 would do.</p>"
        "<div><div><h3>Sign up to Field Notes</h3><a href='/n'>Join 90,000 readers every Saturday</a></div></div>"
        "<p>The town has planted 26,700 oaks since 2003 and lost one in three.</p></div></article></div>" + _END
    )
    head = (
        "<title>The town that bought its own forest | Trees | The Magazine</title><meta property='og:title' content='The town that bought its own forest'>"
        "<meta property='article:published_time' content='2021-11-06T07:00:00.000Z'>"
    )
    return Made(
        "magazine.html",
        _page(head, body).encode(),
        "The town that bought its own forest",
        date(2021, 11, 6),
        "1998 63 412,000 1,930 58,000 81 240 9 7 22 34 15 26,700 2003",
        "90,000 7718203",
    )


def press_release() -> Made:
    """A press release: the day and the place begin the first paragraph, notes to editors end it."""
    body = (
        "<div id='top'><a href='/'>Ministry of Harbours</a></div><div id='main'><h2 class='section'>News release</h2>"
        "<h1>Minister opens 14 new lifeboat stations</h1><p class='date'>Date: 4 May 2021</p>"
        + _paragraphs(
            "Fourteen lifeboat stations opened today, bringing the number on the coast to 238, the Minister announced.",
            "The programme cost $46.2 million, $1.7 million less than planned, and will cut the time to reach a boat to 22 minutes.",
            "“In 2020, crews were called 8,239 times and saved 374 lives,” the Minister said.",
        )
        + "<h3>Notes to editors</h3><ol><li>Figures are for the 12 months to 31 December 2020.</li>"
        "<li>Crews are volunteers; 96 per cent are unpaid.</li></ol><h3>Contact</h3><p>Press office, 555 0142</p></div>"
    )
    return Made(
        "press-release.html",
        _page("<title>Minister opens 14 new lifeboat stations - Ministry of Harbours</title>", body).encode(),
        "Minister opens 14 new lifeboat stations",
        date(2021, 5, 4),
        "14 238 46.2 1.7 22 2020 8,239 374 12 31 96",
    )


def bulletin() -> Made:
    """A statistical bulletin: main points, several tables with heads over heads, marks of footnotes, a contents list."""
    rows = "".join(
        f"<tr><th scope='row'>{name}</th>{''.join(f'<td>{cell}</td>' for cell in cells)}</tr>"
        for name, cells in (
            ("All", ("4.1", "3.9", "63,250")),
            ("Women", ("3.7", "3.6", "28,110")),
            ("Men", ("4.5", "4.2<sup>r</sup>", "35,140")),
        )
    )
    table = (
        "<div class='table'><h3>Table 1: Unemployment rate and level, Lummond</h3><table><thead><tr><th rowspan='2'></th>"
        "<th colspan='2'>Rate (%)</th><th>Level</th></tr><tr><th>Q1 2021</th><th>Q1 2022</th><th>Q1 2022</th></tr></thead>"
        f"<tbody>{rows}</tbody></table><p class='source'>Source: Labour Force Survey</p></div>"
    )
    body = (
        "<div class='breadcrumbs'><a href='/'>Home</a> / <a href='/work'>Work</a></div><main><h1>Labour market in Lummond: May 2022</h1>"
        "<dl class='metadata'><dt>Release date:</dt><dd>17 May 2022</dd><dt>Next release:</dt><dd>14 June 2022</dd></dl>"
        "<nav class='toc'><ol><li><a href='#a'>Main points</a></li><li><a href='#b'>Unemployment</a></li></ol></nav>"
        "<section id='a'><h2>1. Main points</h2><ul><li>The employment rate was 75.6%<sup>1</sup>, up 0.4 percentage points on the quarter.</li>"
        "<li>There were 1,295,000<sup>2</sup> vacancies, 33,700 more than a quarter earlier.</li>"
        "<li>Pay rose by 7.0% in nominal terms and by 1.4% in real terms.</li></ul></section>"
        f"<section id='b'><h2>2. Unemployment</h2><p>The rate fell to 3.9%, the lowest since 1974, with 63,250 out of work.</p>{table}</section>"
        "<section><h2>Footnotes</h2><ol><li>Aged 16 to 64 years.</li><li>Seasonally adjusted.</li></ol></section></main>"
    )
    head = (
        "<title>Labour market in Lummond: May 2022 - Statistics Lummond</title><meta name='DCTERMS.issued' content='2022-05-17'>"
    )
    return Made(
        "bulletin.html",
        _page(head, body).encode(),
        "Labour market in Lummond: May 2022",
        date(2022, 5, 17),
        "75.6 0.4 1,295,000 33,700 7.0 1.4 3.9 1974 63,250 2021 2022 4.1 3.7 3.6 28,110 4.5 4.2 35,140 16 64",
    )


def blog_with_footnotes() -> Made:
    """A blog: marks of footnotes in brackets, notes at the end, a code block, the author's other posts below."""
    body = (
        "<div class='site-header'><a href='/'>Counting Crows, a blog</a></div><article class='post'><h1 class='post-title'>How many crows is that?</h1>"
        "<div class='post-meta'><span class='published'><time class='dt-published' datetime='2018-02-11T20:14:00Z'>11 Feb 2018</time></span> "
        "· 6 min read</div><div class='post-content'>"
        + _paragraphs("In 2017 I counted 12,418 crows on 94 evenings, a mean of 132.1 an evening.")
        + "<p>That is 17% more than in 2016<a href='#fn1' class='footnote-ref'>[1]</a>, when I counted 10,613<sup id='r2'>"
        "<a href='#fn2'>2</a></sup> on 80 evenings.</p><pre><code>mean = 12418 / 94</code></pre>"
        "<p>The largest flock had 1,050 birds. I do not believe it either; my counter clicks 2 or 3 times too often in a hundred.</p>"
        "<hr><section class='footnotes'><ol><li id='fn1'>Without 4 evenings of fog.</li><li id='fn2'>Revised from 10,590.</li></ol></section>"
        "</div></article><div class='related-posts'><h3>You may also like</h3><ul><li>My 500 favourite roosts</li></ul></div>"
    )
    return Made(
        "blog-with-footnotes.html",
        _page("<title>How many crows is that? – Counting Crows</title>", body).encode(),
        "How many crows is that?",
        date(2018, 2, 11),
        "2017 12,418 94 132.1 17 2016 10,613 80 1,050 2 3 4 10,590",
        "500",
    )


def accordion() -> Made:
    """A service's page: text in sections that open, lists of terms, divisions all the way down and no article element."""
    body = (
        f"{_MENU}<div class='layout'><div><div><h1>Council tax: what you pay in 2024</h1><div class='lede'><div>Band D rises by 4.99% to "
        "£1,972.33 a year.</div></div><details open><summary>Bands</summary><div><dl><dt>Band A</dt><dd>£1,314.89</dd><dt>Band H</dt>"
        "<dd>£3,944.66</dd></dl></div></details><details><summary>Who pays less</summary><div><p>People who live alone pay 25% less. "
        "Some 31,870 households do, and 9,420 get support.</p></div></details><div><div><p>The council expects to collect £187.3 million, "
        "97.1% of what is due, from 96,540 homes.</p></div></div></div></div></div>" + _END
    )
    head = "<title>Council tax: what you pay in 2024</title><meta property='article:published_time' content='2024-03-01T00:00:00+00:00'>"
    return Made(
        "accordion.html",
        _page(head, body).encode(),
        "Council tax: what you pay in 2024",
        date(2024, 3, 1),
        "4.99 1,972.33 1,314.89 3,944.66 25 31,870 9,420 187.3 97.1 96,540",
        "7718203",
    )


def wire_by_mail() -> Made:
    """An agency's story as plain text, with a dateline and lines of 72 characters."""
    text = """Published: 9 October 2020

SHIPYARD CUTS 1 JOB IN 8 AS ORDERS FALL

LUMMOND - The shipyard will cut 340 of its 2,720 jobs after orders fell
by 29 per cent to 1.15 billion crowns, it said on Friday.

It built 11 ferries in 2019 and expects six this year. Pay for those who
stay will be frozen until 2022; the union had asked for 3.5 per cent.

The yard lost 84.6 million crowns in the first half, against a profit of
12.3 million a year earlier.
"""
    return Made(
        "wire-by-mail.txt",
        text.encode(),
        "SHIPYARD CUTS 1 JOB IN 8 AS ORDERS FALL",
        date(2020, 10, 9),
        "1 8 340 2,720 29 1.15 11 2019 2022 3.5 84.6 12.3",
    )


def markdown() -> Made:
    """A content repository's file: front matter, headings, a list, a table, a picture, a quotation."""
    text = """---
title: "Library loans are down, visits are up"
date: 2022-09-30
tags: [culture, 2022]
---

![Readers](readers.jpg)

The county's libraries lent 1,846,200 books in the year to June, 6.4% fewer, but had 903,000 visits, up 12.8%.

## By branch

| Branch | Loans | Visits |
|:-------|------:|-------:|
| Old Town | 402,118 | 211,400 |
| Eastfield | 95,660 | 60,215 |

- 14 branches open on Sundays, 3 more than in 2021
- 21,090 new members

> "We bought 38,500 books for £412,000," the librarian said.
"""
    numbers = "1,846,200 6.4 903,000 12.8 402,118 211,400 95,660 60,215 14 3 2021 21,090 38,500 412,000"
    return Made("content.md", text.encode(), "Library loans are down, visits are up", date(2022, 9, 30), numbers)


def _paper(footer: str = "", header: str = "") -> object:
    from fpdf import FPDF

    class Paper(FPDF):
        def header(self) -> None:
            if header:
                self.set_font("Helvetica", size=8)
                self.cell(0, 6, header, new_x="LMARGIN", new_y="NEXT")

        def footer(self) -> None:
            if footer:
                self.set_y(-15)
                self.set_font("Helvetica", size=8)
                self.cell(0, 5, footer.replace("#", str(self.page_no())))

    paper = Paper()
    paper.add_page()
    return paper


def _heading(paper: object, title: str, day: str = "") -> None:
    paper.set_font("Helvetica", "B", 18)
    paper.multi_cell(0, 9, title, new_x="LMARGIN", new_y="NEXT")
    paper.set_font("Helvetica", size=11)
    if day:
        paper.multi_cell(0, 8, day, new_x="LMARGIN", new_y="NEXT")


def two_columns() -> Made:
    """A PDF with two narrow columns and words divided at the ends of lines."""
    paper = _paper()
    _heading(paper, "Cycling in the capital", "14 July 2021")
    text = (
        "The number of cycl\u00adists count\u00aded on the ring road rose by 46.5 per cent to 18,730 a day in June, the trans\u00adport "
        "depart\u00adment says. In 2019 there were 12,785. Acci\u00addents rose more slow\u00adly, by 8.2 per cent to 211, and nobody "
        "was killed for the first time since 2004.\n\nThe city spent 9.6 million on 42 kilo\u00admetres of new lanes, 228,571 a "
        "kilo\u00admetre. It plans another 65 kilo\u00admetres by 2025. A sur\u00advey of 1,504 resi\u00addents found 58 per cent in "
        "favour, 33 per cent against.\n\nShop\u00adkeepers com\u00adplain that 640 park\u00ading spaces are gone. The cham\u00adber of "
        "com\u00admerce puts the loss at 3.75 million a year, which the city doubts."
    )
    with paper.text_columns(ncols=2, gutter=8, text_align="J") as columns:
        columns.write(text)
    numbers = "46.5 18,730 2019 12,785 8.2 211 2004 9.6 42 228,571 65 2025 1,504 58 33 640 3.75"
    return Made("two-columns.pdf", bytes(paper.output()), "Cycling in the capital", date(2021, 7, 14), numbers)


def running_heads() -> Made:
    """A PDF of several pages, each with a head and a foot that count the pages."""
    paper = _paper(footer="Page # of 3 - Audit Office, 55 High Street", header="Audit Office | Report 17/2022")
    _heading(paper, "Managing the school estate", "Published on 8 December 2022")
    for number, text in enumerate(
        (
            "The county has 214 school buildings, of which 61 are in poor repair. Mending them would cost 148.2 million crowns, "
            "the office estimates, 2.4 times what was set aside.",
            "Between 2015 and 2021, 37 schools were closed and 9 built. The number of pupils grew by 5,320 to 71,480 meanwhile.",
            "In 18 of 40 schools that we visited, classes were held in temporary buildings, the oldest of which dates from 1988. "
            "Heating costs 1,130 crowns a pupil, 22 per cent above the national average.",
        )
    ):
        if number:
            paper.add_page()
            paper.set_font("Helvetica", size=11)
        paper.multi_cell(150, 6, text, new_x="LMARGIN", new_y="NEXT")
    numbers = "214 61 148.2 2.4 2015 2021 37 9 5,320 71,480 18 40 1988 1,130 22"
    return Made(
        "running-heads.pdf", bytes(paper.output()), "Managing the school estate", date(2022, 12, 8), numbers, "17/2022 55"
    )


def report_with_table() -> Made:
    """A PDF report with a table between its paragraphs, and its title in the file's own record."""
    paper = _paper(footer="Energy Agency")
    paper.set_title("Heat pumps: sales in the first half of 2023")
    _heading(paper, "Heat pumps: sales in the first half of 2023", "21 August 2023")
    text = "Sales of heat pumps rose by 27.3% to 18,460 in the first half of 2023. Grants of up to 6,000 a home were paid to 9,215 homes."
    paper.multi_cell(0, 6, text, new_x="LMARGIN", new_y="NEXT")
    paper.ln(4)
    with paper.table(width=150) as table:
        for cells in (("Type", "2022", "2023"), ("Air", "11,840", "15,390"), ("Ground", "2,660", "3,070")):
            row = table.row()
            for cell in cells:
                row.cell(cell)
    paper.ln(4)
    text = "A pump costs 13,700 on average, 4.1% less than in 2022, and saves 310 a year against gas, the agency says."
    paper.multi_cell(0, 6, text, new_x="LMARGIN", new_y="NEXT")
    numbers = "2023 27.3 18,460 6,000 9,215 2022 11,840 15,390 2,660 3,070 13,700 4.1 310"
    return Made(
        "report-with-table.pdf", bytes(paper.output()), "Heat pumps: sales in the first half of 2023", date(2023, 8, 21), numbers
    )


def columns_line_by_line() -> Made:
    """A PDF that was written line by line across its two columns, as some printers do; marks of footnotes are in small type."""
    paper = _paper(footer="Bulletin 4 | #")
    _heading(paper, "Rainfall in the valley", "Published: 2 November 2018")
    left = (
        "October brought 143.7 mm of rain,",
        "58 per cent more than the mean of",
        "1981 to 2010. It rained on 24 days.",
        "The river stood at 3.92 metres.",
    )
    right = (
        "In the hills 311 mm fell. Farmers",
        "lost 1,275 hectares of maize and",
        "want 2.4 million in help. In 2012",
        "they were given 860,000.",
    )
    top = paper.get_y() + 4
    for number, lines in enumerate(zip(left, right, strict=True)):
        for column, line in enumerate(lines):
            paper.set_xy(10 + 95 * column, top + 6 * number)
            paper.cell(90, 6, line)
    numbers = "143.7 58 1981 2010 24 3.92 311 1,275 2.4 2012 860,000"
    return Made("columns-line-by-line.pdf", bytes(paper.output()), "Rainfall in the valley", date(2018, 11, 2), numbers)


def notes_in_small_type() -> Made:
    """A PDF brochure: its title in two lines, marks of footnotes in small raised type, notes at the foot, no day but the record's."""
    from datetime import UTC, datetime

    paper = _paper()
    paper.set_creation_date(datetime(2020, 9, 14, tzinfo=UTC))
    paper.set_font("Helvetica", "B", 24)
    paper.multi_cell(110, 11, "Pensioners and their savings: a survey", new_x="LMARGIN", new_y="NEXT")
    paper.set_font("Helvetica", size=11)
    paper.write(6, "Of 2,318")
    with paper.local_context():
        paper.char_vpos = "SUP"
        paper.write(6, "1")
        paper.char_vpos = "LINE"
    paper.write(6, " pensioners who answered, 64% have savings. The mean is 27,450, the median 9,100. Some 12.5% owe money.")
    paper.ln(30)
    paper.set_font("Helvetica", size=8)
    paper.multi_cell(0, 4, "1 Of 3,000 who were asked.", new_x="LMARGIN", new_y="NEXT")
    numbers = "2,318 64 27,450 9,100 12.5 3,000"
    title = "Pensioners and their savings: a survey"
    return Made("notes-in-small-type.pdf", bytes(paper.output()), title, date(2020, 9, 14), numbers)


def word_with_headings() -> Made:
    """A Word file with its parts: named styles, a list, a table, a number in two pieces of type, a record that says little."""

    def row(*cells: str) -> str:
        return f"<w:tr>{''.join(f'<w:tc>{_w(cell)}</w:tc>' for cell in cells)}</w:tr>"

    bold = "<w:r><w:rPr><w:b/></w:rPr><w:t>148</w:t></w:r>"
    body = (
        _w("Tree cover in the city", "Kop1")
        + _w("12 June 2023")
        + f"<w:p>{_run('The city has ')}{bold}{_run(',300 trees, one for every 3.1 residents, after 5,260 were planted and 4,890 felled.')}</w:p>"
        + _w("Where they stand", "Kop2")
        + "".join(_w(text, "Opsomming").replace("</w:pPr>", _LISTED) for text in ("Parks: 61,200 trees", "Streets: 52,750 trees"))
        + f"<w:tbl>{row('District', 'Trees', 'Cover (%)')}{row('North', '38,410', '19.4')}{row('South', '22,065', '11.8')}</w:tbl>"
        + _w("Cover was 16.2 per cent in 2012. The aim is 20 per cent by 2035, at a cost of 31 million.")
    )
    named = (("Kop1", "heading 1"), ("Kop2", "heading 2"), ("Opsomming", "List Bullet"))
    styles = "".join(f"<w:style w:type='paragraph' w:styleId='{key}'><w:name w:val='{name}'/></w:style>" for key, name in named)
    core = (
        "<cp:coreProperties xmlns:cp='http://schemas.openxmlformats.org/package/2006/metadata/core-properties' "
        "xmlns:dc='http://purl.org/dc/elements/1.1/' xmlns:dcterms='http://purl.org/dc/terms/'><dc:title>template v3</dc:title>"
        "<dcterms:created>2016-01-01T00:00:00Z</dcterms:created></cp:coreProperties>"
    )
    parts = {
        "word/document.xml": document(body),
        "word/styles.xml": f"<?xml version='1.0'?><w:styles xmlns:w='{_W}'>{styles}</w:styles>",
    }
    data = packed(parts | {"docProps/core.xml": core}, {"styles": "styles.xml"})
    numbers = "148,300 3.1 5,260 4,890 61,200 52,750 38,410 19.4 22,065 11.8 16.2 2012 20 2035 31"
    return Made("headings.docx", data, "Tree cover in the city", date(2023, 6, 12), numbers)


def word_with_footnotes() -> Made:
    """A Word file whose numbers carry marks of footnotes; the notes are a part of their own."""

    def note(number: int) -> str:
        return f"<w:r><w:rPr><w:vertAlign w:val='superscript'/></w:rPr><w:footnoteReference w:id='{number}'/></w:r>"

    body = (
        _w("Emergency calls in 2021", "Title")
        + _w("Date: 3 February 2022")
        + f"<w:p>{_run('The control room took 184,209')}{note(2)}{_run(' calls in 2021, of which 37 per cent were not urgent.')}</w:p>"
        + f"<w:p>{_run('Crews reached 91.2%')}{note(3)}{_run(' of fires within 10 minutes, against 93.5% in 2019.')}</w:p>"
    )
    notes = "".join(
        f"<w:footnote w:id='{number}'><w:p>{_run(text)}</w:p></w:footnote>"
        for number, text in ((2, "Without 6,140 calls by mistake."), (3, "Of 2,870 fires in buildings."))
    )
    footnotes = f"<?xml version='1.0'?><w:footnotes xmlns:w='{_W}'>{notes}</w:footnotes>"
    data = packed({"word/document.xml": document(body), "word/footnotes.xml": footnotes}, {"footnotes": "footnotes.xml"})
    numbers = "2021 184,209 37 91.2 10 93.5 2019 6,140 2,870"
    return Made("footnotes.docx", data, "Emergency calls in 2021", date(2022, 2, 3), numbers)


def word_with_changes() -> Made:
    """A Word file with tracked changes and a comment: what was put in is read, what was struck out is not."""
    change = "w:id='7' w:author='Desk' w:date='2022-01-01T00:00:00Z'"
    struck = f"<w:del {change}><w:r><w:delText xml:space='preserve'>4,455</w:delText></w:r></w:del>"
    put_in = f"<w:ins {change}>{_run('4,545')}</w:ins>"
    body = (
        _w("Swimming lessons", "Heading1")
        + _w("7 March 2022")
        + f"<w:p>{_run('The pool taught ')}{struck}{put_in}{_run(' children to swim in 2021, 12.5 per cent more than the year before.')}</w:p>"
        + _w("It has 16 teachers and a waiting list of 730; a course of 10 lessons costs 85 crowns.")
    )
    comments = f"<?xml version='1.0'?><w:comments xmlns:w='{_W}'><w:comment w:id='1'>{_w('Really 999?')}</w:comment></w:comments>"
    data = packed({"word/document.xml": document(body), "word/comments.xml": comments}, {"comments": "comments.xml"})
    numbers = "4,545 2021 12.5 16 730 10 85"
    return Made("changes.docx", data, "Swimming lessons", date(2022, 3, 7), numbers, "4,455 999")


def word_in_a_template() -> Made:
    """A press office's Word template: the letter head is a table, the title is bold, a link and a field are in the text."""
    head = f"<w:tbl><w:tr><w:tc>{_w('PRESS RELEASE')}</w:tc><w:tc>{_w('25 January 2023')}</w:tc></w:tr></w:tbl>"
    title = "<w:p><w:r><w:rPr><w:b/><w:sz w:val='32'/></w:rPr><w:t>Airport counts 2.1 million passengers</w:t></w:r></w:p>"
    link = f"<w:hyperlink w:anchor='x'>{_run('4.7 per cent')}</w:hyperlink>"
    field = f"<w:r><w:fldChar w:fldCharType='begin'/></w:r><w:r><w:instrText> PAGE 99 </w:instrText></w:r><w:r><w:fldChar w:fldCharType='separate'/></w:r>{_run('1,406')}<w:r><w:fldChar w:fldCharType='end'/></w:r>"
    body = (
        head
        + title
        + f"<w:p>{_run('The airport counted 2,104,880 passengers in 2022, ')}{link}{_run(' short of 2019. It saw ')}{field}{_run(' flights a month.')}</w:p>"
        + _w("Freight fell to 18,300 tonnes; 72 of 85 shops are let again.")
    )
    numbers = "2.1 2,104,880 2022 4.7 2019 1,406 18,300 72 85"
    return Made(
        "template.docx",
        packed({"word/document.xml": document(body)}),
        "Airport counts 2.1 million passengers",
        date(2023, 1, 25),
        numbers,
        "99",
    )


def rss() -> Made:
    """A feed with whole stories; the first entry is the one that is held up."""
    story = "<p>Ships carried 9.84 million tonnes in 2022, 3.6% more.</p><table><tr><td>Ore</td><td>4.1</td></tr></table><p>It took 61 pilots.</p>"
    feed = f"""<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/">
<channel><title>Port news</title><item><title>Freight &amp; ore: 3.6% more</title><link>https://port.example/1</link>
<pubDate>Tue, 14 Feb 2023 23:30:00 +0100</pubDate><description>Short.</description><content:encoded><![CDATA[{story}]]></content:encoded>
</item><item><title>Other</title><description>The other story has 777 ships.</description></item></channel></rss>"""
    title = "Freight & ore: 3.6% more"
    return Made("rss.xml", feed.encode(), title, date(2023, 2, 14), "3.6 9.84 2022 4.1 61", "777", feed=True)


def atom() -> Made:
    """A feed of the other kind, with the story in its summary."""
    feed = """<?xml version="1.0" encoding="utf-8"?><feed xmlns="http://www.w3.org/2005/Atom"><title>Weather desk</title>
<updated>2021-01-09T00:00:00Z</updated><entry><title type="html">Coldest night since &lt;b&gt;1987&lt;/b&gt;</title>
<link href="https://weather.example/cold"/><id>urn:x:1</id><published>2021-01-08T07:45:00Z</published>
<updated>2021-01-09T00:00:00Z</updated><summary type="html">&lt;p&gt;It was −23.4°C at 1,210 metres, and 14,300 homes had no power for
6.5 hours.&lt;/p&gt;</summary></entry></feed>"""
    title = "Coldest night since 1987"
    return Made("atom.xml", feed.encode(), title, date(2021, 1, 8), "1987 23.4 1,210 14,300 6.5", feed=True)


_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


_LISTED = "<w:numPr><w:ilvl w:val='0'/><w:numId w:val='1'/></w:numPr></w:pPr>"


def _run(text: str) -> str:
    return f"<w:r><w:t xml:space='preserve'>{html.escape(text)}</w:t></w:r>"


def _w(text: str, style: str = "") -> str:
    return f"<w:p>{style and f'<w:pPr><w:pStyle w:val={style!r}/></w:pPr>'}{_run(text)}</w:p>"


def document(body: str) -> str:
    """The main part of a Word file."""
    return f"<?xml version='1.0' encoding='UTF-8'?><w:document xmlns:w='{_W}'><w:body>{body}</w:body></w:document>"


_TYPES = (
    "<?xml version='1.0'?><Types xmlns='http://schemas.openxmlformats.org/package/2006/content-types'>"
    "<Default Extension='xml' ContentType='application/xml'/></Types>"
)
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_RELATIONS = (
    "<?xml version='1.0'?><Relationships xmlns='http://schemas.openxmlformats.org/package/2006/relationships'>{}</Relationships>"
)


def packed(parts: dict[str, str], related: dict[str, str] | None = None) -> bytes:
    """A Word file as small as Word opens it; `related` are further parts by the kind of their relation."""
    own = f"<Relationship Id='r1' Target='word/document.xml' Type='{_OFFICE}/officeDocument'/>"
    more = "".join(
        f"<Relationship Id='s{n}' Target='{to}' Type='{_OFFICE}/{kind}'/>" for n, (kind, to) in enumerate((related or {}).items())
    )
    whole = {"[Content_Types].xml": _TYPES, "_rels/.rels": _RELATIONS.format(own), **parts}
    whole |= {"word/_rels/document.xml.rels": _RELATIONS.format(more)} if more else {}
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in whole.items():
            archive.writestr(name, text)
    return out.getvalue()


SHAPES: tuple[Callable[[], Made], ...] = (
    *(newspaper_in_full, live_blog, amp, day_in_json_alone, day_in_meta_alone, day_in_time_alone, layout_of_tables, windows_1252),
    *(french, german, press_release, bulletin, blog_with_footnotes, accordion, wire_by_mail, markdown),
    *(guidance, encyclopedia, components, saved_by_word, microdata, magazine),
    *(two_columns, running_heads, report_with_table, columns_line_by_line, notes_in_small_type),
    *(word_with_headings, word_with_footnotes, word_with_changes, word_in_a_template, rss, atom),
)
