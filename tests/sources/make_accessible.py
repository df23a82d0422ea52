"""Writes accessible.xlsx anew, by the writer that UK departments use: python tests/sources/make_accessible.py"""

from pathlib import Path

import gptables
import pandas


def table(name, title, frame, **more):
    return gptables.GPTable(
        table=frame,
        table_name=name,
        title=title,
        subtitles=["This worksheet contains one table. Some cells hold shorthand."],
        scope="England, 2022 and 2023",
        source="Harbour desk",
        **more,
    )


rates = pandas.DataFrame({"Area": ["Leeds", "York", "Ripon"], "2022": [4.5, "[c]", 3.25], "2023": [5.0, 6.1, "[x]"]})
counts = pandas.DataFrame({"Year": ["2021", "2022"], "Boats": [1204, 1310], "Crew": ["[z]", 7]})
gptables.write_workbook(
    filename=Path(__file__).parent / "accessible.xlsx",
    sheets={
        "Table 1": table(
            "rates",
            "Table 1: Jobless rate by city",
            rates,
            units={1: "%", 2: "%"},
            table_notes={0: "$$about$$"},
            index_columns={1: 0},
        ),
        "Table 2": table("boats", "Table 2: Boats and crew in harbour", counts, index_columns={1: 0}),
    },
    cover=gptables.Cover("Harbour and city figures", intro=["Published yearly."], contact=["desk@example.org"]),
    notes_table=pandas.DataFrame({"Note reference": ["about"], "Note text": ["Boundaries of 2021."]}),
)
