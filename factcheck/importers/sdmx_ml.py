"""SDMX-ML 2.1, generic and structure-specific, read by sdmx1, which is in the extra `sdmx`.

Such a message holds codes alone; their names are in another file. A structure-specific message does not say which of its XML
attributes are dimensions, either: those that SDMX names for attributes are none, nor is one that holds words, since the values of
dimensions are codes. What is then taken for a dimension though it is an attribute of a series tells no two series apart.
"""

from __future__ import annotations

import contextlib
import io
import logging
import re
import warnings
from collections.abc import Callable, Iterator, Sequence
from typing import Any, NamedTuple

from factcheck.errors import SourceFileError
from factcheck.importers.columns import word_list
from factcheck.importers.files import SourceFile
from factcheck.importers.grid import Grid, Record
from factcheck.importers.importer import FoundTable
from factcheck.importers.left_out import LeftOut
from factcheck.importers.notes import TableNote
from factcheck.importers.roles import Role
from factcheck.importers.sdmx_csv import role_of

_SCHEMAS = b"sdmx.org/resources/sdmxml/schemas/"
_CODE = re.compile(r"[A-Za-z0-9_@$-]+", re.ASCII)
_MOST_BYTES = 30_000_000  # sdmx1 holds a message as objects, some forty times its size (measured), and takes a second a megabyte
_VALUE = "OBS_VALUE"


class _Observation(NamedTuple):
    """An observation's text, and what is said of it by the id of the concept."""

    value: str
    said: dict[str, str]


class SdmxMlGrid(Grid):
    """The observations of a message, in their order."""

    def __init__(self, file: str, observations: Sequence[_Observation]) -> None:
        self.file, self.decimal_comma, self._observations = file, False, observations
        self._ids = list(dict.fromkeys(key for item in observations for key in item.said))
        roles = {key: _role(key, (item.said.get(key, "") for item in observations)) for key in self._ids}
        self._header = [key.lower() if roles[key] is Role.LABEL else key for key in self._ids] + [_VALUE]
        self.roles = dict(zip(self._header, [*roles.values(), Role.VALUE], strict=True))

    def records(self) -> Iterator[Record]:
        """The header as record 0, then the observations, counted from 1 as XPath does."""
        yield Record(0, self._header)
        for number, item in enumerate(self._observations, start=1):
            yield Record(number, [*(item.said.get(key, "") for key in self._ids), item.value])

    def locator(self, index: int, header: str) -> Callable[[int], str]:
        """File and element: "fish.xml, path (//*:Obs)[3]"."""
        return self.place

    def place(self, line: int) -> str:
        """File and element, as an XPath (2.0, with any prefix) finds it."""
        return f"{self.file}, path (//*:Obs)[{line}]"

    def fault(self, what: str, *, line: int = 0, column: int = 0) -> SourceFileError:
        """The error with file and element."""
        return SourceFileError(self.place(line) if line > 0 else self.name, what)


def accepts(source: SourceFile) -> bool:
    """Whether a file is XML whose beginning names the schemas of SDMX."""
    if source.is_folder or source.suffix not in (".xml", ".sdmx", ".txt", ""):
        return False
    head = source.head(4000)
    return head.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"<" and _SCHEMAS in head.lower()


def read_tables(files: Sequence[SourceFile], left_out: LeftOut) -> Iterator[FoundTable]:
    """One table a file.

    Raises SourceFileError where the extra is not installed, and for a file that is broken or holds no observations.
    """
    for source in files:
        message = _read_message(source)
        observations = [_observation(seen) for dataset in getattr(message, "data", ()) for seen in dataset.obs]
        if not observations:
            what = "holds no observation: it is a message of structures or errors; ask for the data, or for SDMX-CSV."
            raise SourceFileError(source.name, what)
        yield FoundTable(SdmxMlGrid(source.name, observations), _note(message), (source,))


def _read_message(source: SourceFile) -> Any:
    content = source.read()
    if len(content) > _MOST_BYTES:
        what = f"is larger than {_MOST_BYTES // 1_000_000} MB, the most that is read as SDMX-ML; ask for it as SDMX-CSV."
        raise SourceFileError(source.name, what)
    if b"<!DOCTYPE" in content:
        raise SourceFileError(source.name, "declares a document type, which SDMX-ML never does; fetch it from its publisher.")
    sdmx = _sdmx(source.name)
    try:
        return _quietly(sdmx.read_sdmx, content)
    except Exception as error:  # sdmx1 fails in any way for a file that is not what it says
        cause = error.__cause__ or error
        what = f"cannot be read as SDMX-ML 2.1 ({' '.join(str(cause).split())[:200]}); ask for the data as SDMX-CSV."
        raise SourceFileError(source.name, what, line=getattr(cause, "lineno", 0) or 0) from error


def _quietly(read: Callable[..., Any], content: bytes) -> Any:
    """What sdmx1 logs, warns and prints of a file is for those who write sdmx1."""
    logging.getLogger("sdmx").addHandler(logging.NullHandler())
    with warnings.catch_warnings(), contextlib.redirect_stdout(io.StringIO()):
        warnings.simplefilter("ignore")
        return read(io.BytesIO(content), format="XML")


def _sdmx(name: str) -> Any:
    try:
        import sdmx
    except ImportError as error:
        what = (
            f"is SDMX-ML, for which a part is not installed ({error.name}): pip install 'claims-factcheck[sdmx]', "
            "or ask for the data as SDMX-CSV."
        )
        raise SourceFileError(name, what) from error
    return sdmx


def _observation(seen: Any) -> _Observation:
    """The key, then the attributes of the observation, its series, its groups and its data set."""
    said = {key: str(item.value) for key, item in seen.key.values.items()}
    for key, item in seen.attrib.items():
        said.setdefault(key, str(item.value))
    known = {key: " ".join(text.split()) for key, text in said.items() if _CODE.fullmatch(key)}
    return _Observation("" if seen.value is None else str(seen.value).strip(), known)


def _role(key: str, values: Iterator[str]) -> Role:
    role = role_of(key, after_value=key.lower() in word_list("sdmx_attributes"))
    free = role is Role.LABEL and not all(_CODE.fullmatch(value) for value in values if value)
    return Role.NOTE if free else role


def _note(message: Any) -> TableNote:
    prepared = getattr(message.header, "prepared", None)
    return TableNote(published=prepared.date() if prepared is not None else None)
