"""The facts of a live session, remembered between frames as far as they must be."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from game.core.clock import TICK, ticks
from game.hud.announcements import Announcer
from game.hud.around import GapWatch, relatives, times_between
from game.hud.car_info import car_info, fuel_per_lap
from game.hud.corner import next_corner
from game.hud.deltas import DeltaWatch
from game.hud.entry_list import entry_list
from game.hud.facts import (
    Bend,
    CarInfo,
    Floats,
    HudFacts,
    LapInfo,
    MapInfo,
    Relative,
    SessionInfo,
    Standing,
)
from game.hud.lap_trace import LapRecorder, LapTrace
from game.hud.marks import best_sectors, mark_of, sectors
from game.hud.orders import flag_info
from game.hud.plain import plain
from game.hud.standings import RUNNING, standings, statuses
from game.hud.theme import Colour
from game.hud.track_info import bends, track_info
from game.race.ideal_lap import IdealLap, ideal_lap
from game.race.session import Session
from game.race.state import NEVER, NO_TICK, Phase
from game.sim.driver import Lights

PHASES: Final = tuple(phase.name.lower() for phase in Phase)
RED, GO = int(Lights.RED), int(Lights.GO)
FULL_TICKS: Final = 4
"""For so long all facts but the needles and the map stay as they are: 30 times a second is enough.
"""
NOTE_TICKS: Final = 4
"""Ticks between two notes of where all cars are."""
STANDINGS_TICKS: Final = ticks(0.2)
RELATIVE_TICKS: Final = ticks(0.1)
RED_COLUMN: Final = 0.6
"""Between two columns of red lights [s]."""
COLUMNS: Final = 5
SLOW_LAP: Final = 1.06
"""A lap where none has been driven yet, as a factor of the ideal one."""


def _stretch(tick: int) -> int:
    """Which stretch of `FULL_TICKS` a tick is in.

    They begin a tick early, so that at 60 frames a second rivals, who decide in ticks that can be
    divided by that number, do so in other frames than those in which all facts are found.
    """
    return (tick + 1) // FULL_TICKS


def lit_columns(clock: Mapping[str, Any], tick: int) -> int:
    """Columns of red lights that are on at the start: one more every `RED_COLUMN`."""
    if clock["lights"] != RED:
        return 0
    return min(COLUMNS, 1 + int((tick - int(clock["phase_tick"])) * TICK / RED_COLUMN))


class SessionReporter:
    """Listens to a session (it is a `game.race.loop.Listener`) and reports what the HUD shows."""

    def __init__(self, session: Session, colours: Sequence[Colour] | None = None) -> None:
        """Get ready to watch; the ideal laps of the cars are looked up when first needed.

        Args:
            session: To be watched; may have been running.
            colours: Of the cars by row; else those of the drivers, else ones that differ.
        """
        self.session = session
        entrants = session.entrants
        self.entries = entry_list(
            [entrant.name for entrant in entrants],
            [entrant.car for entrant in entrants],
            [entrant.driver.tier for entrant in entrants],
            [getattr(entrant.driver, "colours", ()) for entrant in entrants],
            colours,
        )
        self.track = track_info(session.track)
        self.laps = LapRecorder(len(entrants), session.track.length)
        self._references: dict[int, LapTrace] = {}
        self._announcer = Announcer(self.entries.names)
        self._gaps = GapWatch(len(entrants))
        self._deltas = DeltaWatch()
        self._ideal: dict[str, IdealLap] = {}
        self._bends: dict[str, tuple[Bend, ...]] = {}
        self._specs: dict[int, dict[str, Any]] = {}
        self._standings: tuple[Standing, ...] = ()
        self._standings_for: tuple[int, int] = (-1, NEVER)
        self._relative: tuple[Relative, ...] = ()
        self._relative_for: tuple[int, int] = (-1, NEVER)
        self._last: tuple[tuple[int, int, bool, int], HudFacts] | None = None
        self._full_tick = NEVER

    def after_tick(self, session: Session, controls: NDArray[Any]) -> None:
        """Note where the cars are, for the deltas."""
        if session.tick % NOTE_TICKS == 0:
            distance = session.world.state["distance"]
            self.laps.note(session.tick * TICK, session.race_state, distance)

    def set_reference(self, row: int, trace: LapTrace | None) -> None:
        """Compare a car's lap with this one instead of its own best; none: with its own again."""
        if trace is None:
            self._references.pop(row, None)
        else:
            self._references[row] = trace

    def ideal(self, row: int) -> IdealLap:
        """The ideal lap of a car; its limits are measured the first time (a third of a second)."""
        car = self.session.entrants[row].car
        if car.content_hash not in self._ideal:
            self._ideal[car.content_hash] = ideal_lap(
                self.session.track, car, self.session.settings.wetness
            )
        return self._ideal[car.content_hash]

    def bends(self, row: int) -> tuple[Bend, ...]:
        """The corners of the track as this car drives them."""
        key = self.session.entrants[row].car.content_hash
        if key not in self._bends:
            spec = self.session.world.spec[row]
            self._bends[key] = bends(self.session.track, self.ideal(row), spec)
        return self._bends[key]

    def prepare(self, row: int) -> None:
        """Look up all that takes time, before the race and not in it."""
        self.bends(row)

    def facts(self, row: int, spectating: bool = False) -> HudFacts:
        """This moment seen from one car; see `facts_of_session`."""
        session = self.session
        key = (session.tick, row, spectating, len(session.events))
        if self._last is not None and self._last[0] == key:
            return self._last[1]
        if self._last is not None and self._is_fresh(key):
            facts = self._moved(self._last[1])
        else:
            facts = self._facts(row, spectating)
            self._full_tick = session.tick
        self._last = key, facts
        return facts

    def _is_fresh(self, key: tuple[int, int, bool, int]) -> bool:
        """Whether all but what moves is still as it was last reported."""
        same = self._last is not None and self._last[0][1:] == key[1:]
        return same and _stretch(key[0]) == _stretch(self._full_tick)

    def _moved(self, last: HudFacts) -> HudFacts:
        """The same facts with needles and cars where they are now."""
        session, row = self.session, last.row
        car = plain(session.world.state[row])
        info = self._instruments(car, row, last.car.fuel_per_lap, last.car.laps_to_go)
        return replace(last, time=session.tick * TICK, car=info, map=self._map())

    def _facts(self, row: int, spectating: bool) -> HudFacts:
        session, state = self.session, self.session.world.state
        car, race = plain(state[row]), plain(session.race_state[row])
        clock = plain(session.control.clock)
        lap = self._lap(row, race, clock, float(car["distance"]))
        lap_share = float(car["distance"]) / session.track.length if race["marks"] > 0 else 0.0
        per_lap = fuel_per_lap(
            float(race["fuel_per_lap"]), float(race["lap_fuel"]), float(car["fuel"]), lap_share
        )
        info = self._session_info(clock)
        return HudFacts(
            time=session.tick * TICK,
            row=row,
            session=info,
            car=self._instruments(car, row, per_lap, self._laps_to_go(race, lap_share, info.left)),
            lap=lap,
            position=int(race["position"]),
            standings=self._stand(row),
            relative=self._around(row),
            track=self.track,
            map=self._map(),
            flags=flag_info(session, row),
            messages=self._announcer.messages(session.events, row, spectating),
            corner=next_corner(self.bends(row), float(car["distance"]), session.track.length),
            tower=spectating,
        )

    def _instruments(
        self, car: Mapping[str, Any], row: int, per_lap: float, laps_to_go: float | None
    ) -> CarInfo:
        """What the instruments of a car show."""
        entrant = self.session.entrants[row]
        return car_info(
            car,
            self._spec(row),
            entrant.car.title,
            entrant.name,
            assists=(
                bool(car["abs_active"]),
                bool(car["traction_control_active"]),
                bool(car["stability_active"]),
            ),
            pit_limiter=bool(car["limiter"]),
            clutch=float(self.session.world.controls["clutch"][row]) / 1023.0,
            per_lap=per_lap,
            laps_to_go=laps_to_go,
        )

    def _spec(self, row: int) -> dict[str, Any]:
        if row not in self._specs:
            self._specs[row] = plain(self.session.world.spec[row])
        return self._specs[row]

    def _session_info(self, clock: Mapping[str, Any]) -> SessionInfo:
        session = self.session
        phase = PHASES[int(clock["phase"])]
        started = int(clock["go_tick"]) != NEVER
        counts = session.settings.minutes is not None and phase == "green"
        ends = int(clock["end_tick"])
        return SessionInfo(
            kind=str(session.settings.kind),
            phase=phase,
            title=session.track.title,
            laps=session.settings.laps if session.settings.minutes is None else None,
            left=(ends - session.tick) * TICK if counts and ends != NO_TICK else None,
            elapsed=(session.tick - int(clock["go_tick"])) * TICK if started else -1.0,
            leader_lap=int(session.race_state["laps"].max()) + 1,
            cars=len(session.entrants),
            wetness=session.settings.wetness,
            red_lights=lit_columns(clock, session.tick),
            green_light=bool(clock["lights"] == GO),
            best_lap=float(clock["best_lap"]),
            best_by=self.entries.names[int(clock["best_car"])] if clock["best_car"] >= 0 else "",
        )

    def _lap(
        self, row: int, race: Mapping[str, Any], clock: Mapping[str, Any], distance: float
    ) -> LapInfo:
        session, now = self.session, self.session.tick * TICK
        phase = PHASES[clock["phase"]]
        running = race["status"] == RUNNING and phase in ("green", "chequered")
        timed = running and (race["marks"] > 0 or session.control.is_race)
        current = now - float(race["lap_start"]) if timed else None
        ideal, best_of_all = self.ideal(row), float(clock["best_lap"])
        last, best = float(race["last_lap"]), float(race["best_lap"])
        trace = self._references.get(row) or self.laps.best[row]
        to_best, to_ideal, trend = self._deltas.deltas(
            row,
            now,
            current if race["marks"] > 0 else None,
            distance,
            trace,
            ideal.time,
            ideal.time_s,
            session.track.length,
        )
        return LapInfo(
            number=int(race["laps"]) + 1 if timed else 0,
            current=current,
            valid=bool(race["lap_valid"]),
            last=last,
            last_mark=mark_of(last, best, best_of_all, bool(race["last_valid"])),
            best=best,
            best_mark=mark_of(best, best, best_of_all),
            ideal=ideal.time_s,
            delta_best=to_best,
            delta_ideal=to_ideal,
            trend=trend,
            predicted=trace.lap_time + to_best if trace and to_best is not None else None,
            sectors=sectors(race, best_sectors(session.race_state)),
            reference=trace.name if trace else "",
        )

    def _laps_to_go(self, race: Any, share: float, left: float | None) -> float | None:
        laps = self.session.settings.laps
        if self.session.settings.minutes is None:
            return max(laps - float(race["laps"]) - share, 0.0) if laps else None
        lap = float(race["best_lap"]) or float(race["last_lap"])
        return left / lap + 1.0 - share if left is not None and lap > 0.0 else None

    def _stand(self, row: int) -> tuple[Standing, ...]:
        """The standings, made anew when they are due."""
        if self._is_due(self._standings_for, row, STANDINGS_TICKS):
            made = standings(self.session, self.entries, row)
            if made != self._standings:
                self._standings = made
            self._standings_for = row, self.session.tick
        return self._standings

    def _around(self, row: int) -> tuple[Relative, ...]:
        """The cars around one, made anew when they are due, a little later than the standings."""
        late = FULL_TICKS if self._standings_for == (row, self.session.tick) else 0
        if self._is_due(self._relative_for, row, RELATIVE_TICKS + late):
            self._relative = self._relatives(row)
            self._relative_for = row, self.session.tick
        return self._relative

    def _is_due(self, made: tuple[int, int], row: int, after: int) -> bool:
        """Whether what was made for a row at a tick is too old, or for another one."""
        return row != made[0] or not 0 <= self.session.tick - made[1] < after

    def _relatives(self, row: int) -> tuple[Relative, ...]:
        session = self.session
        race, state, length = session.race_state, session.world.state, session.track.length
        ideal, best = self.ideal(row), float(race["best_lap"][row])
        lap_time = best if best > 0.0 else SLOW_LAP * ideal.time_s
        profile = ideal.time * (lap_time / ideal.time_s)
        here = float(state["distance"][row])
        gaps = times_between(here, state["distance"], profile, lap_time, length)
        by_road = (state["distance"] - here + length / 2) % length - length / 2
        laps = np.round((race["progress"] - race["progress"][row] - by_road) / length)
        if not session.control.is_race:
            laps = np.zeros(len(race))
        present = state["present"].astype(bool)
        return relatives(
            row,
            self.entries,
            gaps,
            self._gaps.closing(session.tick * TICK, row, gaps),
            laps,
            race["position"],
            statuses(race, present),
            present,
        )

    def _map(self) -> MapInfo:
        state, race = self.session.world.state, self.session.race_state
        hazards = race["distance"][race["hazard"] == 1]
        return MapInfo(
            x=state["x"].copy(),
            y=state["y"].copy(),
            yaw=state["yaw"].copy(),
            shown=state["present"].astype(bool),
            positions=race["position"].copy(),
            colours=self.entries.colours,
            yellow_at=tuple(hazards.tolist()),
        )


def facts_of_session(reporter: SessionReporter, row: int, spectating: bool = False) -> HudFacts:
    """What the HUD shows of a live session.

    Args:
        reporter: Listener of the session's loop.
        row: Car that is followed.
        spectating: Nobody drives here: messages are for the public, the tower is shown.
    """
    return reporter.facts(row, spectating)


def with_own_view(facts: HudFacts, x: Floats, y: Floats, yaw: Floats) -> HudFacts:
    """The same with cars where the picture between two ticks has them."""
    return replace(facts, map=replace(facts.map, x=x, y=y, yaw=yaw))
