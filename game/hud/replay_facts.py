"""The facts of a replay at any moment: the same HUD as while it was driven."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import numpy as np

from game.core.clock import TICK, ticks
from game.hud.announcements import last_messages
from game.hud.around import GapWatch, relatives, times_between
from game.hud.car_info import car_info
from game.hud.corner import next_corner
from game.hud.deltas import DeltaWatch
from game.hud.entry_list import entry_list
from game.hud.facts import (
    Bend,
    CarInfo,
    FlagInfo,
    Floats,
    HudFacts,
    LapInfo,
    MapInfo,
    Mark,
    Message,
    Relative,
    Sector,
    SessionInfo,
    Standing,
)
from game.hud.lap_trace import LapTrace, trace_of_ghost
from game.hud.marks import mark_of
from game.hud.plain import plain
from game.hud.replay_book import EventBook, SessionNotes
from game.hud.replay_laps import LapsSoFar, Progress, ReplayLap, laps_of, laps_so_far
from game.hud.replay_standings import standings_at
from game.hud.session_facts import SLOW_LAP
from game.hud.theme import Colour
from game.hud.track_info import bends, track_info
from game.race.ideal_lap import IdealLap, ideal_lap
from game.race.settings import SessionSettings
from game.replay.ghost import ghost_of_lap
from game.replay.player import Player
from game.replay.pose import PoseFlag
from game.track.track import Track
from game.vehicle.reader import Car

RECENT: Final = 24
"""Events that are looked at for messages."""
JUST_BEGUN: Final = 0.5
"""[s]"""
REFRESH: Final = 0.2
"""Standings are worked out anew this often [s]."""


class ReplayReporter:
    """Reports what the HUD shows of a replay."""

    def __init__(
        self,
        player: Player,
        track: Track,
        cars: Sequence[Car],
        colours: Sequence[Colour] | None = None,
    ) -> None:
        """Read the whole way of all cars.

        Args:
            player: Of the replay.
            track: That was driven on.
            cars: Of the entrants, by row.
            colours: Of the cars by row, if not those of the drivers.
        """
        header = player.replay.header
        self.player, self.track, self.cars = player, track, tuple(cars)
        self.settings = SessionSettings.model_validate(header.settings)
        self.entries = entry_list(
            header.names,
            cars,
            [entrant.driver.tier for entrant in header.entrants],
            [getattr(entrant.driver, "colours", ()) for entrant in header.entrants],
            colours,
        )
        self.info = track_info(track)
        events = list(player.replay.events())
        self.book = EventBook(events, len(cars))
        self.progress = Progress(player, track.length, track.sectors)
        self.laps = laps_of(self.progress, events, len(cars))
        self._ideal: dict[str, IdealLap] = {}
        self._bends: dict[str, tuple[Bend, ...]] = {}
        self._traces: dict[tuple[int, int], LapTrace] = {}
        self._deltas, self._gaps = DeltaWatch(), GapWatch(len(cars))
        self._standings: tuple[Standing, ...] = ()
        self._standings_for: tuple[int, int] = (-1, -1)
        self._best_sectors = (0.0, 0.0, 0.0)
        self._fuel: dict[tuple[int, int], float] = {}
        self._said: tuple[tuple[int, int, bool], tuple[Message, ...]] | None = None

    @property
    def is_race(self) -> bool:
        """Whether the order on the road decides."""
        return not self.settings.timed

    def ideal(self, row: int) -> IdealLap:
        """The ideal lap of a car."""
        car = self.cars[row]
        if car.content_hash not in self._ideal:
            self._ideal[car.content_hash] = ideal_lap(self.track, car, self.settings.wetness)
        return self._ideal[car.content_hash]

    def bends(self, row: int) -> tuple[Bend, ...]:
        """The corners of the track as a car drives them."""
        key = self.cars[row].content_hash
        if key not in self._bends:
            self._bends[key] = bends(self.track, self.ideal(row), self.cars[row].record)
        return self._bends[key]

    def facts(self, seconds: float, row: int, spectating: bool = False) -> HudFacts:
        """A moment seen from one car; see `facts_of_replay`."""
        tick = round(seconds / TICK)
        shown = self.player.at(seconds)
        shown["distance"] = self._on_lap(seconds)
        standings = self._stand(tick, row)
        car, notes = plain(shown[row]), self.book.at(tick)
        so_far = laps_so_far(self.laps[row], seconds)
        flags = int(car["flags"])
        return HudFacts(
            time=seconds,
            row=row,
            session=self._session(tick, notes, standings),
            car=self._car(car, row, so_far, flags),
            lap=self._lap(seconds, row, so_far, car, notes),
            position=int(car["position"]),
            standings=standings,
            relative=self._relative(seconds, row, shown, standings),
            track=self.info,
            map=MapInfo(
                x=shown["x"],
                y=shown["y"],
                yaw=shown["yaw"],
                shown=(shown["flags"] & PoseFlag.PRESENT.value) > 0,
                positions=shown["position"],
                colours=self.entries.colours,
                yellow_at=(),
            ),
            flags=self._flags(seconds, row, notes, flags),
            messages=self._messages(self.book.heard(tick), row, spectating),
            corner=next_corner(self.bends(row), float(car["distance"]), self.track.length),
            tower=spectating,
        )

    def _on_lap(self, seconds: float) -> Floats:
        """Distances of all cars from the line; those of poses do not go smoothly over it [m]."""
        along: Floats = self.progress.at(seconds) % self.track.length
        return along

    def _messages(self, heard: int, row: int, spectating: bool) -> tuple[Message, ...]:
        key = heard, row, spectating
        if self._said is None or self._said[0] != key:
            recent = self.book.events[max(heard - RECENT, 0) : heard]
            self._said = key, last_messages(recent, row, spectating, self.entries.names)
        return self._said[1]

    def _session(
        self, tick: int, notes: SessionNotes, standings: tuple[Standing, ...]
    ) -> SessionInfo:
        settings = self.settings
        elapsed = -1.0 if notes.go_tick is None else (tick - notes.go_tick) * TICK
        left = None
        if settings.minutes is not None and notes.phase == "green":
            left = max(60.0 * settings.minutes - elapsed, 0.0)
        timed = [standing for standing in standings if standing.best > 0.0]
        best = min(timed, key=lambda standing: standing.best, default=None)
        return SessionInfo(
            kind=str(settings.kind),
            phase=notes.phase,
            title=self.track.title,
            laps=settings.laps if settings.minutes is None else None,
            left=left,
            elapsed=elapsed,
            leader_lap=max(standing.laps for standing in standings) + 1,
            cars=len(self.cars),
            wetness=settings.wetness,
            red_lights=notes.red_lights(tick),
            green_light=notes.green_light(tick),
            best_lap=best.best if best else 0.0,
            best_by=best.name if best else "",
        )

    def _car(self, car: Any, row: int, so_far: LapsSoFar, flags: int) -> CarInfo:
        share = float(car["distance"]) / self.track.length
        laps = self.settings.laps if self.settings.minutes is None else None
        to_go = max(laps - float(car["lap"]) - share, 0.0) if laps else None
        return car_info(
            car,
            plain(self.cars[row].record[()]),
            self.cars[row].title,
            self.entries.names[row],
            assists=(
                bool(flags & PoseFlag.ABS.value),
                bool(flags & PoseFlag.TRACTION_CONTROL.value),
                bool(flags & PoseFlag.STABILITY.value),
            ),
            pit_limiter=bool(flags & PoseFlag.LIMITER.value),
            per_lap=self._fuel_per_lap(row, so_far.last),
            laps_to_go=to_go,
        )

    def _fuel_per_lap(self, row: int, lap: ReplayLap | None) -> float:
        """Fuel that a lap took, 0 where it was filled up in it or none is known [kg]."""
        if lap is None:
            return 0.0
        key = row, lap.event.tick
        if key not in self._fuel:
            begun, ended = (self.player.at(moment)[row]["fuel"] for moment in (lap.start, lap.end))
            self._fuel[key] = max(float(begun - ended), 0.0)
        return self._fuel[key]

    def _lap_start(self, row: int, so_far: LapsSoFar, notes: SessionNotes) -> float | None:
        """When the lap being driven began; none on the way to the line."""
        if so_far.last is not None:
            return so_far.last.end
        if self.is_race:
            return None if notes.go_tick is None else notes.go_tick * TICK
        travelled = self.progress.travelled[0, row]
        return self.progress.when(row, 0.0) if travelled < 0.0 else None

    def _lap(
        self, seconds: float, row: int, so_far: LapsSoFar, car: Any, notes: SessionNotes
    ) -> LapInfo:
        start = self._lap_start(row, so_far, notes)
        running = notes.cars[row].status == "running" and start is not None and seconds >= start
        current = seconds - start if running and start is not None else None
        ideal, trace = self.ideal(row), self._trace(row, so_far.best)
        on_lap = current is not None and float(self.progress.at(seconds)[row]) >= 0.0
        to_best, to_ideal, trend = self._deltas.deltas(
            row,
            seconds,
            current if on_lap else None,
            _since_line(float(car["distance"]), current or 0.0, self.track.length),
            trace,
            ideal.time,
            ideal.time_s,
            self.track.length,
        )
        last, best = so_far.last, so_far.best
        best_of_all = min(
            (s.best for s in self._standings if s.best > 0.0), default=best.time if best else 0.0
        )
        own = best.time if best else 0.0
        return LapInfo(
            number=len(so_far.done) + 1 if current is not None else 0,
            current=current,
            valid=not notes.cars[row].lap_deleted,
            last=last.time if last else 0.0,
            last_mark=mark_of(last.time, own, best_of_all, last.valid) if last else Mark.NONE,
            best=own,
            best_mark=mark_of(own, own, best_of_all),
            ideal=ideal.time_s,
            delta_best=to_best,
            delta_ideal=to_ideal,
            trend=trend,
            predicted=own + to_best if to_best is not None else None,
            sectors=self._sectors(seconds, row, start, so_far),
            reference="best" if trace else "",
        )

    def _trace(self, row: int, lap: ReplayLap | None) -> LapTrace | None:
        if lap is None:
            return None
        key = row, lap.event.tick
        if key not in self._traces:
            ghost = ghost_of_lap(self.player, lap.event)
            self._traces[key] = trace_of_ghost(ghost, self.track.length)
        return self._traces[key]

    def _sectors(
        self, seconds: float, row: int, start: float | None, so_far: LapsSoFar
    ) -> tuple[Sector, ...]:
        now = self.progress.sectors(row, start, seconds) if start is not None else (0.0,) * 3
        shown = []
        for k in range(3):
            current = now[k] > 0.0 and k < 2
            last = so_far.last.sectors[k] if so_far.last else 0.0
            time, own = (now[k] if current else last), so_far.best_sectors[k]
            mark = mark_of(time, own, self._best_sectors[k])
            difference = time - own if time > 0.0 and own > 0.0 else None
            shown.append(Sector(time, mark, current, difference))
        return tuple(shown)

    def _best_of_all(self, seconds: float) -> tuple[float, float, float]:
        """The best times of all in each sector by a moment, 0: none [s]."""
        done = [lap for laps in self.laps for lap in laps if lap.valid and lap.end <= seconds]
        first, second, third = (
            min((lap.sectors[k] for lap in done if lap.sectors[k] > 0.0), default=0.0)
            for k in range(3)
        )
        return first, second, third

    def _flags(self, seconds: float, row: int, notes: SessionNotes, flags: int) -> FlagInfo:
        car = notes.cars[row]
        blue = bool(flags & PoseFlag.BLUE.value)
        names, lane = self.entries.names, self.track.pit_lane
        inside = bool(flags & PoseFlag.IN_PIT_LANE.value)
        return FlagInfo(
            yellow=bool(flags & PoseFlag.YELLOW.value),
            blue=(names[car.blue_from] if car.blue_from >= 0 else "traffic") if blue else "",
            wrong_way=bool(flags & PoseFlag.WRONG_WAY.value),
            chequered=notes.phase in ("chequered", "finished"),
            green=notes.green_light(round(seconds / TICK)),
            penalty=car.penalty,
            drive_throughs=car.drive_throughs,
            drive_through_laps=self.settings.penalties.drive_through_laps,
            give_back=names[car.give_back] if car.give_back >= 0 else "",
            give_back_left=max(car.give_back_until - seconds, 0.0),
            warnings=car.warnings,
            warnings_allowed=self.settings.penalties.warnings,
            lap_deleted=car.lap_deleted and not self.is_race,
            in_pit_lane=inside,
            pit_requested=car.pit_requested,
            pit_limit=lane.speed_limit if lane is not None and inside else None,
            pit_left=car.pit_until - seconds if car.pit_until > seconds else None,
            status=car.status,
        )

    def _stand(self, tick: int, row: int) -> tuple[Standing, ...]:
        """As they were at the last round moment, so that they do not depend on what was seen."""
        key = row, tick // ticks(REFRESH)
        if key != self._standings_for:
            then = key[1] * ticks(REFRESH)
            made = standings_at(
                self.progress,
                self.laps,
                self.entries,
                self.book.at(then),
                then * TICK,
                row,
                self.player.at(then * TICK)["tyre_wear"].max(axis=1).tolist(),
                self.is_race,
            )
            if made != self._standings:
                self._standings = made
            self._best_sectors = self._best_of_all(then * TICK)
            self._standings_for = key
        return self._standings

    def _relative(
        self, seconds: float, row: int, shown: Any, standings: tuple[Standing, ...]
    ) -> tuple[Relative, ...]:
        ideal, length = self.ideal(row), self.track.length
        best = next((s.best for s in standings if s.row == row), 0.0)
        lap_time = best if best > 0.0 else SLOW_LAP * ideal.time_s
        profile = ideal.time * (lap_time / ideal.time_s)
        here = float(shown["distance"][row])
        gaps = times_between(here, shown["distance"], profile, lap_time, length)
        travelled = self.progress.at(seconds)
        by_road = (shown["distance"] - here + length / 2) % length - length / 2
        laps = np.round((travelled - travelled[row] - by_road) / length)
        if not self.is_race:
            laps = np.zeros(len(shown))
        words = [""] * len(shown)
        for standing in standings:
            words[standing.row] = standing.status
        return relatives(
            row,
            self.entries,
            gaps,
            self._gaps.closing(seconds, row, gaps),
            laps,
            shown["position"],
            tuple(words),
            (shown["flags"] & PoseFlag.PRESENT.value) > 0,
        )


def _since_line(distance: float, current: float, length: float) -> float:
    """A car whose lap has just begun is not at the end of it, whatever rounding says [m]."""
    return 0.0 if current < JUST_BEGUN and distance > length / 2 else distance


def facts_of_replay(
    reporter: ReplayReporter, seconds: float, row: int, spectating: bool = False
) -> HudFacts:
    """What the HUD shows of a replay.

    Args:
        reporter: Of the replay.
        seconds: Since its start, any moment in any order.
        row: Car that is followed.
        spectating: Whether the timing tower is shown and messages are for the public.
    """
    return reporter.facts(seconds, row, spectating)
