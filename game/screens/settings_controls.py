"""The controls: which device, what each action is bound to, bars of raw against shaped."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from game.input.actions import ACTIONS, Action, Group
from game.input.profile import KEYBOARD
from game.input.settings import InputSettings, Shifter
from game.screens import style
from game.screens.live_bars import draw_live
from game.screens.option_rows import percent
from game.screens.paint import Paint, Rect
from game.screens.table import Cell, Column, Table
from game.screens.widgets import Button, Choice, Custom, Slider, Text, Widget

if TYPE_CHECKING:
    from game.screens.settings_screen import SettingsScreen

HEIGHT: Final = 356.0


def add_controls(page: SettingsScreen) -> None:
    """A device at a time: its bindings on the left, what it says now on the right."""
    devices = page.app.devices
    connected = devices.connected
    keys = [device.key for device in connected]
    key = page.device_key if page.device_key in keys else keys[-1]
    page.device_key = key
    x, y, width, height = page.place(0)

    def chosen(value: str) -> None:
        page.device_key = value
        page.build()

    options = [(device.key, device.name) for device in connected]
    page.add(Choice((x, y, width, height), "Device", options, key, chosen, share=0.26))
    actions = [action for action in ACTIONS if key != KEYBOARD or action is not Action.STEER]
    columns = [Column("Action", 268), Column("Bound to", width - 290)]
    rows = [_row(page, action, key) for action in actions]
    place = (x, y + height + 10, width, HEIGHT - 10)

    def bind(index: int) -> None:
        from game.screens.bind_screen import BindScreen

        page.action = actions[index]
        page.app.push(BindScreen(page.app, actions[index], key, page.build))

    table = page.add(Table(place, columns, rows, chosen=bind, row_height=25.0))
    table.hint = f"{page.app.accept_key} binds an action anew"
    if page.action in actions:
        table.select(actions.index(page.action))
    _add_right(page, key)


def _row(page: SettingsScreen, action: Action, key: str) -> list[str | Cell]:
    profile = page.app.devices.profile(key)
    bound = profile.bindings.get(action, [])
    words = ", ".join(binding.label(action, profile.kind) for binding in bound)
    menu = ACTIONS[action].group is Group.MENU
    return [Cell(ACTIONS[action].title, style.DIM if menu else None), Cell(words or "\u2013")]


def _add_right(page: SettingsScreen, key: str) -> None:
    from game.screens.shape_screen import ShapeScreen
    from game.screens.wizard_screen import WizardScreen

    app = page.app
    x, y, width, height = page.place(0, 1)
    left, room = x, width - 20
    buttons = (
        ("Set up step by step", 0.39, lambda: app.push(WizardScreen(app, page.build))),
        ("Axes and pedals", 0.33, lambda: app.push(ShapeScreen(app, key, page.build))),
        ("As it comes", 0.28, lambda: _reset(page, key)),
    )
    for label, share, action in buttons:
        page.add(Button((left, y, share * room, height), label, action))
        left += share * room + 10
    for index, widget in enumerate(_options(page, x, y + height + 10, width)):
        widget.rect = (x, y + height + 10 + index * 43.0, width, 38.0)
        page.add(widget)
    top = y + height + 10 + 3 * 43.0 + 6

    def bars(paint: Paint, rect: Rect) -> None:
        draw_live(paint, rect, app.devices, key)

    page.add(Custom((x, top, width, 630.0 - top), bars))
    clashes = _conflicts(page)
    if clashes:
        place = (x, 636.0, width, 20.0)
        more = f", and {len(clashes) - 1} more" if len(clashes) > 1 else ""
        page.add(Text(place, f"! {clashes[0]}{more}", style.SMALL, style.WARN))


def _options(page: SettingsScreen, x: float, y: float, width: float) -> list[Widget]:
    place = (x, y, width, 38.0)

    def now() -> InputSettings:
        return page.app.services.options("input", InputSettings)

    def feedback(value: float) -> None:
        changed = now().feedback.model_copy(update={"rumble": value, "force": value})
        page.put("input", now(), feedback=changed)

    def ramp(value: float) -> None:
        page.put("input", now(), keys=now().keys.model_copy(update={"steer_s": value}))

    def shifter(value: Shifter) -> None:
        page.put("input", now(), shifter=value)

    gears = [
        (Shifter.AUTO, "Whichever was used"),
        (Shifter.SEQUENTIAL, "Paddles or stick"),
        (Shifter.H_PATTERN, "H pattern"),
    ]
    force, steer = now().feedback.force, now().keys.steer_s
    return [
        Choice(place, "Gears by hand", gears, now().shifter, shifter),
        Slider(place, "Force and rumble", 0.0, 1.0, 0.05, force, feedback, percent),
        Slider(place, "Keys reach full lock in", 0.05, 0.8, 0.01, steer, ramp, seconds_in_words),
    ]


def seconds_in_words(value: float) -> str:
    """A short time."""
    return f"{value:.2f} s"


def _reset(page: SettingsScreen, key: str) -> None:
    settings = page.app.services.options("input", InputSettings)
    kept = {name: profile for name, profile in settings.profiles.items() if name != key}
    page.put("input", settings, profiles=kept)
    page.app.say("the device is as it comes")
    page.build()


def _conflicts(page: SettingsScreen) -> list[str]:
    from game.input.conflicts import conflicts

    devices = page.app.devices
    profiles = {device.key: devices.profile(device.key) for device in devices.connected}
    return [clash.message for clash in conflicts(profiles)]
