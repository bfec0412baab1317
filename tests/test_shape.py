"""The shape of the package: who may import what, and what a module may look like (DESIGN §3)."""

from __future__ import annotations

import ast
import gc
import re
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest

import neiqin_xl

ROOT = Path(neiqin_xl.__file__).parent

# Imports go only downward in this list. Imports inside functions count, since they bind rooms to each other just as
# those at the top do; only imports for annotations may point upward, and only the ones named below it.
ROOMS = (
    {""},  # neiqin_xl/__init__.py: the door
    {"faces"},
    {"demo"},
    {"desk"},
    {"publish"},
    {"reports"},
    {"reconcile"},
    {"intake"},
    {"ledger"},
    {"rules", "glossary"},
    {"sheets"},
    {"model"},
    {"workbook"},
    {"failures"},
    {"workspace"},
    {"settings", "logs"},
    {"layout_settings", "tolerance_settings"},
    {"setting_values", "default_settings"},
    {"settlement"},
    {"words"},
    {"units"},
    {"spelling"},
    {"money_units"},
    {"money"},
    {"dates"},
    {"machine", "dropped"},
    {"first_use", "enumeration"},
)
# The rooms within the intake, likewise; what lies beside them is what all of them know, or what puts them together.
INTAKE_ROOMS = ("typed", "recognition", "tables", "books", "delimited", "values", "gate")
NAMED_IN_ANNOTATIONS_ONLY = {("model", "ledger"), ("money", "model")}

THROUGH_THE_DOOR = {"neiqin_xl.Desk": "neiqin_xl.desk"}

HEAVY = {
    "chinese_calendar",
    "isal",
    "jinja2",
    "lxml",
    "odf",
    "openpyxl",
    "pandas",
    "python_calamine",
    "rich",
    "sqlalchemy",
    "watchdog",
    "xlsxwriter",
    "xlwings",
}
SYSTEM_ONLY = {"ctypes", "fcntl", "msvcrt", "resource", "signal", "winreg"}
WRITES_WORKBOOKS = {"workbook", "publish", "demo"}
PATTERN_NAMES = {"base", "common", "handler", "helpers", "manager", "misc", "service", "util", "utils"}


class Edge(NamedTuple):
    """One import: from a module, of a name, and whether it runs on import, in a function, or only for annotations."""

    module: str
    name: str
    when: str
    line: int


class Module(NamedTuple):
    """One file of the package."""

    name: str
    path: Path
    tree: ast.Module
    edges: list[Edge]


def module_name(path):
    parts = path.relative_to(ROOT.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def statements_in(node):
    """The statements right below this one: imports are statements, so nothing else need be looked at."""
    for part in ("body", "orelse", "handlers", "finalbody", "cases"):
        yield from getattr(node, part, ())


def edges_of(name, tree, *, is_package):
    def walk(node, when):
        for child in statements_in(node):
            if isinstance(child, ast.Import):
                yield from (Edge(name, alias.name, when, child.lineno) for alias in child.names)
            elif isinstance(child, ast.ImportFrom):
                yield from from_import(child, when)
            elif isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef):
                yield from walk(child, "function")
            elif isinstance(child, ast.If) and "TYPE_CHECKING" in ast.unparse(child.test):
                for inner in child.body:
                    yield from walk(ast.Module([inner], []), "annotations")
                for inner in child.orelse:
                    yield from walk(ast.Module([inner], []), when)
            else:
                yield from walk(child, when)

    def from_import(node, when):
        source = node.module or ""
        if node.level:
            parts = name.split(".") if is_package else name.split(".")[:-1]
            parts = parts[: len(parts) - node.level + 1]
            source = ".".join([*parts, source] if source else parts)
        for alias in node.names:
            whole = f"{source}.{alias.name}"
            if whole in THROUGH_THE_DOOR:
                yield Edge(name, THROUGH_THE_DOOR[whole], when, node.lineno)
            elif source != "neiqin_xl" or whole in NAMES:  # every import passes the door: that binds nobody
                yield Edge(name, whole if whole in NAMES else source, when, node.lineno)

    return list(walk(tree, "import"))


PATHS = sorted(ROOT.rglob("*.py"))
NAMES = {module_name(path) for path in PATHS}


