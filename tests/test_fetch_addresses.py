"""Hostile addresses: none is asked, in whatever way it is spelled, and plain public ones are."""

from __future__ import annotations

from ipaddress import IPv4Address, ip_address

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from factcheck.errors import FetchError
from factcheck.fetch import Fetcher
from factcheck.fetch_addresses import is_public, may_be_named, read_url

# By kind, one spelling a word; each is tried as the host of http://HOST/figures.csv.
NUMBERS = {
    "loopback": """
        127.0.0.1 127.1 127.0.1 127.255.255.254 127.0.0.1. 2130706433 017700000001 0x7f000001 0x7f.1 0x7f.0.0.1
        0177.0.0.1 0177.1 127.0.0.01 127.00.0.1 0x7F.0x0.0x0.0x1 0x7f.0.1 127.0x0.1 [::1] [0:0:0:0:0:0:0:1]
        [::ffff:127.0.0.1] [::ffff:7f00:1] [::127.0.0.1] [::7f00:1] [64:ff9b::127.0.0.1] [64:ff9b::7f00:1]
        [64:ff9b:1::7f00:1] [2002:7f00:1::] [2002:7f00:0001::1] [2001:0:7f00:1::1] [fe80::5efe:127.0.0.1]
        [2a00:1450:4001:1:0:5efe:7f00:1] [2a00:1450:4001:1:200:5efe:7f00:1] [::1%25lo] [::1%lo]
    """,
    "unspecified": """
        0 0.0.0.0 00 0x0 0x 000.000.000.000 0.1.2.3 [::] [0::0] [::0.0.0.0]
    """,
    "private": """
        10.0.0.1 10.255.255.255 172.16.0.1 172.31.255.254 192.168.0.1 192.168.1 167772161 0xa000001 012.0.0.1
        3232235777 [fc00::1] [fd12:3456:789a::1] [::ffff:10.0.0.1] [::ffff:192.168.1.1] [2002:c0a8:101::]
        [64:ff9b::10.0.0.1] [fec0::1] 100.64.0.1
    """,
    "link-local": """
        169.254.0.1 169.254.255.255 2851995649 [fe80::1] [fe80::1%25eth0] [febf::1] [::ffff:169.254.1.1]
    """,
    "metadata": """
        169.254.169.254 169.254.170.2 2852039166 0xa9fea9fe 0xa9.0xfe.0xa9.0xfe 0251.0376.0251.0376 169.254.43518
        169.16689662 [::ffff:169.254.169.254] [::ffff:a9fe:a9fe] [64:ff9b::a9fe:a9fe] [2002:a9fe:a9fe::]
        [fd00:ec2::254] [fd20:ce::254] [fd00:42::42] 100.100.100.200 168.63.129.16 192.0.0.192 [::a9fe:a9fe]
    """,
    "reserved": """
        192.0.0.1 192.0.2.1 198.18.0.1 198.19.255.254 198.51.100.7 203.0.113.9 192.88.99.1 192.31.196.1 192.52.193.1
        192.175.48.1 224.0.0.1 239.255.255.255 240.0.0.1 255.255.255.255 4294967295 [ff02::1] [ff0e::1] [2001:db8::1]
        [3fff::1] [5f00::1] [100::1] [2001:2::1] [2001:10::1] [2620:4f:8000::1] [4000::1] [::2]
    """,
    "not numbers that a host can be": """
        256.1.1.1 1.2.3.4.5 1.2.3 99999999999 0x1ffffffff 1..2 8.8.8.8.8 08.8.8.8 8.8.8.0x8[1.2.3.4] [::g] [] [:::]
        [1::2::3]
    """,
}
HOSTS = [(kind, host) for kind, hosts in NUMBERS.items() for host in hosts.split()]
WHOLE = [
    # Userinfo and the tricks with it.
    "http://user@public.example/",
    "http://user:word@public.example/",
    "http://public.example@127.0.0.1/",
    "http://public.example:80@127.0.0.1/",
    "http://127.0.0.1@public.example/",
    "http://@public.example/",
    "http://:@public.example/",
    "http://public.example%40127.0.0.1/",
    # Backslashes, spaces, control signs, other slashes: two readers, two hosts.
    "http://127.0.0.1:8765\\@public.example/",
    "http://public.example\\@127.0.0.1/",
    "http://127.0.0.1\\.public.example/",
    "http:\\\\127.0.0.1/",
    "http:/\\127.0.0.1/",
    "http://public.example\t.127.0.0.1/",
    "http://127.0.0.1\n/",
    "http://127.0.0.1%00.public.example/",
    "http://127.0.0.1\x00.public.example/",
    " http://public.example/ ",
    "http://public.example/a b",
    "http://pub lic.example/",
    "http://127.0.0.1%2fpublic.example/",
    "http://127.0.0.1%23.public.example/",
    "http://public.example\u2028/",
    "http://public.example\u200b/",
    # Other scripts' digits and dots, which IDNA would turn into plain ones.
    "http://１２７.0.0.1/",
    "http://127。0。0。1/",
    "http://①②⑦.0.0.1/",
    "http://ⓛocalhost/",
    "http://loc\u00adalhost/",
    "http://pub\u0131ic.example/",
    # Other schemes.
    "file:///etc/passwd",
    "FILE:///etc/passwd",
    "ftp://public.example/figures.csv",
    "gopher://127.0.0.1:80/_GET",
    "dict://127.0.0.1:11211/stat",
    "ldap://public.example/",
    "jar:http://public.example!/",
    "data:text/csv,year,value",
    "javascript:alert(1)",
    "ws://public.example/",
    "unix:///run/docker.sock",
    "http+unix://%2Frun%2Fdocker.sock/",
    "view-source:http://public.example/",
    "//public.example/figures.csv",
    "/etc/passwd",
    "public.example/figures.csv",
    "",
    "http://",
    "http:///figures.csv",
    "http:public.example/",
    "https:/public.example/",
    # Ports that are not for the web.
    *(f"http://public.example:{port}/" for port in (0, 21, 22, 23, 25, 53, 111, 135, 139, 445, 2375, 3306, 5432, 6379)),
    *(f"http://public.example:{port}/" for port in (7999, 9000, 9200, 11211, 27017, 65535, 65536, 99999, -80)),
    "http://public.example:8o/",
    "http://public.example:８０/",
    # Names that no server has.
    "http://-a.example/",
    "http://a..example/",
    "http://.example/",
    "http://public.example./",
    f"http://{'a' * 64}.example/",
    f"http://{'a.' * 130}example/",
    f"http://public.example/{'a' * 2000}",
]


