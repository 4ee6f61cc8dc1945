"""A machine without a sound card plays the game in silence, and says why once."""

from __future__ import annotations

import os
import subprocess
import sys

import numpy as np
import pytest

from game.audio.device import to_card
from game.audio.voices import read_voices, shipped_voices, voice_of, waves
from game.core.errors import DataError
from game.core.paths import ROOT

SCRIPT = """
from game.audio.sound import Sound
from game.audio.cues import Cue
from game.vehicle.reader import load_car, spec_rows
from game.vehicle.state import fresh_state
sound = Sound()
specs = spec_rows([load_car("gt3")])
sound.begin(specs, ["gt3"])
sound.update(fresh_state(specs), 0, (0.0, 0.0), 0.0, 0.02)
sound.play(Cue.GO)
sound.pause(True)
sound.end()
sound.close()
print(sound.silent)
"""


@pytest.mark.parametrize(("driver", "said"), [("nowhere", "no sound:"), ("dummy", "None")])
def test_it_works_with_and_without_a_card(driver: str, said: str) -> None:
    environment = {**os.environ, "SDL_AUDIODRIVER": driver, "PYGAME_HIDE_SUPPORT_PROMPT": "1"}
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
    )
    assert done.stdout.startswith(said)


def test_samples_fill_the_range_of_the_card() -> None:
    block = np.array([[0.0, 1.0], [-1.0, 0.5]], np.float32)
    card = to_card(block)
    assert card.dtype == np.int16
    assert card.tolist() == [[0, 32767], [-32767, 16384]]


def test_every_shipped_category_has_a_voice_and_others_get_one() -> None:
    assert {"gt3", "kart", "f1", "city-ev", "other", "other-electric"} <= set(shipped_voices())
    assert voice_of("rocket", False) == shipped_voices()["other"]
    assert voice_of("rocket", True) == shipped_voices()["other-electric"]


def test_waves_join_at_their_ends_and_are_equally_loud() -> None:
    for voice in shipped_voices().values():
        for wave in waves(voice):
            steps = np.abs(np.diff(np.append(wave, wave[0])))
            assert steps[-1] <= steps.max()
            assert np.sqrt(np.mean(wave**2)) == pytest.approx(0.35, rel=1e-3)


def test_a_wrong_voice_is_refused_with_its_line(tmp_path) -> None:  # type: ignore[no-untyped-def]
    path = tmp_path / "voices.yaml"
    path.write_text("voices:\n  gt3: {pulses: 99}\n")
    with pytest.raises(DataError, match=r"voices\.yaml:2"):
        read_voices(path)
