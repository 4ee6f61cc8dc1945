"""The house: imports go down only, heavy packages stay in their rooms, rooms are small."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
MODULES = sorted(
    path.relative_to(ROOT)
    for folder in ("game", "agents")
    for path in (ROOT / folder).rglob("*.py")
)

ALLOWED = {
    "core": set(),
    "version": set(),
    "track": {"core"},
    "vehicle": {"core"},
    "sim": {"core", "track", "vehicle", "version"},
    "race": {"core", "track", "vehicle", "sim", "version"},
    "replay": {"core", "track", "vehicle", "sim", "race", "version"},
    "records": {"core", "track", "vehicle", "race", "replay", "version"},
    "input": {"core", "track", "vehicle", "sim", "race", "replay", "version"},
    "render": {"core", "track", "vehicle", "sim", "race", "replay", "version"},
    "hud": {"core", "track", "vehicle", "sim", "race", "replay", "version"},
    "audio": {"core", "track", "vehicle", "sim", "race", "replay", "version"},
    "screens": {
        *("core", "track", "vehicle", "sim", "race", "replay", "version"),
        *("records", "input", "render", "hud", "audio"),
    },
    "commands": {
        *("core", "track", "vehicle", "sim", "race", "replay", "version"),
        *("records", "input", "render", "hud", "audio", "screens"),
    },
}
"""Room -> rooms of `game` that it may import."""

ONLY_IN = {
    "pymunk": ("game/sim/",),
    "pygame": ("game/input/", "game/render/", "game/hud/", "game/audio/", "game/screens/"),
    "inputs": ("game/input/",),
    "torch": ("agents/training/",),
    "random": (),
}
"""Package -> where it may be imported."""

MAX_MODULE_LINES = 400
MAX_FUNCTION_LINES = 60


def imports_of(path: Path) -> list[str]:
    tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
    names: list[str] = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            names += [f"{node.module}.{alias.name}" for alias in node.names]
    return names


def room_of(module: str) -> str:
    return module.split(".")[1]


@pytest.mark.parametrize("path", MODULES, ids=str)
def test_imports_go_down_only(path: Path) -> None:
    parts = path.with_suffix("").parts
    for name in imports_of(path):
        if parts[0] == "game":
            assert not name.startswith("agents"), f"{path} imports {name}"
        if parts[0] == "game" and len(parts) > 2 and name.startswith("game."):
            room = room_of(name)
            assert room == parts[1] or room in ALLOWED[parts[1]], f"{path} imports {name}"
        if parts[0] == "agents":
            assert not name.startswith(("game.screens", "game.render", "game.hud", "game.audio"))


@pytest.mark.parametrize("path", MODULES, ids=str)
def test_heavy_packages_stay_in_their_rooms(path: Path) -> None:
    for name in imports_of(path):
        package = name.split(".")[0]
        if package in ONLY_IN:
            assert path.as_posix().startswith(ONLY_IN[package]), f"{path} imports {package}"


@pytest.mark.parametrize("path", MODULES, ids=str)
def test_modules_and_functions_are_small(path: Path) -> None:
    text = (ROOT / path).read_text(encoding="utf-8")
    assert text.count("\n") <= MAX_MODULE_LINES, f"{path} is more than one room"
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            doc = ast.get_docstring(node, clean=False)
            lines = (node.end_lineno or 0) - node.lineno + 1 - (doc.count("\n") + 1 if doc else 0)
            assert lines <= MAX_FUNCTION_LINES, f"{path}:{node.lineno} {node.name}: {lines} lines"


@pytest.mark.parametrize(
    "path", [p for p in MODULES if p.parts[0] == "game" and p.parts[1] != "commands"], ids=str
)
def test_nothing_iterates_a_set(path: Path) -> None:
    for node in ast.walk(ast.parse((ROOT / path).read_text(encoding="utf-8"))):
        if isinstance(node, ast.For | ast.comprehension):
            iterated = node.iter
            is_set = isinstance(iterated, ast.Set | ast.SetComp) or (
                isinstance(iterated, ast.Call)
                and isinstance(iterated.func, ast.Name)
                and iterated.func.id in {"set", "frozenset"}
            )
            assert not is_set, f"{path}: iterates a set, whose order is not part of the state"