def no_way_out(*_: object) -> None:
    raise AssertionError("a connection to a forbidden address")


def answering(*addresses: str) -> Fetcher:
    return Fetcher(resolve=lambda _: tuple(map(ip_address, addresses)), dial=no_way_out)  # type: ignore[arg-type]


def test_there_are_enough_of_them() -> None:
    assert len(HOSTS) + len(WHOLE) + len(NAMED_SHUT) >= 200


@pytest.mark.parametrize(("kind", "host"), HOSTS)
def test_no_number_of_a_closed_network_is_dialled(kind: str, host: str) -> None:
    for scheme in ("http", "https"):
        with pytest.raises(FetchError, match="is not fetched"):
            answering("93.184.216.34").fetch(f"{scheme}://{host}/figures.csv")


@pytest.mark.parametrize("url", WHOLE)
def test_no_text_that_can_be_read_in_two_ways_is_dialled(url: str) -> None:
    with pytest.raises(FetchError, match="is not fetched"):
        answering("93.184.216.34").fetch(url)


@pytest.mark.parametrize("kind", [kind for kind in NUMBERS if kind != "not numbers that a host can be"])
def test_no_name_is_dialled_that_stands_for_a_closed_number(kind: str) -> None:
    numbers = [host.strip("[]") for host in NUMBERS[kind].split()]
    for number in numbers:
        try:
            address = ip_address(number.partition("%")[0])
        except ValueError:
            continue
        for answers in ([str(address)], ["93.184.216.34", str(address)], [str(address), "2606:4700::1111"]):
            with pytest.raises(FetchError, match="stands for"):
                answering(*answers).fetch("https://rebinding.example/figures.csv")


