"""Menus, used with keys, mouse, pad and wheel alone."""

from __future__ import annotations

from importlib import import_module

import numpy as np
import pygame
import pytest

from game.core.paths import TRACKS
from game.input.navigation import Navigation
from game.race.setup import RaceSetup
from game.screens.dialogs import Dialog
from game.screens.page import Page
from game.screens.paint import Paint
from game.screens.pick_screen import pick_drivers
from game.screens.place_screen import PlaceMap
from game.screens.screen import Screen
from game.screens.services import Services
from game.screens.settings_screen import PARTS, SettingsScreen
from game.screens.setup_screen import CustomRaceScreen, QuickRaceScreen
from game.screens.table import Tabs
from game.screens.title import ENTRIES, TitleScreen
from game.screens.widgets import Choice, Slider
from game.track.reader import load_track
from tests.input.virtual_wheel import PAD_TYPE, VirtualWheel
from tests.screens.gallery import PAGES
from tests.screens.player import Player


def value_of(row: Choice | Slider) -> object:
    return row.index if isinstance(row, Choice) else row.value


def is_single(row: Choice | Slider) -> bool:
    """Whether there is nothing to choose from."""
    return isinstance(row, Choice) and len(row.options) < 2


def row_named(page: Page, label: str) -> Choice | Slider:
    """A row of a page, which may have been made anew."""
    return next(
        row for row in page.widgets if isinstance(row, (Choice, Slider)) and row.label == label
    )


def unreached(page: Screen) -> list[str]:
    """What arrows do not lead to; left and right lead nowhere where they change a value."""
    assert isinstance(page, Page)
    seen = [page.focus]
    for here in seen:
        assert here is not None
        ways = [Navigation.UP, Navigation.DOWN]
        if not here.sideways and not isinstance(here, Tabs):
            ways += [Navigation.LEFT, Navigation.RIGHT]
        for way in ways:
            page.focus = here
            page.move_focus(way)
            if page.focus not in seen:
                seen.append(page.focus)
    wanted = [widget for widget in page.widgets if widget.focusable and widget.enabled]
    return [str(vars(widget)) for widget in wanted if widget not in seen]


DPAD_DOWN, PAD_A, PAD_B = 12, 0, 1
"""Buttons of a pad as SDL counts them."""


def test_the_first_frame_needs_no_compiled_code(game: Player) -> None:
    title = game.title()
    assert title.focus is title.widgets[0]
    assert game.app.frames == 1


def test_going_down_through_the_first_screen_reaches_every_entry_and_its_end(
    game: Player,
) -> None:
    title = game.title()
    for widget in title.widgets[: len(ENTRIES) + 1]:
        assert title.focus is widget
        game.press(pygame.K_DOWN)
    assert title.focus is title.widgets[len(ENTRIES)]


def test_two_presses_lead_from_the_first_screen_towards_the_grid(game: Player) -> None:
    game.title()
    game.press(pygame.K_RETURN)
    quick = game.see(QuickRaceScreen)
    assert quick.focus is quick.widgets[0]


def test_a_choice_is_changed_by_keys_and_kept(game: Player) -> None:
    game.title()
    game.press(pygame.K_RETURN)
    quick = game.see(QuickRaceScreen)
    game.press(pygame.K_DOWN)
    row = quick.focus
    assert isinstance(row, Choice)
    before = quick.setup.track
    game.press(pygame.K_RIGHT)
    assert quick.setup.track != before
    kept = Services(lambda: game.app.rivals, game.app.data_dir).options("quick_race", RaceSetup)
    assert kept.track == quick.setup.track


def test_the_mouse_alone_opens_changes_and_goes_back(game: Player) -> None:
    title = game.title()
    x, y, width, height = title.widgets[1].rect
    game.click(x + width / 2, y + height / 2)
    custom = game.see(CustomRaceScreen)
    choice = next(widget for widget in custom.widgets if isinstance(widget, Choice))
    before = choice.index
    x, y, width, height = choice.rect
    game.click(x + width - 10, y + height / 2)
    assert choice.index == (before + 1) % len(choice.options)
    game.frame(pygame.event.Event(pygame.MOUSEBUTTONDOWN, pos=(300, 20), button=3))
    game.see(TitleScreen)


