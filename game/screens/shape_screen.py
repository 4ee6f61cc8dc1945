"""How the axes of a device are read: dead zone, saturation, linearity, inversion, ends."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final

from pydantic import ValidationError

from game.input.actions import ACTIONS, Action, Kind
from game.input.control_names import is_axis
from game.input.profile import Binding
from game.input.settings import InputSettings
from game.screens import style
from game.screens.live_bars import draw_live
from game.screens.page import MARGIN, TOP, Page
from game.screens.paint import PAGE_WIDTH, Paint, Rect
from game.screens.widgets import Button, Choice, Custom, Slider, Text, Toggle

if TYPE_CHECKING:
    from game.input.shaping import Shape
    from game.screens.app import App

WIDTH: Final = 540.0


class ShapeScreen(Page):
    """One axis at a time, with its bars beside it."""

    def __init__(self, app: App, key: str, done: Callable[[], None]) -> None:
        name = next((each.name for each in app.devices.connected if each.key == key), key)
        super().__init__(app, "Axes and pedals", name)
        self.key, self.done = key, done
        self.index = 0
        self.build()

    def _axes(self) -> list[tuple[Action, int, Binding]]:
        """Action, which of its bindings, the binding; of all that are read as axes."""
        found = []
        for action, bindings in self.app.devices.profile(self.key).bindings.items():
            for index, binding in enumerate(bindings):
                if is_axis(binding.control) and ACTIONS[action].kind is not Kind.BUTTON:
                    found.append((action, index, binding))
        return found

    def build(self) -> None:
        """The axis that is chosen."""
        self.clear()
        axes = self._axes()
        if not axes:
            words = "This device has no axis that steers or is a pedal."
            self.add(Text((MARGIN, TOP + 20, 700, 40), words, style.BODY, style.DIM))
            self.add(Button((MARGIN, 600, 220, 44), "Done", self.back, primary=True))
            return
        self.index = min(self.index, len(axes) - 1)
        kind = self.app.devices.profile(self.key).kind
        options = [
            (place, f"{ACTIONS[action].title}: {binding.label(action, kind)}")
            for place, (action, _, binding) in enumerate(axes)
        ]
        rect = (MARGIN, TOP, WIDTH, 40.0)
        self.add(Choice(rect, "Axis", options, self.index, self._choose, share=0.2))
        action, _, binding = axes[self.index]
        self._add_rows(binding.shape_for(action, kind))
        self.add(Button((MARGIN, 600, 220, 44), "Done", self.back, primary=True))
        left = MARGIN + WIDTH + 40
        place = (left, TOP, PAGE_WIDTH - MARGIN - left, 524.0)
        self.add(
            Custom(place, lambda paint, where: draw_live(paint, where, self.app.devices, self.key))
        )

    def _draw_bars(self, paint: Paint, rect: Rect) -> None:
        draw_live(paint, rect, self.app.devices, self.key)

    def _add_rows(self, shape: Shape) -> None:
        sliders = (
            ("Dead zone", "dead_zone", 0.0, 0.5, "of the way, at rest, does nothing"),
            ("Saturation", "saturation", 0.2, 1.0, "of the way gives all there is"),
            ("Linearity", "linearity", 0.3, 3.0, "above 1 finer near rest"),
            ("Lower end", "low", -1.0, 1.0, "what the axis says at one end"),
            ("Upper end", "high", -1.0, 1.0, "at the other; a combined axis is cut at its middle"),
        )
        top = TOP + 52
        for label, name, low, high, hint in sliders:
            row = Slider(
                (MARGIN, top, WIDTH, 40.0),
                label,
                low,
                high,
                0.02,
                getattr(shape, name),
                self._changer(name),
                lambda value: f"{value:.2f}",
            )
            row.hint = hint
            self.add(row)
            top += 46
        place = (MARGIN, top, WIDTH, 40.0)
        self.add(Toggle(place, "Inverted", shape.inverted, self._changer("inverted")))

    def _choose(self, index: int) -> None:
        self.index = index
        self.build()

    def _changer(self, name: str) -> Callable[[Any], None]:
        def changed(value: Any) -> None:
            action, place, binding = self._axes()[self.index]
            profile = self.app.devices.profile(self.key)
            shape = binding.shape_for(action, profile.kind)
            try:
                shaped = type(shape).model_validate({**shape.model_dump(), name: value})
            except ValidationError as error:
                self.app.say(str(error.errors()[0]["msg"]), "warning")
                return
            bindings = list(profile.bindings[action])
            bindings[place] = binding.model_copy(update={"shape": shaped})
            settings = self.app.services.options("input", InputSettings)
            changed = settings.with_profile(self.key, profile.bound(action, bindings))
            self.app.services.put("input", changed)
            self.app.services.apply("input", self.app)

        return changed

    def back(self) -> None:
        """The list of bindings is below."""
        super().back()
        self.done()
