"""The layers of docs/architecture.md, and what only one place may do."""

from __future__ import annotations

import ast
import sys
from collections.abc import Callable, Collection, Iterator
from functools import cache
from inspect import signature
from pathlib import Path
from typing import Any

import pytest
from pytest_archon import archrule

import eucles_desk
from eucles_desk.services import audit_ports, file_ports, person_ports, ports
from eucles_desk.storage.assessments import SqlAssessments
from eucles_desk.storage.evidence_files import EvidenceFolder
from eucles_desk.storage.history import SqlHistory
from eucles_desk.storage.persons import SqlPersons
from eucles_desk.storage.registers import SqlClusters, SqlEditions, SqlReports
from eucles_desk.storage.retention import SqlRetention
from eucles_desk.storage.trail import SqlTrail

PACKAGE = Path(eucles_desk.__file__).parent

MAY_IMPORT = {
    "errors": (),
    "language": ("errors",),
    "scheme": ("errors",),
    "assessment": ("scheme", "errors"),
    "templates": ("scheme", "errors"),
    "age": (),
    "signing": ("errors",),
    "wording": ("assessment", "scheme", "language"),
    "drawing": ("assessment", "scheme", "language"),
    "services": ("assessment", "templates", "scheme", "errors"),
    "storage": ("assessment", "scheme", "age", "errors"),
    "exchange": ("assessment", "scheme", "errors"),
    "packages": ("exchange", "assessment", "scheme", "age", "errors"),
    "reports": ("assessment", "scheme", "wording", "language", "drawing", "templates", "errors"),
    "reading": ("services", "assessment", "errors"),
    "ui": ("services", "assessment", "templates", "scheme", "wording", "language", "drawing", "errors"),
}
"""Layers and those below that each may use; ``app`` may use all and only ``__main__`` uses it."""

ONLY_IN = {
    "babel": ("language",),
    "yaml": ("scheme",),
    "jsonschema": ("scheme", "exchange"),
    "sqlalchemy": ("storage",),
    "alembic": ("storage",),
    "sqlcipher3": ("storage",),
    "filelock": ("storage",),
    "reportlab": ("reports",),
    "pikepdf": ("reports",),
    "xlsxwriter": ("reports",),
    "docx": ("reports",),
    "segno": ("reports",),
    "pyphen": ("reports",),
    "PIL": ("templates", "reports", "reading.child"),
    "pypdfium2": ("reading.child",),
    "pyhanko": ("signing",),
    "pyhanko_certvalidator": ("signing",),
    "cryptography": ("signing", "storage", "age", "packages"),
    "pyrage": ("age",),
    "keyring": ("app",),
    "zxcvbn": ("services",),
    "PySide6": ("ui", "app"),
    "shiboken6": ("ui", "app"),
    "typer": ("app",),
    "platformdirs": ("app",),
}
"""Libraries and the layers that may know of them."""

WRITERS = {
    "storage/files.py": "writes files whole or not at all",
    "storage/copying.py": "copies files whole or not at all, and flushes those that SQLite wrote",
    "app/log.py": "appends to the log",
    "app/output.py": "sends what nobody reads any more to nowhere",
    "reading/child/serving.py": "answers the parent through a pipe",
}

GOING_ON = {
    "ui/jobs.py": "hands an error of a job to the thread of the window",
    "app/commands.py": "the crash handler of the command line",
    "app/keyring_copy.py": "whatever a system's keyring raises, the passphrase is typed instead",
    "app/window.py": "the crash handler before the window's own runs",
    "reading/child/serving.py": "whatever a library says of a file that it cannot read, the file is damaged",
}
"""Where any error at all may be caught, so as to hand it on."""


ENDING = {"reading/child/watchdog.py": "ends the process that reads files when it takes too much"}
"""What may end its process beside the app, and why."""


def check(
    name: str,
    *forbidden: str,
    of: Collection[str] = ("eucles_desk", "eucles_desk.*"),
    outside: Collection[str] = (),
    but: Collection[str] = (),
) -> None:
    """Fail when a module of these, and outside those, imports what is forbidden, but for what is allowed."""
    rule: Any = archrule(name)
    targets = rule.match(*of).exclude(*outside)
    targets.should_not_import(*forbidden).may_import(*but).check(eucles_desk, only_direct_imports=True)


def in_layer(layer: str) -> tuple[str, str]:
    return (f"eucles_desk.{layer}", f"eucles_desk.{layer}.*")


