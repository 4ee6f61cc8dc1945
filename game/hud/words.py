"""Times, gaps and other figures as the HUD writes them."""

from __future__ import annotations

from math import isfinite

from game.race.finish import clock_time

KMH = 3.6
"""[km/h per m/s]"""
MPH = 2.236936
"""[mph per m/s]"""

MINUS = "\u2212"
"""As wide as a plus."""


def lap_time(seconds: float | None) -> str:
    """A lap time, `1:23.456`; dashes where there is none."""
    if seconds is None or seconds <= 0.0 or not isfinite(seconds):
        return "-:--.---"
    return clock_time(seconds) if round(seconds, 3) >= 60.0 else f"0:{seconds:06.3f}"


def running_time(seconds: float) -> str:
    """The time of a lap being driven, with tenths: `1:23.4`."""
    minutes, rest = divmod(int(max(seconds, 0.0) * 10 + 1e-6), 600)
    return f"{minutes}:{rest / 10:04.1f}"


def sector_time(seconds: float) -> str:
    """A sector's time, `32.145`."""
    return f"{seconds:.3f}" if 0.0 < seconds < 100.0 else lap_time(seconds)


def difference(seconds: float | None, digits: int = 2) -> str:
    """A difference with its sign, `+0.12` or the same with a minus."""
    if seconds is None or not isfinite(seconds):
        return "--.--"
    sign = "+" if seconds >= 0.0 else MINUS
    return f"{sign}{abs(seconds):.{digits}f}"


def gap(seconds: float | None, laps: int = 0, digits: int = 1) -> str:
    """A gap in a standing: `+12.3`, `+1:02.3` or `+2 L`."""
    if laps > 0:
        return f"+{laps} L"
    if seconds is None or seconds < 0.0 or not isfinite(seconds):
        return "--.-"
    if seconds >= 60.0:
        minutes, rest = divmod(seconds, 60.0)
        return f"+{minutes:.0f}:{rest:04.1f}"
    return f"+{seconds:.{digits}f}"


def time_left(seconds: float) -> str:
    """A session's time that is left, `12:34` or `1:02:03`."""
    whole = max(int(seconds), 0)
    hours, minutes, rest = whole // 3600, whole // 60 % 60, whole % 60
    return f"{hours}:{minutes:02d}:{rest:02d}" if hours else f"{minutes}:{rest:02d}"


def short_name(name: str, length: int = 3) -> str:
    """A name in a few capital letters; a number at its end is kept."""
    words = name.replace("-", " ").split() or ["?"]
    last = words[-1]
    if last.isdigit() and len(words) > 1:
        return words[0][: max(length - len(last), 1)].upper() + last
    return last[:length].upper()
