"""The plan of the house, held: who may import whom, who owns which power, how large a module may grow."""

import ast
import statistics
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
MODULES = {
    ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): path
    for package in ("claims", "factcheck")
    for path in sorted((ROOT / package).rglob("*.py"))
}
TREES = {name: ast.parse(path.read_text(encoding="utf-8")) for name, path in MODULES.items()}

# From the ground up; a module belongs to the first row that has a prefix of its name. Each row imports its own row or lower ones.
ROWS = (
    (
        "values",
        "claims.quantity claims.period claims.claim claims.units claims.word_files claims.lexicon claims.sentences claims.rows "
        "claims.word_sets claims.notebook",
    ),
    ("language", "claims"),
    (
        "figures",
        "factcheck.series factcheck.finding factcheck.review factcheck.settings factcheck.errors factcheck.hooks factcheck.apart",
    ),
    (
        "core",
        "factcheck.computations factcheck.comparison factcheck.diagnosis factcheck.explanation factcheck.arithmetic "
        "factcheck.evidence factcheck.wording factcheck.suspicions factcheck.fairness",
    ),
    ("edges", "factcheck.store factcheck.search factcheck.migrations factcheck.fetch factcheck.importers factcheck.manifest"),
    (
        "joining",
        "factcheck.checking factcheck.benefit_of_doubt factcheck.doubtful_rows factcheck.doubtful_times "
        "factcheck.matching factcheck.claim_words "
        "factcheck.clauses factcheck.breakdowns factcheck.breakdown_values factcheck.fields "
        "factcheck.count_days factcheck.adjustments "
        "factcheck.gathering factcheck.held_against factcheck.joined_measures factcheck.age_groups factcheck.agreement "
        "factcheck.unit_fit "
        "factcheck.article factcheck.articles factcheck.lesson factcheck.lessons factcheck.working factcheck.weighing "
        "factcheck.pace factcheck.per_head factcheck.larger_units factcheck.neighbours factcheck.against factcheck.as_published "
        "factcheck.contradictions factcheck.shelves factcheck.tables factcheck.leads factcheck.lint factcheck.consistency "
        "factcheck.whence factcheck.reviewed factcheck.claim_places",
    ),
    ("faces", "factcheck.commands factcheck.web factcheck.reports factcheck.batch factcheck.archive"),
)
DOORS = frozenset(("claims", "factcheck", "factcheck.__main__"))
POWERS = {
    "spacy": ("claims.annotations", "claims.layers", "claims.pipeline", "claims.trees", "claims.assembly"),
    "sqlite3": ("factcheck.store", "factcheck.search", "factcheck.migrations"),
    "sqlite_utils": ("factcheck.store", "factcheck.search", "factcheck.migrations"),
    "requests": ("factcheck.fetch",),
    "socket": ("factcheck.fetch", "factcheck.web"),
    "rich": ("factcheck.reports", "factcheck.commands"),
    "typer": ("factcheck.commands",),
}
CLOCK_AND_ENVIRONMENT = {"today", "now", "utcnow", "environ", "getenv"}


def begins(module, prefix):
    """Whether a module is `prefix`, lies in it, or carries its name on ("factcheck.store_reading" with "factcheck.store")."""
    return module == prefix or module.startswith((f"{prefix}.", f"{prefix}_"))


def row(module):
    for height, (_, prefixes) in enumerate(ROWS):
        if module not in DOORS and any(begins(module, prefix) for prefix in prefixes.split()):
            return height
    return None


def imports(tree):
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are absolute, so that a reader sees the room"
            for alias in node.names:
                whole = f"{node.module}.{alias.name}"
                yield whole if whole in MODULES else node.module


def imported(tree):
    """What a module imports when it runs, at its start or inside functions: all but what is for types alone."""

    class Typeless(ast.NodeTransformer):
        def visit_If(self, node):
            return None if ast.unparse(node.test) == "TYPE_CHECKING" else self.generic_visit(node)

    return set(imports(Typeless().visit(ast.parse(ast.unparse(tree)))))


def test_there_is_something_to_look_at():
    assert len(MODULES) > 40
    assert row("factcheck.store_reading") == row("factcheck.importers.table") == 4


