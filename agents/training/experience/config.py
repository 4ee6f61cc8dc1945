"""What a run's experience is made of, as it can be chosen in its configuration."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, model_validator

from agents.training.experience.rewards import RewardConfig
from agents.training.settings import Count, Section, Share

Names = Annotated[tuple[str, ...], Field(strict=False)]


class StartConfig(Section):
    """Shares of the ways in which an episode begins."""

    rolling: Share = Field(0.5, description="On the racing line, at up to the reference speed.")
    anywhere: Share = Field(0.2, description="Anywhere on the road, at any speed that may hold.")
    standing: Share = Field(0.1, description="Standing on the road.")
    recovery: Share = Field(0.1, description="Beside the road or turned round, slow.")
    traffic: Share = Field(0.1, description="Near another car of the arena.")

    @model_validator(mode="after")
    def _make_one(self) -> StartConfig:
        total = sum(getattr(self, name) for name in type(self).model_fields)
        if abs(total - 1.0) > 1e-6:
            raise ValueError(f"the shares of the starts sum to {total:g}, must be 1")
        return self


class ExperienceConfig(Section):
    """Tracks, cars, conditions and episodes."""

    arenas: Count = Field(22, description="Tracks driven on at the same time.")
    cars_per_arena: Count = Field(6, description="Cars on each of them.")
    tracks: Count = Field(150, description="Random tracks that are drawn from.")
    cars: Count = Field(200, description="Random cars that are drawn from.")
    shipped_cars: Share = Field(0.3, description="Of the random cars are as they are shipped.")
    fixed_tracks: Names = Field((), description="Driven instead: shipped names or YAML files.")
    fixed_cars: Names = Field((), description="Driven instead: shipped names or YAML files.")
    one_make: Share = Field(0.7, description="Arenas whose cars are all alike.")
    scripted: Share = Field(0.35, description="Arenas whose last car has a scripted driver.")
    past: Share = Field(0.35, description="Arenas in which an earlier self drives the first car.")
    grids: Share = Field(0.15, description="Arenas whose episodes begin as a standing grid.")
    trains: Share = Field(0.2, description="Arenas whose episodes begin nose to tail, at speed.")
    deal_every: Count = Field(4000, description="Decisions until tracks and cars are dealt anew.")
    episode: Count = Field(400, description="Decisions until an episode is cut.")
    stuck_seconds: float = Field(6.0, gt=0, description="Standing or going backwards: put back.")
    wet: Share = Field(0.25, description="Arenas whose road is wet to some degree.")
    worn: Share = Field(0.4, description="Starts with tyres that are not new.")
    harm: Share = Field(0.3, description="Arenas in which cars can be damaged.")
    validation_tracks: Count = Field(8, description="Random tracks used for choosing only.")
    starts: StartConfig = StartConfig()
    rewards: RewardConfig = RewardConfig()

    @model_validator(mode="after")
    def _leave_a_learner(self) -> ExperienceConfig:
        if self.cars_per_arena == 1 and self.scripted + self.past > 0.0:
            raise ValueError("scripted and past must be 0 where an arena has but one car")
        if self.grids + self.trains > 1.0:
            raise ValueError(f"grids and trains sum to {self.grids + self.trains:g}, at most 1")
        return self
