"""The local page against everybody else: hostile requests are refused, none with a traceback, and nothing kept is shown."""

import asyncio
import contextlib
import http.client
import socket
import sqlite3
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from urllib.parse import quote, urlencode

import pytest

from factcheck.web.guard import LARGEST, Keys

pytestmark = pytest.mark.loopback
FORM = "application/x-www-form-urlencoded"
SECRET = "255 search warrants"


class Visitor:
    """A browser of its own: what it is given as a cookie it sends again."""

    def __init__(self, served):
        self.served, self.cookie, self.token = served, "", ""
        self.host = f"127.0.0.1:{served.port}"

    def ask(self, method, path, body=None, **headers):
        """Status, headers and text of the answer; `headers` replace the usual ones, `None` leaves one out."""
        usual = {"host": self.host, "cookie": self.cookie or None}
        given = {name.replace("_", "-"): value for name, value in (usual | headers).items()}
        with closing(http.client.HTTPConnection("127.0.0.1", self.served.port, timeout=60)) as line:
            line.putrequest(method, path, skip_host=True, skip_accept_encoding=True)
            for name, value in given.items():
                for each in value if isinstance(value, list) else [value] if value is not None else []:
                    line.putheader(name, each)
            if body is not None and "content-length" not in given:
                line.putheader("content-length", str(len(body)))
            line.endheaders(body)
            answer = line.getresponse()
            return answer.status, dict(answer.getheaders()), answer.read().decode("utf-8", "replace")

    def enter(self):
        status, headers, _ = self.ask("GET", f"/?key={self.served.key}")
        assert status == 200
        self.cookie = headers["set-cookie"].partition(";")[0]
        self.token = Keys(self.served.key).form
        return self

    def post(self, path, fields, **headers):
        usual = {"content_type": FORM, "origin": f"http://{self.host}", "sec_fetch_site": "same-origin"}
        return self.ask("POST", path, urlencode({"token": self.token, **fields}).encode(), **usual | headers)

    def checked(self, text):
        """Give a text, wait for its report, and give its address with the report."""
        status, headers, _ = self.post("/checks", {"text": text})
        assert status == 303
        self.ask("GET", headers["location"])  # the page of its progress ends with the check
        return headers["location"], self.ask("GET", headers["location"])[2]


@pytest.fixture
def visitor(served):
    return Visitor(served).enter()


@pytest.fixture(scope="module")
def report(served):
    return Visitor(served).enter().checked(f"Police executed {SECRET} across the UK in a week of action in 2018.")[0]


def test_the_door_opens_with_the_key_and_shuts_the_page_up(visitor, report):
    for path in ("/", "/checks", "/series", report, "/browse/"):
        status, headers, _ = visitor.ask("GET", path)
        assert status == 200
        assert headers["cache-control"] == "no-store"
        assert "default-src 'none'" in headers["content-security-policy"]
        assert "frame-ancestors 'none'" in headers["content-security-policy"]
        assert "script-src" not in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["cross-origin-resource-policy"] == "same-origin"
        assert "server" not in headers
    _, headers, _ = visitor.ask("GET", f"/?key={visitor.served.key}", cookie=None)
    assert "HttpOnly" in headers["set-cookie"]
    assert "SameSite=Strict" in headers["set-cookie"]


def form(visitor, **fields):
    return urlencode({"token": visitor.token, "text": "Arrests rose to 131.", **fields}).encode()


def as_ours(visitor, **changed):
    usual = {"content_type": FORM, "origin": f"http://{visitor.host}", "sec_fetch_site": "same-origin"}
    return usual | changed


