"""The menu over a race that stands still."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from game.screens import style
from game.screens.dialogs import Dialog
from game.screens.page import Page
from game.screens.paint import Paint
from game.screens.widgets import Action, Button

if TYPE_CHECKING:
    from game.screens.app import App
    from game.screens.race_screen import RaceScreen

LEFT: Final = 64.0
WIDTH: Final = 340.0


class PauseMenu(Page):
    """Go on, begin again, choose, leave."""

    opaque = False

    def __init__(self, app: App, race: RaceScreen) -> None:
        super().__init__(app, "Paused", race.title)
        self.race = race
        y = 176.0
        for label, action in self._entries():
            self.add(Button((LEFT, y, WIDTH, 44), label, action))
            y += 52

    def _entries(self) -> list[tuple[str, Action]]:
        race = self.race
        entries: list[tuple[str, Action]] = [("Continue", self.back)]
        over = race.plan.human is not None and race.runner is not None and race.runner.human_done
        if race.runner is not None and race.runner.pilot is not None and not over:
            entries.append(("Pit stop", self._pit))
        entries.append(("Restart", self._restart))
        if not over:
            entries.append(("Put the car somewhere", self._place))
        entries.append(("Settings", self._settings))
        if race.plan.human is None:
            entries.append(("Go to the end", self._stopped))
        elif over:
            entries.append(("Results", self._stopped))
        elif len(race.plan.entrants) > 1:
            entries.append(("Let the others finish", self._stop))
        entries.append(("Leave", self._leave))
        return entries

    def _pit(self) -> None:
        from game.screens.pit_choice import PitPage

        runner = self.race.runner
        if runner is not None and runner.pilot is not None:
            self.app.push(PitPage(self.app, runner, runner.pilot))

    def _restart(self) -> None:
        self.app.pop()
        self.race.restart()

    def _place(self) -> None:
        from game.screens.place_screen import PlaceScreen

        self.app.push(PlaceScreen(self.app, self.race))

    def _settings(self) -> None:
        from game.screens.settings_screen import SettingsScreen

        self.app.push(SettingsScreen(self.app, self.race.take_settings))

    def _stop(self) -> None:
        answers: list[tuple[str, Action]] = [("Stop here", self._stopped), ("Stay", lambda: None)]
        words = "Your car stops here. The others drive on to the end at once, and it counts."
        self.app.push(Dialog(self.app, "Let the others finish?", words, answers))

    def _stopped(self) -> None:
        self.app.pop()
        self.race.to_results()

    def _leave(self) -> None:
        answers: list[tuple[str, Action]] = [("Leave", self._gone), ("Stay", lambda: None)]
        words = "The session ends as it stands. What was driven is kept, with its recording."
        self.app.push(Dialog(self.app, "Leave?", words, answers))

    def _gone(self) -> None:
        self.app.pop()
        self.race.finish()

    def draw_background(self, paint: Paint) -> None:
        """The race, darkened, more so behind the menu."""
        left, top, _, height = paint.whole
        self.app.fade(paint, 120)
        paint.box((left, top, LEFT + WIDTH + 64 - left, height), style.NIGHT, alpha=205)
