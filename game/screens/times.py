"""Times and places, as players write them."""

from __future__ import annotations


def lap_time(seconds: float | None, digits: int = 3) -> str:
    """A lap time as 1:23.456; a dash where there is none."""
    if seconds is None or seconds <= 0.0:
        return "\u2013"
    whole = round(seconds * 10**digits)
    minutes, rest = divmod(whole, 60 * 10**digits)
    return f"{minutes}:{rest / 10**digits:0{digits + 3}.{digits}f}"


def race_time(seconds: float) -> str:
    """A longer time, with hours where it has any."""
    hours, rest = divmod(seconds, 3600.0)
    return f"{int(hours)}:{lap_time(rest).zfill(9)}" if hours else lap_time(rest)


def gap(seconds: float | None, laps: int = 0) -> str:
    """Behind the winner."""
    if laps:
        return f"+{laps} lap{'s' if laps > 1 else ''}"
    return "\u2013" if seconds is None else f"+{seconds:.3f}"


def places(expected: tuple[int, int] | None) -> str:
    """Places to expect, as P4-P7."""
    if expected is None:
        return "\u2013"
    best, worst = expected
    return f"P{best}" if best == worst else f"P{best}\u2013P{worst}"