# What each does, and the status it is refused with. Those that write would begin a check if they were let through.
HOSTILE = {
    "no key": (lambda v, r: v.ask("GET", "/", cookie=None), 403),
    "no key to a report": (lambda v, r: v.ask("GET", r, cookie=None), 403),
    "no key to the tables": (lambda v, r: v.ask("GET", "/browse/", cookie=None), 403),
    "a guessed key": (lambda v, r: v.ask("GET", "/?key=letmein", cookie=None), 403),
    "an empty key": (lambda v, r: v.ask("GET", "/?key=", cookie=None), 403),
    "two keys": (lambda v, r: v.ask("GET", f"/?key={v.served.key}&key=x", cookie=None), 403),
    "the key elsewhere": (lambda v, r: v.ask("GET", f"{r}?key={v.served.key}", cookie=None), 403),
    "a guessed cookie": (lambda v, r: v.ask("GET", r, cookie=f"factcheck-{v.served.port}=0"), 403),
    "a cookie with the key itself": (lambda v, r: v.ask("GET", r, cookie=f"factcheck-{v.served.port}={v.served.key}"), 403),
    "a cookie that is none": (lambda v, r: v.ask("GET", r, cookie='=;;"\xff=\x01; a'), 403),
    "a foreign host (rebinding)": (lambda v, r: v.ask("GET", r, host="evil.example"), 400),
    "a foreign host with our port": (lambda v, r: v.ask("GET", r, host=f"evil.example:{v.served.port}"), 400),
    "a host that begins like ours": (lambda v, r: v.ask("GET", r, host=f"127.0.0.1.evil.example:{v.served.port}"), 400),
    "our host at another port": (lambda v, r: v.ask("GET", r, host="127.0.0.1:80"), 400),
    "no host": (lambda v, r: v.ask("GET", r, host=None), 400),
    "an empty host": (lambda v, r: v.ask("GET", r, host=""), 400),
    "two hosts": (lambda v, r: v.ask("GET", r, host=[v.host, "evil.example"]), 400),
    "the key with a foreign host": (lambda v, r: v.ask("GET", f"/?key={v.served.key}", host="evil.example", cookie=None), 400),
    "a forwarded host": (lambda v, r: v.ask("GET", r, host="evil.example", x_forwarded_host=v.host), 400),
    "read by another site": (lambda v, r: v.ask("GET", r, sec_fetch_site="cross-site"), 403),
    "read by another port": (lambda v, r: v.ask("GET", r, sec_fetch_site="same-site"), 403),
    "read by a script of another site": (lambda v, r: v.ask("GET", r, origin="https://evil.example"), 403),
    "the key by a script of another site": (
        lambda v, r: v.ask("GET", f"/?key={v.served.key}", sec_fetch_site="cross-site", sec_fetch_mode="no-cors"),
        403,
    ),
    "written by another site": (lambda v, r: v.ask("POST", "/checks", form(v), **as_ours(v, origin="https://evil.example")), 403),
    "written by nobody": (lambda v, r: v.ask("POST", "/checks", form(v), **as_ours(v, origin="null")), 403),
    "written by another port": (lambda v, r: v.ask("POST", "/checks", form(v), **as_ours(v, origin="http://127.0.0.1:1")), 403),
    "written across sites": (lambda v, r: v.ask("POST", "/checks", form(v), **as_ours(v, sec_fetch_site="cross-site")), 403),
    "written across ports": (lambda v, r: v.ask("POST", "/checks", form(v), **as_ours(v, sec_fetch_site="same-site")), 403),
    "written by hand": (lambda v, r: v.ask("POST", "/checks", form(v), **as_ours(v, sec_fetch_site="none")), 403),
    "two origins": (lambda v, r: v.ask("POST", "/checks", form(v), **as_ours(v, origin=[f"http://{v.host}", "null"])), 400),
    "without the token": (lambda v, r: v.ask("POST", "/checks", b"text=Up+5%25.", **as_ours(v)), 403),
    "with a wrong token": (lambda v, r: v.ask("POST", "/checks", form(v, token="0" * 64), **as_ours(v)), 403),
    "with a token that is no text": (
        lambda v, r: v.ask(
            "POST", "/checks", form(v, token="\ud83d\ude00".encode("utf-16", "surrogatepass").decode("utf-16")), **as_ours(v)
        ),
        403,
    ),
    "a form in plain text": (lambda v, r: v.ask("POST", "/checks", form(v), **as_ours(v, content_type="text/plain")), 415),
    "a form in JSON": (lambda v, r: v.ask("POST", "/checks", b"{}", **as_ours(v, content_type="application/json")), 415),
    "a broken form": (
        lambda v, r: v.ask("POST", "/checks", b"--x\r\nbroken", **as_ours(v, content_type="multipart/form-data")),
        400,
    ),
    "a form of many fields": (lambda v, r: v.ask("POST", "/checks", form(v) + b"&a=1" * 5000, **as_ours(v)), 400),
    "a hundred megabytes": (lambda v, r: v.ask("POST", "/checks", None, **as_ours(v, content_length="100000000")), 413),
    "a length that is none": (lambda v, r: v.ask("POST", "/checks", None, **as_ours(v, content_length="-5")), 400),
    "the reviews without a token": (lambda v, r: v.ask("POST", f"{r}/findings/1", b"name=x", **as_ours(v)), 403),
    "a report taken out without a token": (lambda v, r: v.ask("POST", f"{r}/forget", b"a=1", **as_ours(v)), 403),
    "a report taken out by an address": (lambda v, r: v.ask("GET", f"{r}/forget"), 405),
    "a very long address": (lambda v, r: v.ask("GET", "/series?q=" + "a" * 20_000), 414),
    "a path out of the house": (lambda v, r: v.ask("GET", "/checks/../../etc/passwd"), 404),
    "a path out of the house, written otherwise": (lambda v, r: v.ask("GET", "/checks/%2e%2e%2f%2e%2e%2fetc%2fpasswd"), 404),
    "a format that is none": (lambda v, r: v.ask("GET", f"{r}/save/..%2f..%2fsecret"), 404),
    "a finding that is none": (lambda v, r: v.ask("GET", f"{r}/findings/{9**40}"), 404),
    "a series that is none": (lambda v, r: v.ask("GET", "/series/one?id=%00%27%22%3Cscript%3E"), 404),
    "a check that is SQL": (lambda v, r: v.ask("GET", "/checks/" + quote("' OR 1=1 --")), 404),
    "another method": (lambda v, r: v.ask("DELETE", r), 405),
    "tracing": (lambda v, r: v.ask("TRACE", "/"), 405),
    "a preflight": (lambda v, r: v.ask("OPTIONS", "/checks", origin=f"http://{v.host}"), 405),
    "writing to the tables": (lambda v, r: v.ask("POST", "/browse/desk", form(v), **as_ours(v)), 405),
    "SQL to the tables": (lambda v, r: v.ask("GET", "/browse/desk?sql=select+1"), 403),
    "what was checked, by the tables": (lambda v, r: v.ask("GET", "/browse/desk/check_history.json"), 403),
    "the store as a file": (lambda v, r: v.ask("GET", "/browse/desk.db"), 403),
}