def test_every_layer_is_in_the_table() -> None:
    found = {path.stem for path in PACKAGE.iterdir() if path.suffix == ".py" or (path / "__init__.py").is_file()}
    assert found == {*MAY_IMPORT, "app", "__init__", "__main__"}


@pytest.mark.parametrize("layer", MAY_IMPORT)
def test_layer_imports_only_what_it_may(layer: str) -> None:
    allowed = [pattern for other in (layer, *MAY_IMPORT[layer]) for pattern in in_layer(other)]
    check(f"{layer} keeps to its place", "eucles_desk.*", of=in_layer(layer), but=(*allowed, "eucles_desk.__version__"))


def test_only_the_start_of_the_program_imports_the_app() -> None:
    check("nobody else wires the app", *in_layer("app"), outside=(*in_layer("app"), "eucles_desk.__main__"))


def test_the_process_that_reads_files_knows_nothing_of_the_program() -> None:
    check(
        "the child has only what reading needs",
        "eucles_desk.*",
        of=in_layer("reading.child"),
        but=(*in_layer("reading.child"), "eucles_desk.reading.limits", "eucles_desk.reading.frames"),
    )


@pytest.mark.parametrize("library", ONLY_IN)
def test_library_is_known_only_where_it_belongs(library: str) -> None:
    places = [pattern for layer in ONLY_IN[library] for pattern in in_layer(layer)]
    check(f"{library} is known only where it belongs", library, f"{library}.*", outside=places)


def test_no_other_library_is_used() -> None:
    known = {*ONLY_IN, "eucles_desk", *sys.stdlib_module_names}
    used = {name.split(".")[0] for tree in trees().values() for name in imported(tree)}
    assert used <= known


def test_no_second_sqlite_library_is_loaded() -> None:
    """Two of them in one process do not see each other's locks."""
    for name, tree in trees().items():
        for module in imported(tree):
            assert module.split(".")[0] not in {"sqlite3", "_sqlite3", "apsw", "pysqlite3", "aiosqlite"}, name
            assert module != "PySide6.QtSql", name


def test_what_leaves_the_storage_is_what_the_services_ask_for() -> None:
    """Rows and connections stay inside: methods return the very values that the ports name."""
    pairs = {
        ports.Assessments: SqlAssessments,
        ports.Clusters: SqlClusters,
        ports.Editions: SqlEditions,
        ports.History: SqlHistory,
        ports.Reports: SqlReports,
        file_ports.EvidenceFiles: EvidenceFolder,
        audit_ports.Trail: SqlTrail,
        person_ports.PersonsKept: SqlPersons,
        person_ports.RetentionKept: SqlRetention,
        person_ports.ErasableFiles: EvidenceFolder,
    }
    for port, kept in pairs.items():
        methods = [name for name in vars(port) if not name.startswith("_")]
        assert methods
        for name in methods:
            asked, given = (signature(getattr(owner, name)) for owner in (port, kept))
            assert given.return_annotation == asked.return_annotation, f"{kept.__name__}.{name}"
            assert list(given.parameters) == list(asked.parameters), f"{kept.__name__}.{name}"


def test_files_are_written_in_one_place() -> None:
    assert offenders(is_writing, WRITERS) == []


def test_only_the_app_speaks_to_the_terminal_and_ends_the_program() -> None:
    allowed = [name for name in trees() if name.startswith("app/")]
    assert offenders(is_speaking, [*allowed, *ENDING]) == []


def test_no_error_is_swallowed() -> None:
    assert offenders(is_swallowing, GOING_ON) == []


def test_no_text_is_run_as_code() -> None:
    assert offenders(is_evaluating, ()) == []


def test_no_item_of_a_layout_is_asked_for() -> None:
    """Qt deletes it unseen, and its Python half is then taken for whatever is made at the same address next."""
    assert offenders(is_asking_for_items, ()) == []


# What the rules look for


@pytest.mark.parametrize(
    "code",
    [
        "open(path, 'w')",
        "open(path, mode='ab')",
        "path.open('x')",
        "path.open(mode='r+')",
        "path.write_text('x')",
        "path.write_bytes(b'')",
        "os.fdopen(1, 'wb')",
        "os.replace(a, b)",
        "shutil.copyfile(a, b)",
        "open(path, chosen)",
    ],
)
def test_writing_is_recognised(code: str) -> None:
    assert any(is_writing(node) for node in ast.walk(ast.parse(code)))