@cache
def modules():
    """All of them, read once by the process that runs these tests."""
    gc.disable()  # millions of nodes, none of them garbage
    try:
        return [
            Module(name, path, tree, edges_of(name, tree, is_package=path.name == "__init__.py"))
            for path in PATHS
            for name, tree in [(module_name(path), ast.parse(path.read_text(encoding="utf-8")))]
        ]
    finally:
        gc.freeze()
        gc.enable()


@cache
def edges():
    return [edge for module in modules() for edge in module.edges]


def room_of(name):
    parts = name.split(".")
    return parts[1] if len(parts) > 1 and parts[1] != "__main__" else ""


def floor_of(room):
    return next((i for i, rooms in enumerate(ROOMS) if room in rooms), None)


def is_ours(name):
    return name.split(".")[0] == "neiqin_xl"


def place(edge):
    return f"{edge.module}:{edge.line} imports {edge.name}"


def test_every_room_has_its_place():
    assert {module.name for module in modules() if floor_of(room_of(module.name)) is None} == set()


def test_imports_go_only_downward():
    wrong = []
    for edge in edges():
        if not is_ours(edge.name):
            continue
        pair = (room_of(edge.module), room_of(edge.name))
        if pair[0] == pair[1] or (edge.when == "annotations" and pair in NAMED_IN_ANNOTATIONS_ONLY):
            continue
        if floor_of(pair[0]) >= floor_of(pair[1]):
            wrong.append(place(edge))
    assert wrong == []


def test_imports_within_the_intake_go_only_downward():
    wrong = []
    for edge in edges():
        rooms = [name.removeprefix("neiqin_xl.intake.").split(".")[0] for name in (edge.module, edge.name)]
        if rooms[0] != rooms[1] and set(rooms) <= set(INTAKE_ROOMS):
            wrong += [place(edge)] * (INTAKE_ROOMS.index(rooms[0]) > INTAKE_ROOMS.index(rooms[1]))
    assert wrong == []
    inside = {path.name for path in (ROOT / "intake").iterdir() if path.is_dir() and path.name[0] != "_"}
    assert inside == set(INTAKE_ROOMS)


def test_no_module_imports_itself_by_a_detour():
    after = {}
    for edge in edges():
        if is_ours(edge.name) and edge.when == "import":
            after.setdefault(edge.module, set()).add(edge.name)
    done, path = set(), []

    def visit(name):
        if name in path:
            pytest.fail(" → ".join([*path[path.index(name) :], name]))
        if name not in done:
            path.append(name)
            for other in sorted(after.get(name, ())):
                visit(other)
            done.add(path.pop())

    for module in modules():
        visit(module.name)


def test_words_import_nothing_of_the_rooms():
    assert [
        place(edge)
        for edge in edges()
        if room_of(edge.module) in {"words", "spelling", "money_units"}
        and is_ours(edge.name)
        and room_of(edge.name) not in {"words", "spelling", "money_units"}
    ] == []


def test_reports_and_reconciliation_know_postings_not_papers():
    assert [
        place(edge)
        for edge in edges()
        if room_of(edge.module) in {"reports", "reconcile"}
        and edge.name.startswith(("neiqin_xl.sheets", "neiqin_xl.rules", "neiqin_xl.intake"))
    ] == []


def test_only_the_workbook_rooms_write_workbooks():
    assert [
        place(edge)
        for edge in edges()
        if edge.name.split(".")[0] == "xlsxwriter" and not may_write_workbooks(edge.module)
    ] == []
    assert [
        f"{module.name}:{call.lineno}"
        for module in modules()
        if not may_write_workbooks(module.name)
        for call in ast.walk(module.tree)
        if isinstance(call, ast.Call) and writes_a_package(call)
    ] == []


def may_write_workbooks(module):
    # Buttons and macros are what XlsxWriter is for, and the workbench is made once, not published.
    return room_of(module) in WRITES_WORKBOOKS or module.startswith("neiqin_xl.faces.workbench")


def writes_a_package(call):
    called = ast.unparse(call.func)
    if called.split(".")[-1] == "ZipFile":
        return any(isinstance(one, ast.Constant) and one.value in ("w", "a", "x") for one in call.args[1:])
    return called.split(".")[-1] == "to_excel" or called == "openpyxl.Workbook"