def test_there_are_forty_and_more():
    assert len(HOSTILE) >= 40


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_request_is_refused_without_a_traceback(name, visitor, report):
    attack, expected = HOSTILE[name]
    before = how_many(visitor.served.store)
    status, headers, text = attack(visitor, report)
    assert status == expected
    assert "Traceback" not in text
    assert 'File "' not in text
    assert SECRET not in text
    assert "access-control-allow-origin" not in headers
    assert how_many(visitor.served.store) == before
    assert "Traceback" not in visitor.served.log.read_text()


def how_many(store):
    with closing(sqlite3.connect(store)) as connection:
        return connection.execute("SELECT (SELECT count(*) FROM check_history), (SELECT count(*) FROM review)").fetchone()


def test_what_is_no_http_is_refused(served):
    for said in (b"\x16\x03\x01\x02\x00\x01\x00", b"GET\r\n\r\n", b"GET / HTTP/9.9\r\n\r\n", b"A" * 200_000):
        with closing(socket.create_connection(("127.0.0.1", served.port), timeout=20)) as line:
            heard = b""
            with contextlib.suppress(OSError):  # turned away while still sending
                line.sendall(said)
                line.shutdown(socket.SHUT_WR)
                heard = b"".join(iter(lambda line=line: line.recv(65536), b""))
        assert b" 200 " not in heard
        assert b"Traceback" not in heard


