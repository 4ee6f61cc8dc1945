"""What is heard is what the cars do, measured in the mixed output."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from game.audio.cues import Cue, samples_of
from game.audio.hearing import Ear, engines
from game.audio.options import GROUPS, SoundOptions
from game.audio.sound import Sound
from game.audio.voices import voice_of
from game.audio.wires import RATE
from game.core.surface import Surface
from game.sim.contacts import CONTACT
from game.vehicle.reader import load_car, shipped_cars, spec_rows
from game.vehicle.state import fresh_state

RPM = np.pi / 30


def garage(name: str = "gt3", cars: int = 1, **options: Any) -> tuple[Sound, NDArray[Any]]:
    """A sound that is not played, and standing cars."""
    car = load_car(name)
    specs = spec_rows([car] * cars)
    sound = Sound(SoundOptions(**options), play=False)
    sound.begin(specs, [car.category] * cars)
    return sound, fresh_state(specs)


def heard(sound: Sound, cars: NDArray[Any], seconds: float = 1.0, **view: Any) -> NDArray[Any]:
    """The mixed output once it has settled, shape (samples, 2)."""
    told = {"own": 0, "camera": (0.0, 0.0), "camera_yaw": 0.0, "seconds": 0.02, **view}
    for _ in range(4):
        sound.update(cars, **told)
        sound.render(0.05)
    return sound.render(seconds)


def spectrum(samples: NDArray[Any]) -> tuple[NDArray[Any], NDArray[Any]]:
    """Frequencies and their strengths."""
    mono = samples.mean(axis=1)
    strength = np.abs(np.fft.rfft(mono * np.hanning(len(mono))))
    return np.fft.rfftfreq(len(mono), 1.0 / RATE), strength


def loudness(samples: NDArray[Any]) -> float:
    """Root of the mean power."""
    return float(np.sqrt(np.mean(samples.astype(float) ** 2)))


@pytest.mark.parametrize("name", shipped_cars())
def test_the_pitch_follows_the_revs_in_every_car(name: str) -> None:
    """The strongest note is that of the bangs: pulses per two turns of the crank."""
    for share in (0.3, 0.6, 0.95):
        sound, cars = garage(name)
        limiter = float(load_car(name).record["limiter_speed"])
        cars["engine_speed"], cars["throttle"] = share * limiter, 0.8
        hertz, strength = spectrum(heard(sound, cars))
        pulses = voice_of(load_car(name).category, bool(load_car(name).record["electric"])).pulses
        wanted = share * limiter / (4.0 * np.pi) * pulses
        strongest = hertz[int(np.argmax(strength))]
        overtone = max(1, round(strongest / wanted))
        assert strongest == pytest.approx(overtone * wanted, abs=1.5)
        assert overtone <= 3


def test_the_pitch_rises_without_a_click_when_the_revs_rise() -> None:
    sound, cars = garage()
    cars["throttle"] = 1.0
    parts = []
    for revs in np.linspace(4000, 7500, 60):
        cars["engine_speed"] = revs * RPM
        sound.update(cars, 0, (0.0, 0.0), 0.0, 0.017)
        parts.append(sound.render(1 / 60))
    whole = np.concatenate(parts)
    thirds = np.array_split(whole[4000:], 3)
    notes = []
    for third in thirds:
        hertz, strength = spectrum(third)
        band = (hertz > 180) & (hertz < 560)
        notes.append(hertz[band][int(np.argmax(strength[band]))])
    assert notes[0] < notes[1] < notes[2]
    steps = np.abs(np.diff(whole[4000:, 0].astype(float)))
    assert steps.max() < 0.25


def test_an_engine_that_stands_gives_no_sound_and_one_that_idles_does() -> None:
    levels = []
    for revs in (0.0, 900.0 * RPM):
        sound, cars = garage()
        cars["engine_speed"] = revs
        samples = heard(sound, cars)
        assert abs(float(samples.mean())) < 1e-3
        levels.append(loudness(samples))
    assert levels[0] < 0.003
    assert levels[1] > 10.0 * levels[0]


@pytest.mark.parametrize("name", ["hot-hatch", "tcr", "gt3", "kart"])
def test_idling_is_heard_by_overtones_that_small_loudspeakers_give(name: str) -> None:
    sound, cars = garage(name)
    cars["engine_speed"] = 1000.0 * RPM
    hertz, strength = spectrum(heard(sound, cars, 2.0))
    power = strength**2
    assert power[hertz > 60.0].sum() > 0.1 * power.sum()


def test_full_throttle_is_louder_and_brighter_than_coasting() -> None:
    shares, levels = [], []
    for throttle in (0.0, 1.0):
        sound, cars = garage()
        cars["engine_speed"], cars["throttle"] = 6000 * RPM, throttle
        samples = heard(sound, cars)
        hertz, strength = spectrum(samples)
        shares.append(float((strength[hertz > 1500] ** 2).sum() / (strength**2).sum()))
        levels.append(loudness(samples))
    assert levels[1] > 1.15 * levels[0]
    assert shares[1] > 2.0 * shares[0]


def test_the_engine_is_cut_during_a_gear_change_and_pulls_again_after_it() -> None:
    """What rounding leaves of the time of a change must not keep it quiet for ever."""
    levels = []
    for left in (0.0, 0.03, 1e-17):
        sound, cars = garage()
        cars["engine_speed"], cars["throttle"], cars["shift_left"] = 6000 * RPM, 1.0, left
        levels.append(loudness(heard(sound, cars)))
    assert levels[2] == levels[0]
    assert levels[1] < 0.9 * levels[0]


def test_classes_do_not_sound_alike() -> None:
    spectra = []
    for name in ("gt3", "gt4", "f1", "kart", "city-ev", "tcr"):
        sound, cars = garage(name)
        cars["engine_speed"], cars["throttle"] = 6000 * RPM, 1.0
        _, strength = spectrum(heard(sound, cars))
        bands = strength[:8000].reshape(-1, 50).sum(axis=1)
        spectra.append(bands / np.linalg.norm(bands))
    for index, one in enumerate(spectra):
        for other in spectra[index + 1 :]:
            assert float(one @ other) < 0.97


def test_a_sliding_tyre_sings_and_one_that_grips_does_not() -> None:
    levels = []
    for slip in (0.5, 1.5):
        sound, cars = garage(engine=0.0, wind=0.0)
        cars["forward_speed"], cars["slip"] = 30.0, slip
        levels.append(loudness(heard(sound, cars)))
    assert levels[1] > 4.0 * levels[0]


def test_front_and_rear_tyres_have_notes_of_their_own() -> None:
    notes = []
    for axle in (slice(0, 2), slice(2, 4)):
        sound, cars = garage(engine=0.0, wind=0.0)
        cars["forward_speed"] = 30.0
        cars["slip"][:, axle] = 1.4
        hertz, strength = spectrum(heard(sound, cars))
        notes.append(hertz[int(np.argmax(strength))])
    assert notes[1] > notes[0] + 100.0


def test_every_ground_has_its_own_sound() -> None:
    spectra = []
    for surface in (Surface.ASPHALT, Surface.KERB, Surface.GRASS, Surface.GRAVEL):
        sound, cars = garage(engine=0.0, wind=0.0)
        cars["forward_speed"], cars["surface"] = 30.0, int(surface)
        samples = heard(sound, cars)
        assert loudness(samples) > 1e-3
        spectra.append(loudness(samples))
    asphalt, kerb, grass, gravel = spectra
    assert asphalt < grass < gravel
    assert kerb > 1.5 * asphalt


def test_ridges_of_a_kerb_come_as_fast_as_one_drives() -> None:
    for speed in (20.0, 40.0):
        sound, cars = garage(engine=0.0, wind=0.0)
        cars["forward_speed"], cars["surface"] = speed, int(Surface.KERB)
        mono = np.abs(heard(sound, cars, 2.0).mean(axis=1))
        beat = np.abs(np.fft.rfft(mono - mono.mean()))
        hertz = np.fft.rfftfreq(len(mono), 1.0 / RATE)
        ridges = speed / 0.8
        near = beat[np.abs(hertz - ridges) < 1.0].max()
        assert near > 8.0 * np.median(beat[(hertz > 10) & (hertz < 100)])


def test_the_wind_rises_with_speed() -> None:
    levels = []
    for speed in (15.0, 40.0, 80.0):
        sound, cars = garage(engine=0.0, tyres=0.0)
        cars["forward_speed"] = speed
        levels.append(loudness(heard(sound, cars)))
    assert levels[0] * 3.0 < levels[1] < levels[2] / 2.0


def test_a_car_to_the_left_is_heard_on_the_left_and_fades_with_distance() -> None:
    near_left, far_left, right = [], [], []
    for place, levels in ((12.0, near_left), (80.0, far_left), (-12.0, right)):
        sound, cars = garage(cars=2, engine=0.0, tyres=0.0, wind=0.0)
        cars["engine_speed"], cars["y"] = 6000 * RPM, [0.0, place]
        samples = heard(sound, cars)
        levels += [loudness(samples[:, 0]), loudness(samples[:, 1])]
    assert near_left[0] > 1.5 * near_left[1]
    assert right[1] > 1.5 * right[0]
    assert near_left[0] > 4.0 * far_left[0]


def test_a_car_that_goes_on_being_heard_keeps_its_place() -> None:
    _, cars = garage(cars=12)
    places: dict[int, set[int]] = {}
    cars["y"] = np.arange(12) * 4.0
    before: list[int] = []
    ear = Ear(0.0, 0.0, 0.0, 0, True)
    specs, voices = spec_rows([load_car("gt3")] * 12), [voice_of("gt3", False)] * 12
    for step in range(40):
        cars["y"][1:] -= 0.5
        _, heard = engines(cars, specs, voices, [0] * 12, ear, SoundOptions(), before)
        assert heard[0] == 0
        assert len({row for row in heard if row >= 0}) == len([row for row in heard if row >= 0])
        for place, row in enumerate(heard):
            if row >= 0 and row in before:
                assert before.index(row) == place
            places.setdefault(row, set()).add(step)
        before = heard
    assert len(places) > 8


def test_a_car_that_comes_sounds_higher_than_one_that_goes() -> None:
    notes = []
    for speed in (60.0, -60.0):
        sound, cars = garage(cars=1, rivals=1.0, tyres=0.0, wind=0.0)
        cars["engine_speed"], cars["throttle"], cars["x"] = 6000 * RPM, 1.0, -20.0
        cars["forward_speed"] = speed
        hertz, strength = spectrum(heard(sound, cars, inside=False))
        band = (hertz > 300) & (hertz < 520)
        notes.append(hertz[band][int(np.argmax(strength[band]))])
    assert notes[0] == pytest.approx(400.0 * 343.0 / (343.0 - 60.0), abs=4.0)
    assert notes[1] == pytest.approx(400.0 * 343.0 / (343.0 + 60.0), abs=4.0)


@pytest.mark.parametrize("group", [group for group in GROUPS if group != "spotter"])
def test_every_volume_at_nothing_is_silence_of_its_group(group: str) -> None:
    loud, quiet = [], []
    for volume, levels in ((1.0, loud), (0.0, quiet)):
        others = {name: 0.0 for name in GROUPS if name not in (group, "master")}
        others |= {"master": 1.0} if group != "master" else {"engine": 1.0}
        sound, cars = garage(cars=2, **{**others, group: volume})
        cars["engine_speed"], cars["forward_speed"], cars["y"] = 600.0, 60.0, [0.0, 9.0]
        sound.play(Cue.GO)
        sound.play(Cue.MENU_ACCEPT)
        levels.append(loudness(heard(sound, cars, 0.2)))
        sound.play(Cue.GO)
        sound.play(Cue.MENU_ACCEPT)
        levels.append(loudness(sound.render(0.2)))
    assert max(loud) > 1e-3
    assert max(quiet) == 0.0


def test_muted_is_silence_whatever_the_volumes_are() -> None:
    sound, cars = garage(muted=True)
    cars["engine_speed"], cars["forward_speed"] = 600.0, 60.0
    sound.play(Cue.GO)
    assert loudness(heard(sound, cars)) == 0.0


def test_the_mix_never_leaves_the_range_of_the_card() -> None:
    sound, cars = garage(cars=8, master=1.0, engine=1.0, rivals=1.0, tyres=1.0, effects=1.0)
    cars["engine_speed"], cars["forward_speed"], cars["slip"] = 800.0, 70.0, 2.0
    cars["surface"], cars["throttle"] = int(Surface.GRAVEL), 1.0
    for cue in Cue:
        sound.play(cue)
    assert np.abs(heard(sound, cars)).max() < 1.0


def test_the_same_drive_sounds_the_same_again() -> None:
    takes = []
    for _ in range(2):
        sound, cars = garage()
        cars["engine_speed"], cars["forward_speed"], cars["slip"] = 500.0, 30.0, 1.1
        takes.append(heard(sound, cars, 0.3))
    assert np.array_equal(*takes)


def test_a_gear_change_and_a_touch_are_heard() -> None:
    sound, cars = garage(engine=0.0, tyres=0.0, wind=0.0)
    assert loudness(heard(sound, cars, 0.1)) == 0.0
    cars["gear"] += 1
    sound.update(cars, 0, (0.0, 0.0), 0.0, 0.02)
    assert loudness(sound.render(0.1)) > 1e-3
    contact = np.zeros(1, CONTACT)
    contact["other"], contact["closing_speed"] = -1, 9.0
    sound.render(1.0)
    sound.after_contacts(contact, 0)
    assert loudness(sound.render(0.1)) > 1e-2
    sound.render(2.0)
    contact["car"] = 3
    sound.after_contacts(contact, 0)
    assert loudness(sound.render(0.1)) == 0.0


def test_being_dragged_along_a_wall_is_heard_for_as_long_as_it_lasts() -> None:
    sound, cars = garage(engine=0.0, tyres=0.0, wind=0.0)
    cars["forward_speed"] = 30.0
    contact = np.zeros(1, CONTACT)
    contact["other"] = -1
    levels = []
    for step in range(20):
        if step < 8:
            sound.after_contacts(contact, 0)
        sound.update(cars, 0, (0.0, 0.0), 0.0, 0.02)
        levels.append(loudness(sound.render(0.02)))
    assert min(levels[2:8]) > 1e-2
    assert levels[-1] < 0.1 * levels[6]


def test_pausing_and_ending_fade_to_silence() -> None:
    for stop in ("pause", "end"):
        sound, cars = garage()
        cars["engine_speed"] = 600.0
        assert loudness(heard(sound, cars, 0.1)) > 1e-3
        if stop == "pause":
            sound.pause(True)
        else:
            sound.end()
        sound.render(0.1)
        sound.update(cars, 0, (0.0, 0.0), 0.0, 0.02)
        assert loudness(sound.render(0.1)) == 0.0


@pytest.mark.parametrize("cue", list(Cue))
def test_every_cue_is_short_ends_softly_and_keeps_within_the_range(cue: Cue) -> None:
    samples = samples_of(cue)
    assert 0.02 < len(samples) / RATE < 1.5
    assert 0.05 < np.abs(samples).max() <= 2.5
    assert np.abs(samples[-15:]).max() < 0.05
