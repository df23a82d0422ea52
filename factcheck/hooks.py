"""How others add to the program: pluggy hooks, found through entry points of the group "factcheck".

A package that reads one more shape of source says in its `pyproject.toml`

    [project.entry-points.factcheck]
    tides = "tides.plugin"

and in `tides/plugin.py`

    from factcheck.hooks import hookimpl
    from factcheck.importers.importer import Importer

    @hookimpl
    def factcheck_importers():
        return [Importer("tides", "tide tables (.tid)", accepts=..., read=...)]

A package that shows findings in one more way gives reports, each with the name that `--format` takes:

    @hookimpl
    def factcheck_reports():
        return {"tape": report}          # report(answers, out), as factcheck/reports/__init__.py says

The program's own importers and reports come in by the same hooks.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

import pluggy

from factcheck.errors import UsageError

PROJECT = "factcheck"
hookspec = pluggy.HookspecMarker(PROJECT)
hookimpl = pluggy.HookimplMarker(PROJECT)


class Hooks:
    """What a plugin may give. Each function may be left out."""

    @hookspec
    def factcheck_importers(self) -> Iterable[Any]:
        """`factcheck.importers.Importer` values, asked in their order; those of plugins come before the program's own."""
        raise NotImplementedError

    @hookspec
    def factcheck_reports(self) -> Mapping[str, Any]:
        """`factcheck.reports.Report` functions by name; one of a plugin stands in for the program's own of that name."""
        raise NotImplementedError


@cache
def plugins() -> pluggy.PluginManager:
    """The plugins that are installed, loaded once.

    Raises UsageError, with its name, for a plugin that cannot be loaded.
    """
    manager = pluggy.PluginManager(PROJECT)
    manager.add_hookspecs(Hooks)
    try:
        manager.load_setuptools_entrypoints(PROJECT)
    except Exception as error:
        raise UsageError(f"a plugin cannot be loaded ({type(error).__name__}: {error}); update it or uninstall it.") from error
    return manager


def given(hook: str, own: Any) -> tuple[Any, ...]:
    """What all plugins give for a hook, then what the program's own module `own` gives, each in its order."""
    return tuple(item for answer in answers(hook, own) for item in answer)


def answers(hook: str, own: Any) -> list[Any]:
    """The answer of each plugin to a hook, the last one that of the program's own module `own`."""
    manager = plugins()
    if not manager.is_registered(own):
        manager.register(own)
    others = [plugin for plugin in manager.get_plugins() if plugin is not own]
    return [*manager.subset_hook_caller(hook, [own])(), *manager.subset_hook_caller(hook, others)()]
