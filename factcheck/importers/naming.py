"""Indicators: what a column measures, said in words that a reader would use."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from claims.period import Frequency
from factcheck.importers.columns import Column, header_words, word_list
from factcheck.importers.notes import FieldNote, TableNote
from factcheck.importers.unit_hints import column_unit, stated_unit
from factcheck.manifest import slug
from factcheck.series import Indicator, Source

_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z0-9])")
_UNADJUSTED = re.compile(r"\b(?:not seasonally adjusted|non-?seasonally adjusted|unadjusted|NSA)\b", re.IGNORECASE)
_ADJUSTED = re.compile(r"\b(?:[Ss]easonally[- ](?:adjusted|corrected)|SA)\b")
_GENERIC = re.compile(r"\b(?:csv|file|derived|data ?set|table|sheet ?[0-9]*)\b", re.IGNORECASE)
_ACRONYMS = re.compile(r"\b(?:gdp|gni|gnp|ghg|cpi|rpi|vat|uk|us|eu|nhs|co2|ch4|n2o)\b")
_FORM = {"long", "wide", "tidy", "data", "csv", "final", "clean", "table"}
_LINES, _LONGEST_LINE = 3, 200  # above a table, that say what it is
_LONGEST_TITLE = 120
_SUFFIX = {
    Frequency.ANNUAL: "annual",
    Frequency.HALF_YEARLY: "half-yearly",
    Frequency.QUARTERLY: "quarterly",
    Frequency.MONTHLY: "monthly",
    Frequency.WEEKLY: "weekly",
    Frequency.DAILY: "daily",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Naming:
    """Everything around a table that helps to name its columns.

    `table` names one of several tables of a file (a sheet), "" where there is one; `place` is the code
    of the one place it is about, `above` the lines that stand above it in the file,
    `part` the words of its file name that tell it from the other files of the source.
    """

    source: Source
    file: str
    note: TableNote
    table: str = ""
    place: str = ""
    above: tuple[str, ...] = ()
    part: str = ""

    @property
    def subject(self) -> str:
        """What the table is about: its own title or first sentence, else that of the source, the package or the file."""
        own = (self.note.title, first_sentence(self.note.description))
        around = (self.source.title, *self.above[:1], self.note.package_title, first_sentence(self.note.package_description))
        if self._has_own_subject:
            return next(text for text in own if text and not _says_nothing(text))
        found = next((text for text in around if text and not _says_nothing(text)), "")
        if not found:
            return readable(self.table or table_stem(self.file))
        return f"{found} ({self.part})" if self.part else found

    def indicator(self, measure: str, column: Column, *, header: str, unit_text: str, frequency: Frequency | None) -> Indicator:
        """The indicator of a measure; `header` is the column as the file has it, "" where the columns are times or places."""
        field = self.note.fields.get(measure) or self.note.fields.get(header) or FieldNote()
        weak = not field.title and _is_weak(measure, self.place)
        title = self._title(measure, field, weak)
        unit, multiplier = self._unit(measure, field, column, unit_text, frequency, weak=weak)
        return Indicator(
            id="/".join((self.source.name, slug(f"{table_stem(self.file)} {self.table}"), measure or "all")),
            title=title,
            source=self.source,
            description=self._description(field, title),
            unit=unit,
            unit_multiplier=multiplier,
            frequency=frequency,
            adjustment=_adjustment(measure, title, field.description, self.note.description, self.source.title),
            aliases=tuple(dict.fromkeys((*_aliases(measure, title), *field.aliases))),
            file=self.file,
            column=header,
        )

    def _title(self, measure: str, field: FieldNote, weak: bool) -> str:
        if field.title:
            return field.title
        own = _defining_sentence(field.description)
        if not weak:
            return own if (own and "_" in measure) or (own and measure.islower()) else readable(measure)
        if set(_meaningful(measure)) <= word_list("empty"):
            return own if own and not self._has_own_subject else self.subject
        return f"{self.subject}: {readable(measure)}"

    @property
    def _has_own_subject(self) -> bool:
        return any(text and not _says_nothing(text) for text in (self.note.title, first_sentence(self.note.description)))

    def _description(self, field: FieldNote, title: str) -> str:
        texts = (
            field.description,
            self.note.description,
            self.source.title,
            *(line for line in self.above[:_LINES] if len(line) <= _LONGEST_LINE),
            self.note.package_title,
            self.note.package_description,
        )
        return " ".join(
            text if text.endswith((".", "?", "!")) else f"{text}." for text in dict.fromkeys(texts) if text and text != title
        )

    def _unit(
        self, measure: str, field: FieldNote, column: Column, unit_text: str, frequency: Frequency | None, *, weak: bool
    ) -> tuple[str, int]:
        said = unit_text or field.unit or ("" if measure else self.note.unit) or _unit_line(self.above)
        if said:
            unit, multiplier = stated_unit(said, column, frequency)
            return unit, multiplier + field.multiplier
        near = (field.title or measure, first_sentence(field.description), measure if field.title else "")
        far = (self.note.title, first_sentence(self.note.description), self.source.title, *self.above, self.note.package_title)
        weak = weak and not {"change", "changes", "growth"} & set(header_words(measure))
        return column_unit(column, near, far, weak=weak, place=self.place, frequency=frequency)


def _unit_line(above: tuple[str, ...]) -> str:
    """What a line above the table says is the unit of all its figures.

    >>> _unit_line(("Journeys by sector", "Units: millions of journeys"))
    'millions of journeys'
    """
    return next((found[1] for line in above if (found := _UNITS.fullmatch(line.strip()))), "")


_UNITS = re.compile(r"\(?units?(?: of measure(?:ment)?)?\s*[:=]\s*([^:=()]{1,60})\)?", re.IGNORECASE)


def table_stem(file: str) -> str:
    """The name of a file without its endings.

    >>> table_stem("a/gdp.csv.gz"), table_stem("a/v1.2.csv")
    ('gdp', 'v1.2')
    """
    pure = PurePosixPath(file)
    return pure.with_suffix("").stem if pure.suffix.lower() in (".gz", ".zip") else pure.stem


def parts_of_names(stems: Sequence[str]) -> list[str]:
    """For each file of a source the words of its name that not all have, without words on its form and abbreviations.

    >>> parts_of_names(["boats_monthly_long", "boats_monthly_total_wide"])
    ['', 'total']
    """
    words = [header_words(stem) for stem in stems]
    shared = set.intersection(*map(set, words)) | _FORM if len(words) > 1 else set().union(*words)
    return [" ".join(word for word in own if word not in shared and len(word) > 3 and not word.isdigit()) for own in words]


def for_frequency(indicator: Indicator, frequency: Frequency) -> Indicator:
    """The part of a column that is of one frequency, where years, quarters and months stand below each other."""
    return replace(indicator, id=f"{indicator.id} ({_SUFFIX[frequency]})", frequency=frequency)


def _meaningful(measure: str) -> list[str]:
    return [word for word in header_words(measure) if not word.isdigit()]


def _is_weak(measure: str, place: str) -> bool:
    """Whether a header needs the title of its table to be understood."""
    short = {"USA": ("us", "usa"), "GBR": ("uk", "gb")}.get(place, ())
    return set(_meaningful(measure)) <= word_list("empty") | word_list("qualifier") | {*short, place.lower()}


def _defining_sentence(description: str) -> str:
    """The first sentence of a description where it is short enough for a title, without the unit at its end."""
    text = re.split(r", (?:measured|expressed) in |; ", first_sentence(description), maxsplit=1)[0]
    text = re.sub(r"^(?:the )?value of (?:the )?", "", text, flags=re.IGNORECASE)
    return text[:1].upper() + text[1:] if text and len(text.split()) > 1 and len(text) <= _LONGEST_TITLE else ""


def _aliases(measure: str, title: str) -> tuple[str, ...]:
    own = readable(measure) if set(_meaningful(measure)) - word_list("empty") else ""
    return (own,) if own and own.lower() not in title.lower() else ()


def _adjustment(*texts: str) -> str:
    """The nearest text decides: a column "-NSA" in a table called seasonally adjusted is not."""
    for text in (text.replace("_", " ").replace("-SA", " SA").replace("-NSA", " NSA") for text in texts):
        if _UNADJUSTED.search(text):
            return "not seasonally adjusted"
        if _ADJUSTED.search(text):
            return "seasonally adjusted"
    return ""


def first_sentence(text: str) -> str:
    """The text up to the end of its first sentence, without the full stop."""
    return _SENTENCE.split(text.strip(), maxsplit=1)[0].rstrip(".") if text else ""


def _says_nothing(text: str) -> bool:
    """Whether a title describes the file and not the figures, as "CSV file (derived)" does."""
    return len(re.findall(r"[^\W\d_]{3,}", _GENERIC.sub("", text))) < 2 and bool(_GENERIC.search(text))


def readable(header: str) -> str:
    """A header as words: "migrants_arrived" -> "Migrants arrived".

    >>> readable("migrants_arrived"), readable("ShareWomen"), readable("GDP_dollar"), readable("Coal imports (2018)")
    ('Migrants arrived', 'Share women', 'GDP dollar', 'Coal imports (2018)')
    """
    text = " ".join(header.split())
    if " " not in text and "-" not in text:
        spaced = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", text.replace("_", " "))
        text = " ".join(word if word.isupper() else word.lower() for word in spaced.split())
        text = re.sub(r"^n (?=\w{3})", "", re.sub(r"\b(?:prct|pct)\b", "percent", text))
        text = _ACRONYMS.sub(lambda match: match[0].upper(), text)
    return text[:1].upper() + text[1:]