@pytest.mark.parametrize(
    "number", ["93.184.216.34", "8.8.8.8", "1.1.1.1", "172.15.0.1", "172.32.0.1", "100.63.1.1", "223.255.255.1"]
)
def test_public_numbers_are_open(number: str) -> None:
    assert is_public(ip_address(number))
    assert read_url(f"http://{number}/").number == ip_address(number)


@pytest.mark.parametrize(
    "number", ["2606:4700::1111", "2a00:1450:4001:80b::200e", "2001:200::1", "2400:cb00::1", "2620:0:2d0:200::7"]
)
def test_public_numbers_of_version_six_are_open(number: str) -> None:
    assert is_public(ip_address(number))
    assert str(read_url(f"https://[{number}]:8443/a")) == f"https://[{number}]:8443/a"


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("https://figures.example/a.csv", "https://figures.example/a.csv"),
        ("HTTP://Figures.Example:80", "http://figures.example/"),
        ("https://figures.example:8080/a?b=c&d=%20e#part", "https://figures.example:8080/a?b=c&d=%20e"),
        ("https://xn--bcher-kva.example/é.csv", "https://xn--bcher-kva.example/%C3%A9.csv"),
        ("https://a_b.figures.example/x;y=1/@2", "https://a_b.figures.example/x;y=1/@2"),
        ("https://1password.example/", "https://1password.example/"),
        ("https://12.figures.example/", "https://12.figures.example/"),
    ],
)
def test_plain_addresses_are_read_as_they_are(text: str, asked: str) -> None:
    assert str(read_url(text)) == asked


NAMED_SHUT = ["169.254.169.254", "168.63.129.16", "fe80::1", "fd00:ec2::254", "100.100.100.200", "::ffff:10.0.0.1", "224.0.0.1"]
NAMED_OPEN = ["10.1.2.3", "172.20.1.1", "192.168.7.7", "127.0.0.1", "::1", "fd12::1", "93.184.216.34"]


@pytest.mark.parametrize(
    "number", [*NAMED_SHUT, "0.0.0.0", "255.255.255.255", "64:ff9b::a9fe:a9fe", "2002:a9fe:a9fe::", "192.0.0.192"]
)
def test_a_cloud_s_metadata_stays_shut_whatever_is_named(number: str) -> None:
    assert not may_be_named(ip_address(number))


@pytest.mark.parametrize("number", NAMED_OPEN)
def test_an_intranet_host_is_open_when_it_is_named(number: str) -> None:
    assert may_be_named(ip_address(number))


def spellings(number: int) -> st.SearchStrategy[str]:
    """The ways of `inet_aton`: one to four parts, each as decimal, octal or hexadecimal, with zeros before."""
    parts = st.sampled_from([(24, 16, 8, 0), (24, 16, 0), (24, 0), (0,)])
    forms = st.lists(st.sampled_from(["{}", "0{:o}", "0x{:x}", "0X{:X}", "00{:o}"]), min_size=4, max_size=4)

    def spelled(shifts: tuple[int, ...], chosen: list[str]) -> str:
        ends = [32, *shifts]
        values = [number >> low & (1 << high - low) - 1 for high, low in zip(ends, shifts, strict=False)]
        return ".".join(form.format(value) for form, value in zip(chosen, values, strict=False))

    return st.builds(spelled, parts, forms)


NOT_OURS = ("127.0.0.1", "169.254.169.254", "10.0.0.1", "192.168.1.1", "172.16.0.9", "0.0.0.0", "100.64.0.1")
BAD = [int(IPv4Address(text)) for text in NOT_OURS]


@settings(max_examples=600)
@given(st.sampled_from(BAD).flatmap(spellings))
@example("127.0.0.1")
def test_no_spelling_of_a_bad_number_gets_through(host: str) -> None:
    with pytest.raises(FetchError):
        answering("93.184.216.34").fetch(f"http://{host}/")


@settings(max_examples=500)
@given(st.text(max_size=40))
def test_any_text_is_read_or_refused(text: str) -> None:
    for url in (text, f"http://{text}", f"http://public.example{text}"):
        try:
            read = read_url(url)
        except FetchError:
            continue
        assert read_url(str(read)) == read
