"""The parts of the settings, but for the controls."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

import pygame

from game.records.options import GameOptions, VideoOptions
from game.screens import style
from game.screens.option_rows import OptionRows, percent
from game.screens.paint import Rect
from game.screens.widgets import Choice, Text, Toggle, Widget

if TYPE_CHECKING:
    from game.hud.options import HudOptions
    from game.screens.settings_screen import SettingsScreen

_AS_FAR: Final = "as far as there is room: what counts most grows first"
WIDGET_SCALES: Final = (0.5, 0.75, 1.0, 1.25, 1.5, 2.0)
SIZES: Final = (
    (960, 540),
    (1280, 720),
    (1600, 900),
    (1920, 1080),
    (2560, 1080),
    (2560, 1440),
    (3440, 1440),
    (3840, 2160),
)


def add_driver(page: SettingsScreen) -> None:
    """Who plays."""
    rows = OptionRows(page, "game", GameOptions)
    page.rows(
        [
            rows.text("Your name", "player", hint="as it stands in results"),
            rows.choice("Speeds in", "speed_unit", [("kmh", "km/h"), ("mph", "mph")]),
            rows.toggle(
                "Pause when you leave", "pause_when_left", "while another window has the keyboard"
            ),
            rows.slider(
                "Disk for replays",
                "replay_budget_mb",
                256,
                16384,
                256,
                lambda value: f"{value / 1024:.2f} GB",
                "the oldest go first; those you keep are never touched",
            ),
        ]
    )


def add_assists(page: SettingsScreen) -> None:
    """What helps the player: a preset, then each alone."""
    from game.input.assists import ASSIST_PRESETS, Assists, LineHelp, preset_name

    rows = OptionRows(page, "assists", Assists, page.app.services.assists)
    now = preset_name(page.app.services.assists) or "own"
    names = [(name, name.capitalize()) for name in ASSIST_PRESETS]
    names += [("own", "Your own")] if now == "own" else []

    def preset(rect: Rect) -> Widget:
        def chosen(name: str) -> None:
            if name in ASSIST_PRESETS:
                page.app.services.put("assists", ASSIST_PRESETS[name])
                page.build()

        return Choice(rect, "Preset", names, now, chosen)

    as_it_comes = (None, "As the car comes")
    switch = [as_it_comes, (False, "Off"), (True, "On")]
    levels = [as_it_comes, (0, "Off"), (1, "Late"), (2, "Middle"), (3, "Early")]
    lines = [(LineHelp.OFF, "Off"), (LineHelp.BRAKING, "Where to brake"), (LineHelp.FULL, "Full")]
    page.rows(
        [
            preset,
            rows.choice("Anti-lock brakes", "abs", switch),
            rows.choice("Traction control", "traction_control", levels),
            rows.choice("Stability control", "stability", switch),
            rows.toggle("Automatic gears", "automatic_gears"),
            rows.toggle("Steering help", "steering_help", "counter-steers and spares the tyres"),
            rows.choice("Racing line", "racing_line", lines),
        ]
    )
    x, y, width, _ = page.place(0, 1)
    words = (
        "Assists belong to the set-up of your car. They are open to everybody, they are "
        "written into every recording, and they never add power or grip.\n\n"
        "What a race does not allow is taken away for that race alone."
    )
    page.add(Text((x, y + 8, width, 200), words, style.BODY, style.DIM, wrap=True))


def add_picture(page: SettingsScreen) -> None:
    """The window and what is drawn in it."""
    from game.screens.picture import PictureChoices

    video, picture = (
        OptionRows(page, "video", VideoOptions),
        OptionRows(page, "picture", PictureChoices),
    )
    page.rows(
        [
            lambda rect: _size(page, video, rect),
            video.toggle("Full screen", "fullscreen", "F11 does the same"),
            video.toggle("Wait for the screen", "vsync", "no tearing, one frame later"),
            video.choice(
                "Most frames a second",
                "fps_limit",
                [(rate, str(rate)) for rate in (30, 60, 75, 90, 120, 144, 165, 240, 360)],
            ),
        ]
    )
    page.rows(
        [
            picture.slider("Smoke, dust and spray", "effects", 0.0, 1.0, 0.25),
            picture.toggle("Shadows", "shadows"),
            picture.toggle("Grip marks", "grip_marks", "wheels that slide or lock are marked"),
        ],
        column=1,
    )


def _size(page: SettingsScreen, rows: OptionRows[VideoOptions], rect: Rect) -> Widget:
    now = (rows.options.width, rows.options.height)
    sizes = sorted({*SIZES, now, *(pygame.display.get_desktop_sizes())})
    options = [(size, f"{size[0]} \u00d7 {size[1]}") for size in sizes]

    def chosen(size: tuple[int, int]) -> None:
        rows.put(width=size[0], height=size[1])

    return Choice(rect, "Window", options, now, chosen)


def add_displays(page: SettingsScreen) -> None:
    """The dashboard, whole and piece by piece."""
    from game.hud.options import WIDGETS, HudOptions

    rows = OptionRows(page, "hud", HudOptions)
    page.rows(
        [
            rows.slider("Size of all displays", "scale", 0.5, 2.0, 0.05, hint=_AS_FAR),
            rows.slider("Ground of the panels", "opacity", 0.3, 1.0, 0.05),
        ]
    )
    page.rows([rows.slider("Most rows of standings", "rows", 3, 64, 1, lambda v: f"{v:.0f}")], 1)
    for index, (name, title) in enumerate(WIDGETS.items()):
        page.add(_widget(page, rows, name, title)(page.place(2 + index // 2, index % 2)))


def _widget(
    page: SettingsScreen, rows: OptionRows[HudOptions], name: str, title: str
) -> Callable[[Rect], Widget]:
    """Whether a display is shown, and how large."""
    scales = [
        (0.0, "Off"),
        *((scale, percent(scale)) for scale in (0.5, 0.75, 1.0, 1.25, 1.5, 2.0)),
    ]

    def make(rect: Rect) -> Widget:
        now = rows.options.widget(name)

        def chosen(scale: float) -> None:
            changes = {"shown": scale > 0.0, "scale": scale or now.scale}
            page.app.services.put("hud", rows.options.with_widget(name, **changes))

        value = min(WIDGET_SCALES, key=lambda scale: abs(scale - now.scale))
        return Choice(rect, title, scales, value if now.shown else 0.0, chosen)

    return make


def add_sound(page: SettingsScreen) -> None:
    """The mixer."""
    from game.audio.options import SoundOptions

    rows = OptionRows(page, "audio", SoundOptions)
    page.rows([rows.toggle("Silence", "muted"), rows.slider("Everything", "master", 0, 1, 0.05)])
    page.rows([rows.toggle("Spotter", "spotter_enabled", "beeps for cars alongside")], 1)
    page.rows([rows.slider("Its voice", "spotter", 0.0, 1.0, 0.05)], 1, 1)
    voices = (
        ("engine", "Your engine"),
        ("rivals", "Other engines"),
        ("tyres", "Tyres"),
        ("wind", "Wind"),
        ("effects", "Contacts, kerbs, gears"),
        ("interface", "Menus"),
    )
    for index, (name, title) in enumerate(voices):
        make = rows.slider(title, name, 0.0, 1.0, 0.05)
        page.add(make(page.place(2 + index // 2, index % 2)))
    silent = page.app.services.silent_because
    if silent:
        x, y, width, height = page.place(6)
        page.add(Text((x, y, 2 * width, height), silent, style.BODY, style.WARN))


def add_ease(page: SettingsScreen) -> None:
    """What is easy on eyes and hands."""
    from game.hud.options import HudOptions

    video = OptionRows(page, "video", VideoOptions)
    hud = OptionRows(page, "hud", HudOptions)
    palettes = [
        ("standard", "Standard"),
        ("colour_blind", "Colour-blind safe"),
        ("high_contrast", "High contrast"),
    ]

    def motion(rect: Rect) -> Widget:
        def changed(on: bool) -> None:
            video.put(reduced_motion=on)
            hud.put(reduced_motion=on)

        widget = Toggle(rect, "Reduced motion", video.options.reduced_motion, changed)
        widget.hint = "no shaking, no flashing, calm cameras"
        return widget

    page.rows(
        [
            hud.choice("Colours", "palette", palettes, "what a colour says, a shape says too"),
            motion,
            video.slider("Size of text in menus", "ui_scale", 0.85, 1.2, 0.05),
            hud.slider("Size of displays", "scale", 0.5, 2.0, 0.05, hint=_AS_FAR),
        ]
    )