def test_a_slider_follows_the_mouse_to_its_ends(game: Player) -> None:
    game.app.push(QuickRaceScreen(game.app))
    game.frame()
    quick = game.see(QuickRaceScreen)
    slider = next(widget for widget in quick.widgets if isinstance(widget, Slider))
    left, width = slider._bar
    y = slider.rect[1] + slider.rect[3] / 2
    game.click(left + width, y)
    assert quick.setup.rivals == 19
    game.click(left, y)
    assert quick.setup.rivals == 0


def test_a_pad_alone_goes_through_menus(game: Player) -> None:
    game.title()
    pad = VirtualWheel(0x045E, 0x028E, "Xbox 360 Controller", 6, 15, 0, PAD_TYPE)
    pad.plug_in()
    game.frames(0.1)

    def press(button: int) -> None:
        pad.button(button, True)
        game.frames(0.05)
        pad.button(button, False)
        game.frames(0.05)

    try:
        press(DPAD_DOWN)
        press(PAD_A)
        assert isinstance(game.app.top, CustomRaceScreen)
        assert [key for key, _ in game.app.key_hints()] == ["D-pad", "A", "B"]
        press(PAD_B)
        assert isinstance(game.app.top, TitleScreen)
    finally:
        pad.pull_out()
        game.frames(0.05)
    assert [key for key, _ in game.app.key_hints()] == ["Arrows", "Enter", "Esc"]


def test_a_wheel_alone_goes_through_menus(game: Player) -> None:
    game.title()
    wheel = VirtualWheel()
    wheel.plug_in()
    game.frames(0.1)
    try:
        wheel.hat(4)
        game.frames(0.05)
        wheel.hat(0)
        game.frames(0.05)
        wheel.button(0, True)
        game.frames(0.05)
        wheel.button(0, False)
        game.frames(0.05)
        assert isinstance(game.app.top, CustomRaceScreen)
    finally:
        wheel.pull_out()
        game.frames(0.05)


@pytest.mark.parametrize("part", range(len(PARTS)), ids=[name for name, _ in PARTS])
def test_every_setting_can_be_gone_through(game: Player, part: int) -> None:
    settings = SettingsScreen(game.app)
    game.app.push(settings)
    settings.open_part(part)
    rows = {widget.label for widget in settings.widgets if isinstance(widget, (Choice, Slider))}
    changed: set[str] = set()
    for _ in range(30):
        game.press(pygame.K_DOWN)
        row = settings.focus
        if isinstance(row, (Choice, Slider)):
            before = value_of(row)
            game.press(pygame.K_RIGHT)
            if value_of(row_named(settings, row.label)) == before:
                game.press(pygame.K_LEFT)
            if value_of(row_named(settings, row.label)) != before or is_single(row):
                changed.add(row.label)
    assert changed == rows
    game.press(pygame.K_ESCAPE)
    assert settings not in game.app.screens
    again = Services(lambda: game.app.rivals, game.app.data_dir)
    assert not again.settings.messages


def test_a_name_is_typed_and_kept(game: Player) -> None:
    settings = SettingsScreen(game.app)
    game.app.push(settings)
    game.press(pygame.K_DOWN, pygame.K_RETURN)
    assert settings.typing
    for _ in range(20):
        game.down(pygame.K_BACKSPACE)
    game.type("Ada")
    game.down(pygame.K_RETURN)
    assert game.app.services.game.player == "Ada"
    assert not settings.typing


def test_a_preset_is_kept_as_a_file_and_taken_again(game: Player) -> None:
    custom = CustomRaceScreen(game.app)
    game.app.push(custom)
    custom.change({"laps": 17, "minutes": None})
    custom.open_part(list(custom.PARTS).index("Presets"))
    keep = next(w for w in custom.widgets if getattr(w, "text", "") == "Keep")
    game.frame()
    game.click(keep.rect[0] + 20, keep.rect[1] + 20)
    files = list((game.app.data_dir / "presets" / "race").glob("*.yaml"))
    assert len(files) == 1
    assert "laps: 17" in files[0].read_text()