def test_only_machine_knows_the_operating_system():
    assert [
        place(edge) for edge in edges() if edge.name.split(".")[0] in SYSTEM_ONLY and room_of(edge.module) != "machine"
    ] == []


def test_nothing_uses_the_paid_part_of_xlwings():
    assert [place(edge) for edge in edges() if edge.name.startswith("xlwings.pro")] == []


def reached_from(*names):
    """The modules that importing these brings in."""
    after = {module.name: {edge.name for edge in module.edges if edge.when == "import"} for module in modules()}
    reached, waiting = set(), [name for name in names if name in after]
    while waiting:
        name = waiting.pop()
        if name in after and name not in reached:
            reached.add(name)
            parents = name.split(".")[:-1]
            waiting += [*after[name], *(".".join(parents[: i + 1]) for i in range(len(parents)))]
    return reached


@pytest.mark.parametrize(
    "start", ["neiqin_xl", "neiqin_xl.faces.cli", "neiqin_xl.faces.watcher", "neiqin_xl.model.table"]
)
def test_starting_up_never_names_a_heavy_import(start):
    reached = reached_from(start)
    assert [
        place(edge)
        for edge in edges()
        if edge.module in reached and edge.when == "import" and edge.name.split(".")[0] in HEAVY
    ] == []


@pytest.mark.parametrize("start", ["neiqin_xl", "neiqin_xl.faces.cli", "neiqin_xl.faces.watcher"])
def test_starting_up_loads_nothing_heavy(start):
    program = f"import sys, {start}; print(*sorted({{name.split('.')[0] for name in sys.modules}}))"
    loaded = subprocess.run(
        [sys.executable, "-c", program], check=True, capture_output=True, text=True, encoding="utf-8", cwd=ROOT.parent
    )
    names = set(loaded.stdout.split())
    assert "neiqin_xl" in names
    assert names & HEAVY == set()


def names_of(modules):
    return [module.name for module in modules]


def test_a_module_is_one_idea_of_at_most_400_lines():
    long = [one for one in modules() if one.path.read_text(encoding="utf-8").count("\n") > 400]
    assert [name for name in names_of(long) if room_of(name) != "words"] == []


def test_no_pattern_repeats_a_group_possessively():
    # Python before 3.11.5 loses its place where such a group fails half way (gh-106052); (?>(?:…)*) is the same.
    assert [
        f"{module.name}:{number}"
        for module in modules()
        for number, line in enumerate(module.path.read_text(encoding="utf-8").splitlines(), 1)
        if re.search(r"\)(?:[*+?]|\{[\d,]+\})\+", line)
    ] == []


def test_a_module_says_what_it_is_for():
    assert names_of(one for one in modules() if not (ast.get_docstring(one.tree) or "").strip()) == []


def test_modules_are_named_for_the_thing():
    assert names_of(one for one in modules() if one.path.stem in PATTERN_NAMES) == []


def test_identifiers_are_english():
    def foreign(module):
        for node in ast.walk(module.tree):
            for part in ("id", "attr", "name", "arg", "asname"):
                name = getattr(node, part, None)
                if isinstance(name, str) and not name.isascii():
                    yield f"{module.name}: {name}"

    assert [name for module in modules() for name in foreign(module)] == []


def test_nothing_of_xlwings_needs_a_licence():
    bought = ("xlwings.pro", "xlwings.reports", "xlwings.server")
    assert [place(edge) for edge in edges() if edge.name.startswith(bought)] == []
    assert [f"{path}" for path in ROOT.rglob("*.py") if "render_template" in path.read_text("utf-8")] == []


def test_one_module_alone_speaks_with_excel():
    assert {edge.module for edge in edges() if edge.name.split(".")[0] == "xlwings"} <= {
        "neiqin_xl.faces.excel",
        "neiqin_xl.faces.workbench.bench",
        "neiqin_xl.faces.workbench.copying",
        "neiqin_xl.faces.workbench.live",
        "neiqin_xl.faces.workbench.marking",
        "neiqin_xl.faces.workbench.querying",
    }