@pytest.mark.parametrize("module", [name for name in MODULES if name not in DOORS])
def test_every_module_has_a_row_and_imports_no_higher_one(module):
    height = row(module)
    assert height is not None, f"{module} stands in no row of the plan: put it into ROWS"
    higher = [other for other in imports(TREES[module]) if other in MODULES and (row(other) or 0) > height]
    assert not higher, f"{module} ({ROWS[height][0]}) imports {higher} from a higher row"


def test_claims_knows_nothing_of_factcheck():
    for name, tree in TREES.items():
        if name.startswith("claims"):
            assert not [other for other in imports(tree) if other.split(".")[0] == "factcheck"], name


def test_nothing_imports_in_a_circle():
    graph = {name: [other for other in imported(tree) if other in MODULES and other != name] for name, tree in TREES.items()}
    done = set()

    def visit(name, above):
        assert name not in above, f"a circle: {' -> '.join([*above, name])}"
        if name not in done:
            for other in graph[name]:
                visit(other, [*above, name])
            done.add(name)

    for name in graph:
        visit(name, [])


@pytest.mark.parametrize("power", POWERS)
def test_each_power_has_one_owner(power):
    owners = POWERS[power]
    users = [name for name, tree in TREES.items() if any(other.split(".")[0] == power for other in imports(tree))]
    assert not [name for name in users if name not in DOORS and not any(begins(name, owner) for owner in owners)]


def test_the_clock_and_the_environment_are_read_in_settings_and_commands_alone():
    def reads(tree):
        return any(isinstance(node, ast.Attribute) and node.attr in CLOCK_AND_ENVIRONMENT for node in ast.walk(tree))

    users = {name for name, tree in TREES.items() if reads(tree)}
    assert {name for name in users if not name.startswith(("factcheck.commands", "factcheck.settings"))} == set()


def test_modules_stay_small_and_say_what_they_are():
    for name, path in MODULES.items():
        assert len(path.read_text(encoding="utf-8").splitlines()) <= 400, (
            f"{name} is longer than 400 lines: split it by what it does"
        )
        assert path.stem not in ("utils", "helpers", "common", "misc"), name
        assert ast.get_docstring(TREES[name]), f"{name} does not say what it is for"


def test_functions_stay_short():
    def size(function):
        body = function.body[1:] if ast.get_docstring(function) else function.body
        return body[-1].end_lineno - body[0].lineno + 1 if body else 0

    sizes = [size(node) for tree in TREES.values() for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
    assert statistics.median(sizes) <= 8
    assert statistics.quantiles(sizes, n=10)[8] < 30


@pytest.mark.parametrize(
    "statement",
    [
        "import claims",
        "import factcheck",
        "import factcheck.store, factcheck.reports",
        "from factcheck.commands import application; import typer; typer.main.get_command(application())",
    ],
)
def test_starting_does_not_import_the_heavy_parts(statement):
    heavy = "{'spacy', 'requests', 'babel', 'rich', 'pandas', 'numpy'}"
    code = f"import sys; {statement}; print(sorted({heavy} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout.strip() == "[]"


def loaded(code):
    """The modules that are there when the code has run, however it ends."""
    end = "import atexit, sys; atexit.register(lambda: sys.stderr.write('\\n'.join(sys.modules)))\n"
    done = subprocess.run([sys.executable, "-c", end + code], capture_output=True, text=True, cwd=ROOT)
    return set(done.stderr.split())


def test_the_help_page_imports_next_to_nothing():
    # Seconds differ from machine to machine; what is imported is what a start costs. At most 4 times `python -c pass` was asked.
    code = "import sys; sys.argv[1:] = ['--help']; from factcheck.commands import main; main()"
    more = loaded(code) - loaded("pass")
    assert "factcheck.commands" in more
    assert len(more) <= 10, sorted(more)


def test_listing_claims_imports_little():
    # At most 1.15 times `spacy.blank("en")` was asked; spaCy itself, which is not needed, imports a thousand modules.
    article = ROOT / "factcheck" / "data" / "demo" / "article.md"
    code = f"import sys; sys.argv[1:] = ['claims', {str(article)!r}]; from factcheck.commands import main; main()"
    ours = loaded(code)
    assert {"claims.assembly", "factcheck.commands.claims"} <= ours
    assert not {"spacy", "numpy", "factcheck.store", "factcheck.checking", "sqlite3", "sqlite_utils", "babel"} & ours
    assert len(ours - loaded("pass")) <= 460
