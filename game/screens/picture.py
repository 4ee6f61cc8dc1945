"""How the picture of a race is drawn, from the settings of several screens."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydantic import BaseModel, ConfigDict, Field

from game.render.renderer import LineShown, RenderOptions

if TYPE_CHECKING:
    from game.screens.plan import RacePlan
    from game.screens.services import Services


class PictureChoices(BaseModel):
    """What the player chooses about the picture, beside the window itself."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    effects: float = Field(1.0, ge=0.0, le=1.0, description="Smoke, dust, sparks and spray.")
    shadows: bool = Field(True, description="Of cars and trees.")
    grip_marks: bool = Field(True, description="Marks at wheels that slide or lock.")


def picture_options(services: Services, plan: RacePlan | None) -> RenderOptions:
    """Options of the renderer; the line is what the player's assists ask for."""
    chosen = services.options("picture", PictureChoices)
    assists = plan.assists if plan is not None else None
    line = LineShown(assists.racing_line.value) if assists is not None else LineShown.OFF
    return RenderOptions(
        effects=chosen.effects,
        shadows=chosen.shadows,
        grip_marks=chosen.grip_marks,
        racing_line=line,
        reduced_motion=services.video.reduced_motion,
    )
