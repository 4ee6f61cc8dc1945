"""The settings that belong to no room of their own: who plays, and the window."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field


class _Options(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)


class GameOptions(_Options):
    """Who plays, in which units, and how much is kept."""

    player: str = Field("Player", min_length=1, max_length=24, description="Name in results.")
    speed_unit: Literal["kmh", "mph"] = Field("kmh", description="Of speeds on the screen.")
    replay_budget_mb: int = Field(
        2048, ge=50, le=1_000_000, description="Disk for replays that nobody asked to keep [MB]."
    )
    pause_when_left: bool = Field(
        True, description="Whether a race waits while another window has the keyboard."
    )
    welcomed: bool = Field(False, description="Whether the first-use wizard has been offered.")


class VideoOptions(_Options):
    """The window and what is easy on the eyes."""

    width: int = Field(1280, ge=640, le=7680, description="Of the window [pixels].")
    height: int = Field(720, ge=360, le=4320, description="Of the window [pixels].")
    fullscreen: bool = Field(False, description="Whether the window fills the screen.")
    vsync: bool = Field(True, description="Whether frames wait for the screen.")
    fps_limit: int = Field(120, ge=30, le=500, description="Most frames a second.")
    ui_scale: float = Field(1.0, ge=0.5, le=3.0, description="Size of text and symbols.")
    reduced_motion: bool = Field(False, description="No shaking, no flashing, calm cameras.")
    palette: Literal["standard", "deuteranopia", "protanopia", "tritanopia"] = Field(
        "standard", description="Colours that can be told apart."
    )
