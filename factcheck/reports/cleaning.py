"""Text from outside made safe to show: what would steer a terminal or turn a line around becomes a symbol one can see.

An article, a cell or a title is somebody else's text. Escape sequences in it can clear the screen, hide a line or set the
title of the window, and bidirectional controls can show "500" as "005" (CVE-2021-42574); rich lets both through.
"""

from __future__ import annotations

_C0 = {code: chr(0x2400 + code) for code in range(0x20)} | {0x7F: "␡"}
# C1 are controls as well: U+009B starts an escape sequence by itself. They have no pictures of their own.
_C1 = {code: f"⟨{code:02X}⟩" for code in range(0x80, 0xA0)}
_TURNING = (0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A))
_HIDING = (0x200B, 0x2060, 0xFEFF, 0xFFF9, 0xFFFA, 0xFFFB, *range(0xE0000, 0xE0080))
_NAMED = {code: f"⟨U+{code:04X}⟩" for code in (*_TURNING, *_HIDING, *range(0xD800, 0xE000))}
_SPACES = dict.fromkeys((0x09, 0x0A, 0x85, 0x2028, 0x2029), " ")

_VISIBLE = _C0 | _C1 | _NAMED | _SPACES


def visible(text: str) -> str:
    r"""`text` on one line, every control character in it shown as a symbol; line ends and tabs become spaces.

    >>> visible("up\x1b[2J 5\r\n%")
    'up␛[2J 5 %'
    """
    return text.replace("\r\n", "\n").translate(_VISIBLE)