def test_a_body_without_its_length_ends_at_the_limit(visitor):
    with closing(socket.create_connection(("127.0.0.1", visitor.served.port), timeout=60)) as line:
        head = f"POST /checks HTTP/1.1\r\nHost: {visitor.host}\r\nCookie: {visitor.cookie}\r\nContent-Type: {FORM}\r\n"
        line.sendall(f"{head}Transfer-Encoding: chunked\r\n\r\n".encode())
        chunk = b"%x\r\n" % 65536 + b"a" * 65536 + b"\r\n"
        heard = b""
        try:
            for _ in range(LARGEST // 65536 + 200):
                line.sendall(chunk)
            heard = line.recv(100)
        except OSError:  # turned away while still sending
            line.settimeout(5)
            heard = line.recv(100)
    assert b" 413 " in heard


def test_a_click_on_the_start_address_on_another_sites_page_opens_it(served):
    status, _, text = Visitor(served).ask("GET", f"/?key={served.key}", sec_fetch_site="cross-site", sec_fetch_mode="navigate")
    assert status == 200
    assert 'http-equiv="refresh"' in text
    assert served.key not in text


def test_only_this_machine_can_connect(served):
    address = next((info[4][0] for info in socket_addresses() if not info[4][0].startswith("127.")), None)
    if address is None:
        pytest.skip("this machine has no other address of its own")
    with closing(socket.socket()) as line:
        line.settimeout(2)
        with pytest.raises(OSError):  # noqa: PT011 - refused, or the test's own guard where it is another machine's
            line.connect((address, served.port))


def socket_addresses():
    try:
        return socket.getaddrinfo(socket.gethostname(), None, socket.AF_INET)
    except (OSError, PermissionError):
        return []


def test_the_progress_is_told_as_it_goes_and_leads_on_to_the_report(visitor):
    _, headers, _ = visitor.post("/checks", {"text": "Arrests rose to 131 in the United Kingdom in 2018. " * 40})
    where = headers["location"]
    _, kind, page = visitor.ask("GET", where)
    stages = ["Waiting for its turn", "Reading the article", "Looking up the figures behind 400 words", "The report is ready"]
    assert kind["content-type"] == "text/html; charset=utf-8"
    assert sorted(stages, key=page.index) == stages
    assert f'content="0; url={where}"' in page
    assert 'http-equiv="refresh"' not in visitor.ask("GET", where)[2]


def test_a_check_is_taken_out_of_the_history(visitor):
    where, _ = visitor.checked("Arrests rose to 131 in the United Kingdom in 2018, said a source who must not be named.")
    assert "must not be named" in visitor.ask("GET", "/checks")[2]
    assert visitor.post(f"{where}/forget", {})[0] == 303
    assert visitor.ask("GET", where)[0] == 404
    assert "must not be named" not in visitor.ask("GET", "/checks")[2]


def test_thirty_checks_at_once_are_all_answered_and_none_mixed_up(serving, demo_store):
    # Three of the store's figures and a name of its own: each report must hold its own name and its own verdicts.
    served = serving(demo_store)
    visitor = Visitor(served).enter()

    def text(number):
        warrants = 225 if number % 2 else 551 + number
        return (
            f"Story {number:02d} of the class\n\nPolice executed {warrants} search warrants across the UK in one week in 2018. "
            "The operation led to 131 arrests in the United Kingdom in 2018, and 164 children were safeguarded.\n\n"
            "Disseminations to police forces rose by 525% between 2014 and 2017, from 1,600 to nearly 10,000. "
            "Some 82,109 industry referrals of child sexual abuse images were received in 2017."
        )

    for turn in range(3):
        visitor.checked(f"{text(turn)} A first one, to warm up.")
    found = {}
    alone = [timed(visitor, text(number))[0] for number in range(4)]

    def one(number):
        found[number] = timed(Visitor(served).enter(), text(number))

    class_of_thirty = [threading.Thread(target=one, args=(number,)) for number in range(30)]
    for each in class_of_thirty:
        each.start()
    for each in class_of_thirty:
        each.join()
    assert sorted(found) == list(range(30))
    for number, (_, report) in found.items():
        assert f"Story {number:02d} of the class" in report
        assert f'<mark class="{"match" if number % 2 else "no_source"}">{225 if number % 2 else 551 + number} search' in report
    assert len({report.partition("/findings/")[0][-40:] for _, report in found.values()}) == 30
    # On two idle cores 95 % are answered within 15 to 17 times what one takes alone. A machine that runs other tests as well
    # is not equally fast all the time, so the suite asks only that thirty at once take no longer than twice thirty in turn.
    alone = sorted(alone + [timed(visitor, text(number))[0] for number in range(5)])
    times = sorted(seconds for seconds, _ in found.values())
    print(f"alone {alone[4]:.3f} s, thirty: median {times[15]:.3f} s, p95 {times[28]:.3f} s")
    assert times[int(0.95 * len(times))] < 60 * max(alone), (alone, times)
    assert how_many(served.store)[0] == 42


def timed(visitor, text):
    began = time.monotonic()
    report = visitor.checked(text)[1]
    return time.monotonic() - began, report


def test_a_check_that_takes_too_long_is_stopped_and_the_next_one_is_answered(tmp_path, demo_store):

    from factcheck.web.jobs import Job, Workers, late

    async def keep(job, answer):
        raise AssertionError("it came to an answer")

    async def run():
        async with Workers(demo_store, keep=keep, count=1, seconds=0.05) as workers:
            job = Job({"check": {"text": "Arrests rose to 131. " * 20_000}})
            workers.submit(job)
            await job.over()
            again = Job({"against": {"claim": {}, "series": "no such series"}})
            workers.seconds = 30
            workers.submit(again)
            await again.over()
            return job, again

    with ThreadPoolExecutor(1) as apart:  # the browser tests of the same process leave a loop running in this thread
        job, again = apart.submit(asyncio.run, run()).result()
    assert job.error == late(0.05)
    assert again.error


def test_without_the_extra_one_sentence_says_what_to_install(tmp_path, demo_store, capsys, monkeypatch):
    import sys

    from factcheck.commands import run

    for name in [name for name in sys.modules if name.startswith(("starlette", "factcheck.web"))]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "starlette", None)
    assert run(["serve", "--store", str(demo_store)]) == 2
    assert "pip install 'claims-factcheck[serve]'" in capsys.readouterr().err


def test_without_datasette_the_page_says_so(serving, demo_store):
    program = (
        "-c",
        "import sys; sys.modules['datasette'] = sys.modules['datasette.app'] = None; from factcheck.commands import main; main()",
    )
    visitor = Visitor(serving(demo_store, program=program)).enter()
    status, _, text = visitor.ask("GET", "/browse/")
    assert status == 200
    assert "claims-factcheck[browse]" in text


def test_a_store_that_may_not_be_written_to_still_answers(serving, demo_store):
    visitor = Visitor(serving(demo_store)).enter()
    visitor.checked("Arrests rose to 131 in the United Kingdom in 2018.")
    with closing(sqlite3.connect(visitor.served.store)) as newer:  # a version that this program may not write to
        newer.execute("PRAGMA user_version = 99")
    where, report = visitor.checked(f"Police executed {SECRET} across the UK in a week of action in 2018.")
    assert "mismatch" in report
    status, _, text = visitor.post(f"{where}/findings/1", {"name": "Ada", "decision": "confirmed"})
    assert (status, "newer than" in text) == (409, True)
    assert how_many(visitor.served.store) == (1, 0)
