"""The scripted driver among others, under flags and in the pits."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pytest

from game.core.errors import UndercutError
from game.core.seeds import SeedTree
from game.race.scripted.driver import ScriptedDriver
from game.race.scripted.lanes import lane_of
from game.race.scripted.personality import Personality
from game.race.scripted.solo import open_road
from game.race.scripted.traffic import time_alongside
from game.sim.arena import Arena
from game.sim.car_limits import car_limits
from game.sim.driver import Lights, Scene
from game.sim.world import World
from game.track.reader import load_track
from game.vehicle.reader import load_car

TRACK = load_track("corvane")


@dataclass
class Road:
    """Some cars on one track, each driven by the scripted driver."""

    cars: Sequence[str]
    margins: Sequence[float]
    brief: Any = field(init=False)
    world: World = field(init=False)
    driver: ScriptedDriver = field(init=False)

    def __post_init__(self) -> None:
        cars = [load_car(name) for name in self.cars]
        self.world = World([Arena(TRACK, cars)])
        self.brief = open_road(len(cars))
        self.driver = ScriptedDriver(
            TRACK,
            range(len(cars)),
            np.concatenate([car_limits(car) for car in cars]),
            [Personality(margin=margin, consistency=1.0) for margin in self.margins],
            SeedTree(5),
        )

    def put(self, row: int, distance: float, speed: float, aside: float = 0.0) -> None:
        station = TRACK.stations[int(distance % TRACK.length / TRACK.spacing)]
        x, y = TRACK.position(distance, float(station["line_offset"]) + aside)
        yaw = float(np.arctan2(station["tangent_y"], station["tangent_x"]))
        self.world.place(row, float(x), float(y), yaw, speed)

    def keep_lane(self, row: int, lane: float) -> None:
        """Let a driver be on his way on a lane already."""
        self.driver.memories["lane"][row] = self.driver.memories["aim"][row] = lane

    def step(self) -> None:
        world = self.world
        if world.tick % self.driver.period == 0:
            scene = Scene(world.tick, TRACK, world.spec, world.state, self.brief)
            self.driver.decide(scene, world.controls)
        world.step()

    def run(self, seconds: float) -> list[Any]:
        """The states of all cars at each tick."""
        seen = []
        for _ in range(round(120 * seconds)):
            self.step()
            seen.append(self.world.state.copy())
        return seen


def test_nobody_runs_into_a_slower_car() -> None:
    road = Road(["city-ev", "gt3"], [0.6, 0.9])
    road.put(0, 60.0, 20.0)
    road.put(1, 5.0, 20.0)
    touched = 0
    for _ in range(120 * 60):
        road.step()
        touched += len(road.world.contacts)
    assert touched == 0


def test_a_faster_car_gets_past() -> None:
    road = Road(["city-ev", "gt3"], [0.7, 0.9])
    road.put(0, 60.0, 20.0)
    road.put(1, 5.0, 20.0)
    last = road.run(60.0)[-1]
    assert last["distance"][1] > last["distance"][0] + 20.0


def test_the_lights_are_waited_for() -> None:
    road = Road(["gt3", "f3", "kart"], [0.9, 0.9, 0.9])
    road.brief["lights"], road.brief["green"] = int(Lights.RED), 0
    road.brief["lap"] = 0
    before = road.world.state["distance"].copy()
    waited = road.run(3.0)[-1]
    assert waited["distance"] == pytest.approx(before, abs=0.05)
    road.brief["lights"], road.brief["green"] = int(Lights.GO), 1
    assert np.all(road.run(3.0)[-1]["forward_speed"] > 8.0)


@pytest.mark.parametrize("car", ["roadster", "gt3", "kart", "f1", "city-ev"])
def test_who_masters_the_start_waits_at_speed_and_gets_away_first(car: str) -> None:
    ways = []
    for launch in (0.0, 0.5, 1.0):
        road = Road([car], [0.9])
        road.driver.launch[:] = launch
        road.brief["lights"], road.brief["green"] = int(Lights.RED), 0
        road.brief["lap"] = 0
        before = float(road.world.state["distance"][0])
        assert float(road.run(2.0)[-1]["distance"][0]) == pytest.approx(before, abs=0.05)
        road.brief["lights"], road.brief["green"] = int(Lights.GO), 1
        ways.append(float(road.run(3.0)[-1]["distance"][0]) - before)
    held, half, full = ways
    if load_car(car).record["electric"]:
        assert held == half == full
    else:
        assert held < half <= full + 0.2
        assert full > held + 0.2


def test_a_blue_flag_makes_way_off_the_line() -> None:
    free, flagged = Road(["gt3"], [0.9]), Road(["gt3"], [0.9])
    for road in (free, flagged):
        road.put(0, TRACK.length - 300.0, 40.0)
    flagged.brief["blue"] = 1
    ahead, behind = free.run(6.0)[-1], flagged.run(6.0)[-1]
    line = TRACK.stations["line_offset"]
    assert abs(behind["offset"][0] - line[behind["station"][0]]) > 1.0
    assert abs(ahead["offset"][0] - line[ahead["station"][0]]) < 0.5


def test_yellow_flags_and_limits_slow_the_car() -> None:
    road = Road(["gt3"], [0.9])
    road.put(0, 0.0, 40.0)
    road.brief["target_speed"] = 20.0
    assert road.run(8.0)[-1]["forward_speed"][0] == pytest.approx(20.0, abs=1.0)


def test_who_runs_wide_in_a_corner_lifts() -> None:
    bend = TRACK.stations["line_curvature"]
    apex = int(np.argmax(np.abs(bend)))
    speed = float(np.sqrt(12.0 / abs(bend[apex])))
    pedals = []
    for outwards in (-1.0, 0.0, 1.0, 2.0):
        road = Road(["gt3"], [0.9])
        road.put(0, apex * TRACK.spacing, speed, -outwards * float(np.sign(bend[apex])))
        road.run(0.1)
        control = road.world.controls[0]
        pedals.append(int(control["throttle"]) - int(control["brake"]))
    inside, on_line, wide, wider = pedals
    assert inside == pytest.approx(on_line, abs=20)
    assert wider < wide - 100 < on_line - 200


def test_who_has_passed_takes_the_line_as_if_alone() -> None:
    apex = int(np.argmax(np.abs(TRACK.stations["line_curvature"])))
    ways = []
    for others in ([], ["gt3"]):
        road = Road(["gt3", *others], [0.9] * (1 + len(others)))
        road.put(0, apex * TRACK.spacing - 120.0, 40.0)
        if others:
            road.put(1, apex * TRACK.spacing - 126.0, 30.0, 2.5)
        ways.append([state["offset"][0] for state in road.run(2.0)])
    assert ways[0] == pytest.approx(ways[1], abs=0.05)


def test_who_trusts_the_car_ahead_follows_nearer_and_less_so_where_somebody_hinders_it() -> None:
    gaps = []
    for trust, third in ((0.0, 2000.0), (1.0, 2000.0), (0.0, 75.0), (1.0, 75.0)):
        road = Road(["gt3", "gt3", "gt3"], [0.75, 0.9, 0.7])
        road.driver.aggression[:] = 0.0
        road.driver.trust[1] = trust
        for row, place in enumerate((60.0, 30.0, third)):
            road.put(row, place, 30.0)
        places = [state["distance"] for state in road.run(14.0)[-600:]]
        gaps.append(float(np.mean([each[0] - each[1] for each in places])))
    wary, trusting, wary_in_a_crowd, trusting_in_a_crowd = gaps
    assert trusting < wary - 1.0
    assert trusting + 1.0 < trusting_in_a_crowd < wary_in_a_crowd


def test_who_was_off_the_road_comes_back_when_the_others_have_passed() -> None:
    place, crossed = 300.0, []
    for others in ([], ["gt3"]):
        road = Road(["gt3", *others], [0.9] * (1 + len(others)))
        station = TRACK.stations[int(place / TRACK.spacing)]
        beside = float(station["width_left"] - station["line_offset"]) + 3.0
        road.put(0, place, 25.0, beside)
        if others:
            road.put(1, place - 45.0, 50.0)
        for tick, state in enumerate(road.run(9.0)):
            car = state[0]
            if car["offset"] < TRACK.stations["width_left"][car["station"]]:
                crossed.append(tick / 120.0)
                if others:
                    assert state["distance"][1] > car["distance"]
                break
    alone, among = crossed
    assert alone < 2.0 < among


def test_who_catches_a_slow_car_beside_the_line_brakes_where_the_line_comes_to_it() -> None:
    line, ahead = TRACK.stations["line_offset"], round(60.0 / TRACK.spacing)
    straight = np.abs(TRACK.stations["line_curvature"]) < 0.004
    moved = np.where(straight & np.roll(straight, -ahead), np.roll(line, -ahead) - line, 0.0)
    place = int(np.argmax(np.abs(moved)))
    slow = place + round(35.0 / TRACK.spacing)
    there = float(line[place] + moved[place])
    road = Road(["gt3", "gt3"], [0.9, 0.9])
    road.brief["target_speed"][1] = 18.0
    road.put(0, place * TRACK.spacing, 45.0)
    road.put(1, slow * TRACK.spacing, 18.0, there - float(line[slow]))
    road.keep_lane(1, lane_of(road.driver.lanes[0][slow]["offset"], there))
    touched = 0
    for _ in range(round(120 * 2.5)):
        road.step()
        touched += len(road.world.contacts)
    assert abs(moved[place]) > 3.0
    assert touched == 0


@pytest.mark.parametrize(
    ("way", "faster", "time"),
    [
        (0.0, 5.0, 1.0),
        (0.0, -5.0, 1.0),
        (3.0, -4.0, 2.0),
        (-3.0, 4.0, 2.0),
        (-3.0, -4.0, 0.5),
        (7.0, 4.0, 0.0),
    ],
)
def test_time_alongside_is_the_way_left_over_the_difference_in_speed(
    way: float, faster: float, time: float
) -> None:
    assert time_alongside(way, 5.0, faster) == pytest.approx(time)


def test_a_slow_car_turns_gently_to_leave_room() -> None:
    road = Road(["gt3", "gt3"], [0.9, 0.9])
    road.brief["target_speed"] = 10.0
    road.put(0, TRACK.length - 400.0, 10.0)
    road.put(1, TRACK.length - 400.0, 10.0, 1.9)
    seen = road.run(1.5)
    assert max(abs(float(state["heading"][0])) for state in seen) < 0.2
    assert abs(float(seen[-1]["offset"][0] - seen[-1]["offset"][1])) > 2.2


def test_who_runs_wide_of_a_way_beside_the_line_lifts_too() -> None:
    bend = TRACK.stations["line_curvature"]
    apex = int(np.argmax(np.abs(bend)))
    outwards = -float(np.sign(bend[apex]))
    speed = float(np.sqrt(9.0 / abs(bend[apex])))
    pedals = []
    for aside in (0.0, 3.0):
        road = Road(["gt3"], [0.9])
        lanes = road.driver.lanes[0][apex]["offset"]
        lane = 0.4 * outwards
        edge = float(lanes[1] if lane > 0.0 else lanes[2])
        way = abs(lane) * (edge - float(lanes[0]))
        road.put(0, apex * TRACK.spacing, speed, way + outwards * aside)
        road.keep_lane(0, lane)
        road.run(0.05)
        control = road.world.controls[0]
        pedals.append(int(control["throttle"]) - int(control["brake"]))
    assert pedals[1] < pedals[0] - 100


def test_who_brakes_into_a_corner_steers_farther_in() -> None:
    bend = TRACK.stations["line_curvature"]
    apex = int(np.argmax(np.abs(bend)))
    inwards = float(np.sign(bend[apex]))
    steered = []
    for last_pedal in (1.0, 0.0, -0.3, -1.0):
        road = Road(["gt3"], [0.9])
        road.put(0, apex * TRACK.spacing, float(np.sqrt(8.0 / abs(bend[apex]))))
        road.run(0.25)
        road.driver.memories["pedal"] = last_pedal
        scene = Scene(0, TRACK, road.world.spec, road.world.state, road.brief)
        road.driver.decide(scene, road.world.controls)
        steered.append(inwards * float(road.world.controls["steer"][0]))
    driving, rolling, braking, hard = steered
    assert driving == rolling
    assert rolling < braking < hard


def test_who_is_ahead_on_the_inside_of_a_corner_is_let_go() -> None:
    bend = TRACK.stations["line_curvature"]
    apex = int(np.argmax(np.abs(bend)))
    speed = float(np.sqrt(7.0 / abs(bend[apex])))
    outwards = -3.0 * float(np.sign(bend[apex]))
    line = TRACK.stations["line_offset"]
    speeds = []
    for lead, other in ((-2.0, speed), (2.0, speed), (2.0, 0.0)):
        road = Road(["gt3", "gt3"], [0.9, 0.9])
        road.put(0, apex * TRACK.spacing, speed, outwards)
        road.put(1, apex * TRACK.spacing + lead, other)
        road.keep_lane(0, lane_of(road.driver.lanes[0][apex]["offset"], line[apex] + outwards))
        speeds.append(float(road.run(0.7)[-1]["forward_speed"][0]))
    fought, conceded, passed = speeds
    assert conceded < fought - 1.0
    assert passed > conceded + 1.0, "a car that stands is driven past, not waited for"


def test_a_stop_keeps_the_pit_limit_and_stands_in_the_box() -> None:
    pit = TRACK.pit_lane
    assert pit is not None
    box = pit.boxes[4]
    road = Road(["gt3"], [0.9])
    road.put(0, pit.entry_s - 500.0, 40.0)
    road.brief["must_pit"], road.brief["pit_box"] = 1, 4
    into = (pit.limit_end_s - pit.limit_start_s) % TRACK.length
    seen = road.run(22.0)
    car = road.world.state[0]
    assert abs(car["distance"] - box.s) < 3.0
    assert abs(car["offset"] - box.d) < 2.5
    assert car["forward_speed"] < 0.3
    road.world.hold(0, True)
    road.brief["must_pit"] = 0
    seen += road.run(2.0)
    road.world.hold(0, False)
    seen += road.run(25.0)
    for state in seen:
        if (state["distance"][0] - pit.limit_start_s) % TRACK.length < into:
            assert state["forward_speed"][0] < pit.speed_limit + 0.3
    car = road.world.state[0]
    assert abs(car["offset"] - TRACK.stations["line_offset"][car["station"]]) < 1.0
    assert car["forward_speed"] > pit.speed_limit


def test_memory_is_restored_exactly() -> None:
    road = Road(["gt3", "gt4"], [0.9, 0.9])
    road.put(0, 0.0, 30.0)
    road.put(1, 20.0, 30.0)
    road.run(5.0)
    world, memory = road.world.save(), road.driver.save()
    first = road.run(5.0)[-1].tobytes()
    other = Road(["gt3", "gt4"], [0.9, 0.9])
    other.world.load(world)
    other.driver.load(memory)
    assert other.run(5.0)[-1].tobytes() == first


def test_memory_of_other_cars_is_refused() -> None:
    road = Road(["gt3"], [0.9])
    with pytest.raises(UndercutError, match="memory of a scripted driver"):
        road.driver.load(b"too short")


def test_a_spun_car_comes_back() -> None:
    road = Road(["gt3"], [0.9])
    road.put(0, 100.0, 0.0)
    car = road.world.state[0]
    road.world.place(0, float(car["x"]), float(car["y"]), float(car["yaw"]) + 2.8, 0.0)
    last = road.run(25.0)[-1]
    assert abs(last["heading"][0]) < 0.5
    assert last["forward_speed"][0] > 10.0


@pytest.mark.parametrize(("name", "value"), [("margin", 1.2), ("aggression", -1), ("reaction", 0)])
def test_nobody_is_impossible(name: str, value: float) -> None:
    with pytest.raises(ValueError, match=name):
        Personality(**{name: value})
