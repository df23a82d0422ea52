"""HTML and SVG built from values: whatever is a plain text is escaped, and nothing else can be put into an element.

A template language would escape as well; with some forty elements a function is smaller, and nothing can switch it off.
"""

from __future__ import annotations

import base64
import hashlib
import html

from factcheck.reports.cleaning import visible

_EMPTY = frozenset(("meta", "br", "input", "link"))


class Markup(str):
    """Markup that is finished, made by `element` and `joined` alone."""

    __slots__ = ()


NOTHING = Markup()


def policy(css: str) -> Markup:
    """The Content-Security-Policy of a page that may use this style, named by its hash, and nothing else."""
    return element("meta", http_equiv="Content-Security-Policy", content=allowed(css))


def allowed(css: str, forms: str = "'none'") -> str:
    """What a page with this style may do, in the words of a Content-Security-Policy; `forms` is where it may send a form."""
    digest = base64.b64encode(hashlib.sha256(css.encode()).digest()).decode()
    return f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action {forms}"


def element(name: str, /, *inside: str, **attributes: object) -> Markup:
    r"""An element with what is inside it. Texts are escaped; an attribute that is `None` or "" is left out.

    `class_` and `for_` stand for the names that Python keeps for itself, other underscores for hyphens.

    >>> element("b", "5 < 6 & ", element("i", "so"), class_="x\"y")
    '<b class="x&quot;y">5 &lt; 6 &amp; <i>so</i></b>'
    """
    said = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escaped(str(value))}"'
        for key, value in attributes.items()
        if value is not None and value != ""
    )
    opening = f"<{name}{said}>"
    return Markup(opening if name in _EMPTY else f"{opening}{joined(*inside)}</{name}>")


def joined(*parts: str) -> Markup:
    """Texts and elements one after the other."""
    return Markup("".join(part if isinstance(part, Markup) else escaped(part) for part in parts))


def escaped(text: str) -> str:
    """A text that means itself in an element and in an attribute; what would steer the page shows as a symbol."""
    return html.escape(visible(text), quote=True)


def link(text: str, address: str) -> Markup:
    """A link where the address is one of the web's own, else the text: `javascript:` and its kin are never followed.

    >>> link("site", "javascript:alert(1)")
    'site'
    """
    if not address.lower().startswith(("https://", "http://")):
        return joined(text)
    return element("a", text, href=address, rel="noopener noreferrer external")
