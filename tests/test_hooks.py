"""The hook by which others add importers, from the outside: a plugin's importer is asked before the program's own."""

import subprocess
import sys

import pluggy
import pytest

from factcheck import hooks, reports
from factcheck.commands import run
from factcheck.errors import UsageError
from factcheck.importers import Importer, read_source, registry
from factcheck.importers.importer import FoundTable
from factcheck.importers.notes import TableNote
from factcheck.importers.text import TextGrid
from factcheck.manifest import entry_for


@pytest.fixture(autouse=True)
def _fresh():
    """Plugins are found anew in each test, and forgotten after it."""
    for kept in (hooks.plugins, registry.importers, reports.reports):
        kept.cache_clear()
    yield
    for kept in (hooks.plugins, registry.importers, reports.reports):
        kept.cache_clear()


class Tides:
    """A plugin that reads tide tables."""

    @hooks.hookimpl
    def factcheck_importers(self):
        def read(files, left_out):
            for source in files:
                left_out.note("tide that was too low", source.name)
                yield FoundTable(TextGrid(source), TableNote(title="Tides"), (source,))

        return [Importer("tides", "tide tables", lambda source: source.suffix == ".csv", read)]


def test_the_importer_of_a_plugin_is_asked_first(tmp_path):
    (tmp_path / "t.csv").write_text("Year,Level\n2019,3\n2020,4\n")
    hooks.plugins().register(Tides())
    found = read_source(entry_for(tmp_path / "t.csv"))
    assert {figure.series.indicator.title for figure in found.figures} == {"Tides"}
    assert found.left_out.counts == {"tide that was too low": 1}
    assert next(importer.name for importer in registry.importers()) == "tides"


def test_the_programs_own_importers_come_by_the_same_hook():
    names = [importer.name for importer in registry.importers()]
    assert names == [importer.name for importer in registry.factcheck_importers()]
    assert names[0] == "data_package"
    assert names[-1] == "text"
    assert all(importer.help for importer in registry.importers())


def test_a_report_of_a_plugin_is_a_format_like_the_programs_own(tmp_path, demo_store, demo_article, capsys):
    class Tape:
        @hooks.hookimpl
        def factcheck_reports(self):
            def tape(answers, out):
                out.write("".join(f"{len(answer.findings)} findings\n" for answer in answers))

            return {"tape": tape, "csv": tape}

    hooks.plugins().register(Tape())
    assert list(reports.reports()) == [*reports.REPORTS, "tape"]
    for name in ("tape", "csv"):
        run(["check", str(demo_article), "--store", str(demo_store), "--format", name])
        assert capsys.readouterr().out == "12 findings\n"
    assert run(["check", str(demo_article), "--store", str(demo_store), "--format", "tap"]) == 2
    assert "tape" in capsys.readouterr().err


def test_a_plugin_that_cannot_be_loaded_is_told(monkeypatch):
    def broken(self, group, name=None):
        raise ImportError("no module named tides")

    monkeypatch.setattr(pluggy.PluginManager, "load_setuptools_entrypoints", broken)
    with pytest.raises(UsageError, match=r"plugin cannot be loaded .*tides"):
        hooks.plugins()


def test_nothing_heavy_is_loaded_before_it_is_needed():
    code = "import sys, factcheck.importers; print(sorted({'python_calamine', 'yaml', 'spacy', 'babel'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