@pytest.mark.parametrize(
    "code", ["open(path)", "open(path, 'rb')", "path.open('r')", "text.replace('a', 'b')", "desk.open(id)"]
)
def test_reading_is_not_writing(code: str) -> None:
    assert not any(is_writing(node) for node in ast.walk(ast.parse(code)))


@pytest.mark.parametrize(
    "code", ["print('x')", "raise SystemExit", "raise SystemExit(2)", "sys.exit(2)", "sys.stderr.write('x')"]
)
def test_speaking_is_recognised(code: str) -> None:
    assert any(is_speaking(node) for node in ast.walk(ast.parse(code)))


@pytest.mark.parametrize(
    ("code", "swallows"),
    [
        ("try:\n x()\nexcept Exception:\n pass", True),
        ("try:\n x()\nexcept:\n pass", True),
        ("try:\n x()\nexcept (OSError, BaseException):\n pass", True),
        ("try:\n x()\nexcept BaseException:\n undo()\n raise", False),
        ("try:\n x()\nexcept OSError:\n pass", False),
    ],
)
def test_swallowing_is_recognised(code: str, *, swallows: bool) -> None:
    assert any(is_swallowing(node) for node in ast.walk(ast.parse(code))) is swallows


@cache
def trees() -> dict[str, ast.Module]:
    return {
        path.relative_to(PACKAGE).as_posix(): ast.parse(path.read_text(encoding="utf-8"))
        for path in sorted(PACKAGE.rglob("*.py"))
    }


def imported(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports name the whole path"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def offenders(rule: Callable[[ast.AST], bool], allowed: Collection[str]) -> list[str]:
    return [
        f"{name}:{getattr(node, 'lineno', 0)}"
        for name, tree in trees().items()
        if name not in allowed
        for node in ast.walk(tree)
        if rule(node)
    ]


def called(node: ast.Call) -> str:
    """Return what is called: ``open``, ``.open`` for a method, ``os.replace`` for a function of these modules."""
    match node.func:
        case ast.Name(name):
            return name
        case ast.Attribute(ast.Name("os" | "shutil" | "sys" as module), name):
            return f"{module}.{name}"
        case ast.Attribute(_, name):
            return f".{name}"
        case _:
            return ""


ALWAYS_WRITE = {
    *(".write_text", ".write_bytes", "NamedTemporaryFile", ".NamedTemporaryFile"),
    *("os.replace", "os.rename", "os.open", "os.write"),
    *("shutil.copy", "shutil.copy2", "shutil.copyfile", "shutil.copytree", "shutil.move"),
}
PLACE_OF_MODE = {"open": 1, "os.fdopen": 1, ".open": 0}


def is_writing(node: ast.AST) -> bool:
    if not isinstance(node, ast.Call):
        return False
    name = called(node)
    if name not in PLACE_OF_MODE:
        return name in ALWAYS_WRITE
    place = PLACE_OF_MODE[name]
    modes = [keyword.value for keyword in node.keywords if keyword.arg == "mode"] or node.args[place : place + 1]
    match modes:
        case [ast.Constant(str(mode))]:
            return bool(set(mode) & set("wax+"))
        case [_]:
            return name != ".open"  # a method of another kind of thing, unless a mode is written there
        case _:
            return False


def is_speaking(node: ast.AST) -> bool:
    match node:
        case ast.Call():
            return called(node) in {"print", "sys.exit", "os._exit", "exit", "quit", "breakpoint"}
        case ast.Raise(ast.Name("SystemExit")) | ast.Raise(ast.Call(ast.Name("SystemExit"))):
            return True
        case ast.Attribute(ast.Name("sys"), "stdout" | "stderr"):
            return True
        case _:
            return False


def is_swallowing(node: ast.AST) -> bool:
    if not isinstance(node, ast.ExceptHandler):
        return False
    kinds = node.type.elts if isinstance(node.type, ast.Tuple) else [node.type]
    catches_all = any(
        kind is None or (isinstance(kind, ast.Name) and kind.id in {"Exception", "BaseException"}) for kind in kinds
    )
    return catches_all and not any(isinstance(inner, ast.Raise) for inner in node.body)


def is_asking_for_items(node: ast.AST) -> bool:
    return isinstance(node, ast.Call) and called(node) in {".itemAt", ".takeAt"}


def is_evaluating(node: ast.AST) -> bool:
    return isinstance(node, ast.Call) and called(node) in {"eval", "exec", "compile", "__import__"}