def test_a_preset_is_kept_taken_and_deleted_with_keys_alone(game: Player) -> None:
    custom = CustomRaceScreen(game.app)
    game.app.push(custom)
    custom.change({"laps": 17, "minutes": None})
    custom.open_part(list(custom.PARTS).index("Presets"))
    game.press(pygame.K_DOWN, pygame.K_RETURN)
    for _ in range(20):
        game.down(pygame.K_BACKSPACE)
    game.type("Long one")
    game.press(pygame.K_RETURN, pygame.K_DOWN, pygame.K_RETURN)
    folder = game.app.data_dir / "presets" / "race"
    assert [path.stem for path in folder.glob("*.yaml")] == ["long-one"]
    custom.change({"laps": 3})
    game.press(pygame.K_DOWN, pygame.K_RETURN)
    assert custom.setup.laps == 17
    game.press(pygame.K_UP)
    labels = [getattr(widget, "text", "") for widget in custom.widgets]
    custom.focus = custom.widgets[labels.index("Delete Long one")]
    game.press(pygame.K_RETURN)
    assert list(folder.glob("*.yaml")) == []


def test_drivers_are_ticked_by_name(game: Player) -> None:
    chosen: list[tuple[str, ...]] = []
    screen = pick_drivers(game.app, (), chosen.append)
    game.app.push(screen)
    game.press(pygame.K_RETURN, pygame.K_DOWN, pygame.K_RETURN, pygame.K_ESCAPE)
    assert chosen == [(screen.picks[0].id, screen.picks[1].id)]


def test_a_dialog_is_answered_no_by_going_back(game: Player) -> None:
    said: list[str] = []
    game.title()
    answers = [("Yes", lambda: said.append("yes")), ("No", lambda: said.append("no"))]
    game.app.push(Dialog(game.app, "Really?", "It is a question.", answers))
    game.press(pygame.K_ESCAPE)
    assert said == ["no"]
    game.see(TitleScreen)


def test_the_window_may_be_dragged_to_any_size(game: Player) -> None:
    title = game.title()
    for size in ((640, 360), (1280, 1024), (1920, 540), (700, 900)):
        game.app.window.surface = pygame.display.set_mode(size, pygame.RESIZABLE)
        game.frames(0.05)
        game.press(pygame.K_DOWN)
        paint = game.app.paint
        left, top, width, height = paint.whole
        assert min(left, top) == pytest.approx(-0.5 * max(width - 1280, height - 720), abs=1.0)
        for widget in title.widgets:
            assert paint.surface.get_rect().contains(paint.pixels(widget.rect))


@pytest.mark.parametrize("name", sorted(PAGES))
def test_every_widget_of_a_page_is_reached_with_arrows_alone(game: Player, name: str) -> None:
    module, kind = PAGES[name].rsplit(".", 1)
    game.app.push(getattr(import_module(f"game.screens.{module}"), kind)(game.app))
    game.frame()
    assert unreached(game.app.top) == []


@pytest.mark.parametrize("kind", [CustomRaceScreen, SettingsScreen])
def test_every_widget_of_every_part_is_reached_with_arrows_alone(
    game: Player, kind: type[CustomRaceScreen] | type[SettingsScreen]
) -> None:
    page = kind(game.app)
    game.app.push(page)
    tabs = next(widget for widget in page.widgets if isinstance(widget, Tabs))
    for part in range(len(tabs.names)):
        page.open_part(part)
        assert unreached(page) == []


def test_names_of_corners_stay_on_their_map() -> None:
    surface = pygame.Surface((1280, 720))
    paint = Paint(surface, 1.2)
    rect = (400.0, 200.0, 480.0, 320.0)
    for name in sorted(path.stem for path in TRACKS.glob("*.yaml")):
        surface.fill((1, 2, 3))
        PlaceMap(load_track(name), rect, 0.0).draw(paint, rect)
        surface.fill((1, 2, 3), paint.pixels(rect))
        assert len(np.unique(pygame.surfarray.array2d(surface))) == 1, name


def test_menus_are_heard_before_the_first_race(game: Player) -> None:
    game.title()
    game.wait(lambda: game.app.services.prepared)
    assert not game.app.services.has_sound
    game.press(pygame.K_DOWN)
    assert game.app.services.has_sound
