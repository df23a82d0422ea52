"""Which addresses may be asked: the grammar of a URL, and the judgement of every number that a name stands for.

Two judgements, both strict. The text of a URL is refused when two programs could read it as two hosts (backslashes, userinfo,
odd notations of numbers); then every address that its name resolves to must be public. `ipaddress.is_global` alone does not do:
on Python 3.11 it is true for multicast, for tunnels with a private address inside (6to4, NAT64), and for a cloud's own
168.63.129.16, so that the networks are listed here, after IANA's registries of special-purpose addresses (RFC 6890).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from urllib.parse import quote, urlsplit

from factcheck.errors import FetchError

Address = IPv4Address | IPv6Address

LONGEST = 2000
PORTS = frozenset((80, 443, *range(8000, 9000)))
_USUAL_PORT = {"http": 80, "https": 443}

_LABEL = r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?"
_NAME = re.compile(rf"{_LABEL}(?:\.{_LABEL})*")
# WHATWG URL: a host whose last label is a number is an address; "0x7f.1", "017700000001" and "2130706433" are 127.0.0.1.
_ENDS_IN_NUMBER = re.compile(r"(?:.*\.)?(?:[0-9]+|0x[0-9a-f]*)", re.DOTALL)
_NOT_IN_A_URL = re.compile(r"[\x00-\x20\x7f-\xa0\\^`{|}<>\"\u1680\u2000-\u200f\u2028-\u202f\u2060-\u206f\u3000\ufeff]")


def _networks(*texts: str) -> tuple[IPv4Network | IPv6Network, ...]:
    return tuple(ip_network(text) for line in texts for text in line.split())


_SHUT_V4 = _networks(
    "0.0.0.0/8 10.0.0.0/8 100.64.0.0/10 127.0.0.0/8 169.254.0.0/16 172.16.0.0/12 192.168.0.0/16",  # this net, private, local
    "192.0.0.0/24 192.0.2.0/24 198.18.0.0/15 198.51.100.0/24 203.0.113.0/24",  # protocols, documentation, benchmarks
    "192.31.196.0/24 192.52.193.0/24 192.88.99.0/24 192.175.48.0/24",  # AS112, multicast and 6to4 relays
    "224.0.0.0/4 240.0.0.0/4 168.63.129.16/32",  # multicast, reserved with broadcast, a cloud's own
)
# Global unicast is 2000::/3 and nothing else; inside it the tunnels and the documentation are shut.
_OPEN_V6 = IPv6Network("2000::/3")
_SHUT_V6 = _networks("2001::/23 2001:db8::/32 2002::/16 2620:4f:8000::/48 3fff::/20")
# Last 64 bits of an ISATAP address (RFC 5214): a tunnel to the IPv4 address in the last 32.
_ISATAP = frozenset((0x00005EFE, 0x02005EFE))

# What an intranet is made of; open only to a host that was named.
_INTRANET = _networks("10.0.0.0/8 172.16.0.0/12 192.168.0.0/16 100.64.0.0/10 127.0.0.0/8 ::1/128 fc00::/7")
# Where clouds hand out their keys: never open, whatever was named.
_METADATA = _networks(
    "169.254.0.0/16 168.63.129.16/32 100.100.100.200/32 192.0.0.192/32",
    "fe80::/10 fd00:ec2::/32 fd20:ce::/32 fd00:42::/32",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Url:
    """A URL taken apart once; what is requested is built from these parts, never from the text as given."""

    scheme: str
    host: str
    port: int
    target: str

    def __str__(self) -> str:
        """As it is requested."""
        port = "" if self.port == _USUAL_PORT[self.scheme] else f":{self.port}"
        return f"{self.scheme}://{self.bracketed}{port}{self.target}"

    @property
    def bracketed(self) -> str:
        """The host as a URL has it."""
        return f"[{self.host}]" if ":" in self.host else self.host

    @property
    def number(self) -> Address | None:
        """The address, where the host is one already."""
        try:
            return ip_address(self.host)
        except ValueError:
            return None


def read_url(text: str) -> Url:
    """The parts of a URL that can be read in one way only.

    Raises FetchError for every other: another scheme, userinfo, a port that is not for the web, odd numbers, odd signs.

    >>> str(read_url("HTTPS://Figures.Example:443/a b.csv".replace(" ", "%20")))
    'https://figures.example/a%20b.csv'
    >>> read_url("http://0x7f.1/")  # doctest: +ELLIPSIS
    Traceback (most recent call last):
    factcheck.errors.FetchError: 'http://0x7f.1/' is not fetched: its host is a number in an odd notation; ...
    """
    if len(text) > LONGEST or _NOT_IN_A_URL.search(text):
        raise refusal(text, "it is longer than an address may be, or holds signs that none has; copy it again from the browser.")
    try:
        parts = urlsplit(text)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        raise refusal(text, "it is not an address; copy it again from the browser.") from None
    if parts.scheme not in _USUAL_PORT:
        raise refusal(text, "only http:// and https:// are; give the address as the browser shows it.")
    if "@" in parts.netloc:
        raise refusal(text, "it holds a user's name or password before an @; give the address without.")
    port = _USUAL_PORT[parts.scheme] if port is None else port
    if port not in PORTS:
        raise refusal(text, f"port {port} is none of the web (80, 443, 8000 to 8999).")
    target = quote((parts.path or "/") + (f"?{parts.query}" if parts.query else ""), safe="/?:@!$&'()*+,;=-._~%[]")
    return Url(scheme=parts.scheme, host=_host(text, host, parts.netloc), port=port, target=target)


def _host(text: str, host: str, netloc: str) -> str:
    if netloc.startswith("["):
        return _literal(text, host)
    if not host.isascii():
        raise refusal(text, "its host has signs other than a to z; write it in its plain form (xn--...).")
    if _ENDS_IN_NUMBER.fullmatch(host):
        try:
            return str(IPv4Address(host))
        except ValueError:
            raise refusal(text, "its host is a number in an odd notation; write the name of the host.") from None
    if len(host) > 253 or not _NAME.fullmatch(host):
        raise refusal(text, "its host is not a name that a server can have; copy it again from the browser.")
    return host


def _literal(text: str, host: str) -> str:
    try:
        if "%" in host:
            raise ValueError("a zone names a network card of this machine")
        return str(IPv6Address(host))
    except ValueError:
        raise refusal(text, "its host is no address in brackets; write the name of the host.") from None


def refusal(text: str, why: str) -> FetchError:
    """The error for an address that is not asked."""
    return FetchError(f"{text[:200]!r} is not fetched: {why}")


def choose(url: Url, answers: Iterable[Address], *, named: bool) -> Address:
    """The address to dial, when every answer may be dialled: the first.

    `named` is whether a person named this host as one of the intranet. Raises FetchError when one answer is shut, because a name
    with a public and a private answer is how a check is led past (rebinding).
    """
    found = tuple(answers)
    if not found:
        raise refusal(str(url), f"no address is known for {url.host}; check the name.")
    for address in found:
        if not (may_be_named(address) if named else is_public(address)):
            raise refusal(str(url), f"{url.host} stands for {address}, which is {_kind(address, named)}.")
    return found[0]


def is_public(address: Address) -> bool:
    """Whether an address is one of the open internet.

    >>> [is_public(ip_address(text)) for text in ("93.184.216.34", "10.1.1.1", "2002:7f00:1::", "2606:4700::1111")]
    [True, False, False, True]
    """
    if isinstance(address, IPv4Address):
        return not any(address in network for network in _SHUT_V4)
    tunnel = int(address) >> 32 & 0xFFFFFFFF
    return address in _OPEN_V6 and tunnel not in _ISATAP and not any(address in network for network in _SHUT_V6)


def may_be_named(address: Address) -> bool:
    """Whether an address may be asked once a person has named its host: public or of an intranet, never a cloud's metadata.

    >>> [may_be_named(ip_address(text)) for text in ("10.1.1.1", "169.254.169.254", "::ffff:10.1.1.1", "93.184.216.34")]
    [True, False, False, True]
    """
    if any(address in network for network in _METADATA):
        return False
    return is_public(address) or any(address in network for network in _INTRANET)


def _kind(address: Address, named: bool) -> str:
    if any(address in network for network in _METADATA):
        return "an address that no flag opens (link-local, or a cloud's metadata)"
    if named:
        return "neither a public address nor one of an intranet"
    return "no public address; if it is a server of your own intranet, name it with --allow-host"
