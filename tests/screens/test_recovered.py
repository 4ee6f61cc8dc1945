"""What a killed process left behind is on record when the window is opened again."""

from __future__ import annotations

from pathlib import Path

from game.screens.medals import MedalsScreen
from tests.records.test_kill import DRIVE, killed
from tests.screens.player import Player


def test_laps_of_a_killed_game_are_there_when_it_is_opened_again(
    game: Player, tmp_path: Path
) -> None:
    killed(DRIVE + f"leave_running(Path({str(tmp_path)!r}), 1)", "lap 1", 0.5)
    game.title()
    game.frame()
    records = game.app.records
    game.wait(lambda: [row.state for row in records.sessions()] == ["recovered"])
    page = MedalsScreen(game.app)
    game.app.push(page)
    game.frame()
    assert len(page.laps) == 1
    assert records.ghost(page.laps[0].conditions) is not None


def test_the_disk_budget_is_that_of_the_settings(game: Player) -> None:
    services = game.app.services
    services.put("game", services.game.model_copy(update={"replay_budget_mb": 123}))
    assert game.app.records.replay_budget == 123 * 1024**2
