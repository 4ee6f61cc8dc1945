"""Versions that decide whether old replays and policies are still valid."""

from __future__ import annotations

from typing import Final

VERSION: Final = "0.1.0"
"""Of the game, as in CHANGELOG.md."""

SIM_VERSION: Final = 2
"""Raised by every change that can alter one bit of a simulated session."""
