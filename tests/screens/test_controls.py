"""The controls as the settings show them: bound anew, set up step by step, shaped."""

from __future__ import annotations

from collections.abc import Iterator

import pygame
import pytest

from game.input.actions import ACTIONS, Action
from game.input.profile import KEYBOARD
from game.screens.bind_screen import BindScreen
from game.screens.settings_screen import PARTS, SettingsScreen
from game.screens.shape_screen import ShapeScreen
from game.screens.table import Table
from game.screens.widgets import Text
from game.screens.wizard_screen import WizardScreen
from tests.input.virtual_wheel import VirtualWheel
from tests.screens.player import Player

CONTROLS = [name for name, _ in PARTS].index("Controls")
WHEEL = "1234:5678"


def settings(game: Player) -> SettingsScreen:
    """The page of the controls, as it is now."""
    page = SettingsScreen(game.app)
    game.app.push(page)
    page.open_part(CONTROLS)
    game.frame()
    return page


def table(page: SettingsScreen) -> Table:
    return next(each for each in page.widgets if isinstance(each, Table))


def bind(game: Player, page: SettingsScreen, action: Action, key: int) -> None:
    """Choose an action's row with the arrows, and press a key for it."""
    page.focus = table(page)
    titles = [str(getattr(row[0], "words", row[0])) for row in table(page).rows]
    wanted = titles.index(ACTIONS[action].title)
    while table(page).selected != wanted:
        game.press(pygame.K_DOWN if table(page).selected < wanted else pygame.K_UP)
    game.press(pygame.K_RETURN)
    game.see(BindScreen)
    game.press(key)
    assert game.see(SettingsScreen) is page


def warnings(page: SettingsScreen) -> list[str]:
    said = [str(each.words) for each in page.widgets if isinstance(each, Text)]
    return [words for words in said if "!" in words]


def test_a_key_bound_twice_is_warned_of_until_it_is_not(game: Player) -> None:
    page = settings(game)
    assert warnings(page) == []
    bind(game, page, Action.THROTTLE, pygame.K_LEFT)
    (warning,) = warnings(page)
    assert "Steer left" in warning
    assert "Throttle" in warning
    bind(game, page, Action.THROTTLE, pygame.K_i)
    assert warnings(page) == []
    kept = game.app.devices.profile(KEYBOARD).bindings[Action.THROTTLE]
    assert [binding.control for binding in kept] == ["i"]


def test_the_row_that_was_bound_stays_chosen(game: Player) -> None:
    page = settings(game)
    bind(game, page, Action.PIT_LIMITER, pygame.K_i)
    bound = [str(getattr(row[1], "words", "")) for row in table(page).rows]
    assert bound[table(page).selected] == "Key I"


def test_the_keyboard_is_not_asked_to_turn_like_a_wheel(game: Player) -> None:
    titles = [str(getattr(row[0], "words", "")) for row in table(settings(game)).rows]
    assert ACTIONS[Action.STEER].title not in titles
    assert ACTIONS[Action.STEER_LEFT].title in titles


@pytest.fixture
def wheel(game: Player) -> Iterator[VirtualWheel]:
    """A wheel that nobody knows, with its pedals on axes 1 and 2."""
    game.title()
    wheel = VirtualWheel(0x1234, 0x5678, "Some Racing Wheel", axes=4)
    wheel.plug_in()
    wheel.axes([0.0, 1.0, -1.0, 0.0])
    game.frames(0.1)
    yield wheel
    wheel.pull_out()
    game.frames(0.05)


def turn(game: Player, wheel: VirtualWheel, axis: int, places: list[float]) -> None:
    for place in places:
        wheel.axis(axis, place)
        game.frames(0.05)
    game.frames(0.6)


def set_up(game: Player, wheel: VirtualWheel) -> None:
    """Show the wizard steering, throttle and brake, and leave the rest out."""
    game.press(pygame.K_RETURN)
    game.see(WizardScreen)
    turn(game, wheel, 0, [-0.5, -1.0, 0.0, 1.0, 0.3, 0.0])
    turn(game, wheel, 1, [0.0, -1.0, 0.0, 1.0])
    turn(game, wheel, 2, [0.0, 0.9, 0.0, -1.0])
    while isinstance(game.app.top, WizardScreen):
        game.press(pygame.K_TAB)


def test_a_wheel_that_is_new_is_set_up_step_by_step_and_drives(
    game: Player, wheel: VirtualWheel
) -> None:
    game.press(pygame.K_RETURN)
    wizard = game.see(WizardScreen)
    turn(game, wheel, 0, [-0.5, -1.0, 0.0, 1.0, 0.3, 0.0])
    turn(game, wheel, 1, [0.0, -1.0, 0.0, 1.0])
    turn(game, wheel, 2, [0.0, 0.9, 0.0, -1.0])
    assert wizard.wizard.optional
    x, y, width, height = wizard.widgets[0].rect
    while game.app.top is wizard:
        game.click(x + width / 2, y + height / 2)
    bindings = game.app.devices.profile(WHEEL).bindings
    bound = {action: bindings[action][0].control for action in bindings if bindings[action]}
    assert len({bound[Action.STEER], bound[Action.THROTTLE], bound[Action.BRAKE]}) == 3


def test_turning_a_wheel_that_was_set_up_leaves_the_settings_where_they_are(
    game: Player, wheel: VirtualWheel
) -> None:
    set_up(game, wheel)
    page = settings(game)
    turn(game, wheel, 0, [0.3, 0.9, -0.9, 0.0])
    assert page.part == CONTROLS


def test_a_wizard_that_is_left_changes_nothing(game: Player, wheel: VirtualWheel) -> None:
    before = game.app.devices.settings
    game.press(pygame.K_RETURN)
    game.see(WizardScreen)
    turn(game, wheel, 0, [-0.5, -1.0, 0.0, 1.0, 0.3, 0.0])
    game.press(pygame.K_ESCAPE)
    assert game.app.devices.settings == before


def test_a_dead_zone_is_kept_for_the_device(game: Player, wheel: VirtualWheel) -> None:
    set_up(game, wheel)
    shapes = ShapeScreen(game.app, WHEEL, lambda: None)
    game.app.push(shapes)
    before = game.app.devices.profile(WHEEL)
    sliders = [each for each in shapes.widgets if "zone" in getattr(each, "label", "").lower()]
    shapes.focus = sliders[0]
    game.press(pygame.K_RIGHT, pygame.K_RIGHT)
    after = game.app.devices.profile(WHEEL)
    assert after != before
    game.press(pygame.K_ESCAPE)
    assert game.app.devices.profile(WHEEL) == after
