"""Presets of a race: chosen, kept under a name, deleted; each is a plain YAML file."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from game.core.errors import UndercutError
from game.core.paths import ROOT
from game.race.setup import RaceSetup
from game.records.presets import Presets
from game.screens.paint import Rect
from game.screens.table import Column, Table
from game.screens.widgets import Button, TextField

if TYPE_CHECKING:
    from game.screens.setup_screen import CustomRaceScreen

SHIPPED = ROOT / "assets" / "presets"


def add_preset_rows(page: CustomRaceScreen, rect: Rect, take: Callable[[RaceSetup], None]) -> None:
    """Put a list of presets on a page, and what can be done with them."""
    app, (x, y, width, height) = page.app, rect
    presets = Presets(app.data_dir / "presets" / "race", SHIPPED)
    names = presets.names()
    words = [[_title(name), _whose(presets, name)] for name in names]
    columns = [Column("Preset", width - 192), Column("", 180, "right")]

    def load(index: int) -> None:
        page.preset = names[index]
        try:
            take(presets.load(names[index], RaceSetup))
            app.say(f"preset {words[index][0]} taken")
        except UndercutError as error:
            app.say(str(error), "error")

    number = 1 + sum(presets.is_own(name) for name in names)
    title = f"My race {number}"

    def rename(words: str) -> None:
        nonlocal title
        title = words or title

    def save() -> None:
        page.preset = presets.save(title, page.setup)
        app.say(f"kept as {title}")
        page.again()

    def delete() -> None:
        presets.delete(page.preset)
        page.again()

    page.add(TextField((x, y, width, 40), "Keep this setup as", title, rename))
    half = (width - 12) / 2
    page.add(Button((x, y + 46, half, 40), "Keep", save))
    gone = page.add(Button((x + half + 12, y + 46, half, 40), "Delete", delete))
    gone.enabled = presets.is_own(page.preset)
    if gone.enabled:
        gone.text = f"Delete {_title(page.preset)}"
    gone.hint = "the preset that was taken or kept last, if it is one of yours"
    table = page.add(Table((x, y + 104, width, height - 104), columns, words, chosen=load))
    table.hint = f"{app.accept_key} takes a preset; they are files in {presets.folder}"
    if page.preset in names:
        table.selected = names.index(page.preset)


def _title(name: str) -> str:
    return name.replace("-", " ").capitalize()


def _whose(presets: Presets, name: str) -> str:
    return "yours" if presets.is_own(name) else "came with the game"
