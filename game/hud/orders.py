"""Flags and orders of a live session for one car."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from game.core.clock import TICK
from game.hud.facts import FlagInfo
from game.hud.plain import plain
from game.hud.standings import FINISHED, OUTSIDE, RUNNING
from game.race.briefing import FUEL_MARGIN, WORN_TYRE
from game.race.pit_lane import limited
from game.race.session import Session
from game.race.state import NEVER, Phase, PitState
from game.sim.driver import Lights

CHEQUERED, GO = int(Phase.CHEQUERED), int(Lights.GO)
SERVICE = int(PitState.SERVICE)


def flag_info(session: Session, row: int) -> FlagInfo:
    """What flags, stewards and crew want of a car now."""
    race, brief = plain(session.race_state[row]), plain(session.brief[row])
    clock, rules, tick = plain(session.control.clock), session.settings.penalties, session.tick
    entrants = session.entrants
    lane, pit_state = session.track.pit_lane, int(race["pit_state"])
    inside = pit_state != OUTSIDE
    distance = float(session.world.state["distance"][row])
    in_limit = inside and lane is not None and bool(limited(distance, session.control.rules))
    running = race["status"] == RUNNING
    waiting = int(race["recover_since"]) != NEVER
    return FlagInfo(
        yellow=bool(race["yellow"]),
        blue=entrants[int(race["blue"]) - 1].name if race["blue"] else "",
        wrong_way=bool(race["wrong_way"]),
        chequered=bool(clock["phase"] >= CHEQUERED),
        green=bool(clock["lights"] == GO),
        last_lap=bool(session.control.is_race and running and brief["laps_left"] == 1),
        penalty=float(race["open_seconds"]),
        drive_throughs=int(race["drive_throughs"]),
        drive_through_laps=max(int(race["drive_through_lap"] - race["laps"]), 0),
        give_back=entrants[int(race["give_back"])].name if race["give_back"] >= 0 else "",
        give_back_left=max(float(race["give_back_tick"] - tick) * TICK, 0.0),
        time_debt=float(race["time_debt"]),
        warnings=int(race["warnings"]),
        warnings_allowed=rules.warnings,
        lap_deleted=bool(race["lap_valid"] == 0 and not session.control.is_race),
        off_track=bool(race["off"]),
        must_pit=bool(brief["must_pit"]),
        pit_reason=_pit_reason(race, session.world.state[row]) if brief["must_pit"] else "",
        in_pit_lane=inside,
        pit_requested=bool(race["pit_requested"]),
        pit_limit=lane.speed_limit if lane is not None and in_limit else None,
        pit_left=max(float(race["pit_tick"] - tick) * TICK, 0.0) if pit_state == SERVICE else None,
        recovering=max(float(race["held_until"] - tick) * TICK, 0.0)
        if waiting or race["held_until"] > tick
        else None,
        status="running" if running else _ended(int(race["status"])),
    )


def _pit_reason(race: Mapping[str, Any], car: Any) -> str:
    """Why a car is called in, as `game.race.briefing.must_pit` has it."""
    if race["drive_throughs"] > 0:
        return "penalty to serve"
    if race["fuel_per_lap"] > 0.0 and car["fuel"] < FUEL_MARGIN * race["fuel_per_lap"]:
        return "fuel"
    return "tyres" if car["tyre_wear"].max() > WORN_TYRE else "damage"


def _ended(status: int) -> str:
    return "finished" if status == FINISHED else "out"
