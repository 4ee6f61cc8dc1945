"""Cars that are put somewhere while a session runs."""

from __future__ import annotations

import numpy as np
import pytest

from game.core.clock import ticks
from game.race.placing import carry_over, legal_place, put_car
from game.race.session import Session
from game.race.settings import Start
from game.sim.controls import no_controls
from game.track.reader import build_track, load_track
from tests.race.puppets import OVAL, session, to_green


def idle(race: Session, seconds: float) -> None:
    controls = no_controls(len(race.entrants))
    for _ in range(ticks(seconds)):
        race.step(controls)


def test_a_car_stands_where_it_was_put_facing_along_the_road() -> None:
    race = session(1)
    to_green(race)
    put_car(race, 0, 700.0, 2.0)
    car = race.world.state[0]
    assert car["distance"] == pytest.approx(700.0, abs=0.2)
    assert car["offset"] == pytest.approx(2.0, abs=0.05)
    assert abs(float(car["heading"])) < 0.02
    assert race.race_state["speed"][0] == 0.0 or race.world.state["forward_speed"][0] == 0.0


def test_a_car_rolls_on_at_the_speed_it_was_given() -> None:
    race = session(1)
    to_green(race)
    put_car(race, 0, 100.0, 0.0, speed=40.0)
    idle(race, 0.5)
    assert 30.0 < race.world.state["forward_speed"][0] < 41.0


def test_a_car_that_is_still_held_on_the_grid_is_let_go() -> None:
    race = session(1)
    put_car(race, 0, 100.0, 0.0, speed=20.0)
    idle(race, 0.3)
    assert race.world.state["forward_speed"][0] > 10.0


def test_the_lap_begins_anew_where_a_car_is_put() -> None:
    race = session(1, start=Start.FLYING)
    put_car(race, 0, 900.0, 0.0, speed=20.0)
    idle(race, 1.0)
    assert race.race_state["laps"][0] == 0
    assert race.race_state["wrong_way"][0] == 0


def test_places_between_the_walls_are_legal_and_no_others() -> None:
    track = load_track(OVAL)
    x, y = track.position(300.0, 3.0)
    assert legal_place(track, float(x), float(y)) == pytest.approx((300.0, 3.0), abs=0.05)
    outside = float(track.stations["band_edge"][:, -1].max()) + 5.0
    x, y = track.position(300.0, outside)
    assert legal_place(track, float(x), float(y)) is None
    assert legal_place(track, 1e5, 1e5) is None


def test_cars_keep_place_direction_and_speed_on_a_track_that_has_changed() -> None:
    old, new = session(2, start=Start.FLYING), session(2, start=Start.FLYING, seed=2)
    idle(old, 1.0)
    assert carry_over(old, new) == []
    for name in ("x", "y", "yaw"):
        assert np.allclose(new.world.state[name], old.world.state[name])
    forward = old.world.state["forward_speed"]
    assert np.allclose(new.world.state["forward_speed"], forward, rtol=0.02)


def test_a_car_whose_place_is_gone_is_put_on_the_racing_line() -> None:
    old = session(1, start=Start.FLYING)
    text = OVAL.read_text(encoding="utf-8")
    narrow = build_track(text, "oval")
    new = Session(old.settings, narrow, old.entrants, 3)
    edge = float(narrow.stations["band_edge"][0, -1])
    x, y = narrow.position(50.0, edge + 8.0)
    old.world.place(0, float(x), float(y), 0.0)
    assert carry_over(old, new) == [0]
    car = new.world.state[0]
    line = narrow.stations[int(car["station"])]["line_offset"]
    assert car["offset"] == pytest.approx(float(line), abs=0.3)
