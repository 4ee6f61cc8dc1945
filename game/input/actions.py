"""Everything that a player can ask for, and how each is asked: by an axis, a pedal, a button."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from game.input.navigation import Navigation


class Action(StrEnum):
    """Something that a control of a device can be bound to."""

    STEER = "steer"
    STEER_LEFT = "steer_left"
    STEER_RIGHT = "steer_right"
    THROTTLE = "throttle"
    BRAKE = "brake"
    CLUTCH = "clutch"
    HANDBRAKE = "handbrake"
    SHIFT_UP = "shift_up"
    SHIFT_DOWN = "shift_down"
    GEAR_REVERSE = "gear_reverse"
    GEAR_1 = "gear_1"
    GEAR_2 = "gear_2"
    GEAR_3 = "gear_3"
    GEAR_4 = "gear_4"
    GEAR_5 = "gear_5"
    GEAR_6 = "gear_6"
    GEAR_7 = "gear_7"
    GEAR_8 = "gear_8"
    PIT_LIMITER = "pit_limiter"
    PIT_REQUEST = "pit_request"
    RESET = "reset"
    FLASH = "flash"
    HORN = "horn"
    LOOK_BACK = "look_back"
    PAUSE = "pause"
    RESTART = "restart"
    PIT_MENU = "pit_menu"
    CAMERA_NEXT = "camera_next"
    CAR_NEXT = "car_next"
    CAR_PREVIOUS = "car_previous"
    ZOOM_IN = "zoom_in"
    ZOOM_OUT = "zoom_out"
    HUD_TOGGLE = "hud_toggle"
    LINE_TOGGLE = "line_toggle"
    PHOTO = "photo"
    MENU_UP = "menu_up"
    MENU_DOWN = "menu_down"
    MENU_LEFT = "menu_left"
    MENU_RIGHT = "menu_right"
    MENU_ACCEPT = "menu_accept"
    MENU_BACK = "menu_back"
    MENU_TAB_LEFT = "menu_tab_left"
    MENU_TAB_RIGHT = "menu_tab_right"


class Command(StrEnum):
    """What is for the screen to answer and not for the car; named as its action."""

    LOOK_BACK = "look_back"
    PAUSE = "pause"
    RESTART = "restart"
    PIT_MENU = "pit_menu"
    CAMERA_NEXT = "camera_next"
    CAR_NEXT = "car_next"
    CAR_PREVIOUS = "car_previous"
    ZOOM_IN = "zoom_in"
    ZOOM_OUT = "zoom_out"
    HUD_TOGGLE = "hud_toggle"
    LINE_TOGGLE = "line_toggle"
    PHOTO = "photo"


class Kind(StrEnum):
    """How an action is asked for."""

    STEERING = "steering"
    """-1 .. 1, positive to the right."""
    PEDAL = "pedal"
    """0 .. 1."""
    BUTTON = "button"
    """Pressed or not."""


class Group(StrEnum):
    """Where an action counts; one control may serve one action in each."""

    DRIVING = "driving"
    MENU = "menu"


@dataclass(frozen=True)
class ActionFacts:
    """What the screen says of an action."""

    title: str
    kind: Kind
    group: Group


_PEDALS: Final = (Action.THROTTLE, Action.BRAKE, Action.CLUTCH, Action.HANDBRAKE)
_TITLES: Final = {
    Action.LOOK_BACK: "Look back (hold)",
    Action.RESET: "Reset to track (hold)",
    Action.GEAR_REVERSE: "Reverse gear",
    Action.PIT_REQUEST: "Call for a pit stop",
    Action.CAMERA_NEXT: "Next camera",
    Action.CAR_NEXT: "Next car",
    Action.CAR_PREVIOUS: "Previous car",
    Action.HUD_TOGGLE: "Displays on or off",
    Action.LINE_TOGGLE: "Racing line",
    Action.FLASH: "Flash the lights",
    Action.PIT_MENU: "Choose pit service",
}


def _facts_of(action: Action) -> ActionFacts:
    kind = Kind.PEDAL if action in _PEDALS else Kind.BUTTON
    kind = Kind.STEERING if action is Action.STEER else kind
    group = Group.MENU if action.value.startswith("menu_") else Group.DRIVING
    title = _TITLES.get(action, action.value.replace("_", " ").capitalize())
    return ActionFacts(title, kind, group)


ACTIONS: Final = {action: _facts_of(action) for action in Action}
"""Facts of every action."""

GEARS: Final = {
    Action.GEAR_REVERSE: -1,
    **{Action(f"gear_{gear}"): gear for gear in range(1, 9)},
}
"""The gates of an H pattern and their gears."""

NAVIGATIONS: Final = {Action(f"menu_{step.value}"): step for step in Navigation}
"""Actions that walk through menus."""

COMMANDS: Final = {Action(command.value): command for command in Command}
"""Actions that screens answer."""
