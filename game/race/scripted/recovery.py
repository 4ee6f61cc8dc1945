"""Getting out of trouble: slides, spins, walls, the way back onto the road."""

from __future__ import annotations

from typing import Any, Final

from game.core.compiled import compiled
from game.core.exact import arctangent2
from game.race.scripted.lanes import LEFT, RIGHT
from game.race.scripted.memory import NOBODY, RACING, REVERSING, Memory

STUCK_SPEED: Final = 1.5
STUCK_TIME: Final = 1.5
"""A car that stays slower than `STUCK_SPEED` [m/s] on the throttle for so long is stuck [s]."""
REVERSE_TIME: Final = 2.6
"""Backwards at most [s]."""
SPIN_ANGLE: Final = 0.7
"""Between nose and course: the car spins [rad]."""
REJOIN_TIME: Final = 2.5
"""Nobody may reach a car beside the road within this time when it comes back on [s]."""
PATIENCE: Final = 5.0
"""But longer than this it does not wait [s]."""
KEPT_ASIDE: Final = 1.6
"""From the white line, where it waits, to its middle [m] ..."""
STOPPING: Final = 8.0
"""... standing still if it is slower than this [m/s]."""
DOUBT_RATE: Final = 0.25
"""Confidence lost per second of sliding [1/s]."""
TRUST_RATE: Final = 0.01
"""And won back per second [1/s]."""
LEAST_CONFIDENCE: Final = 0.85


@compiled
def feel_slides(memory: Memory, car: Any, time: float) -> None:
    """Lose confidence while the rear slides, win it back slowly."""
    sliding = max(car.slip[2], car.slip[3]) > 1.6 and car.forward_speed > 12.0
    change = -DOUBT_RATE if sliding else TRUST_RATE
    memory.confidence = max(LEAST_CONFIDENCE, min(1.0, memory.confidence + change * time))


@compiled
def spinning(car: Any) -> bool:
    """Whether the car goes another way than its nose points, fast."""
    square = car.forward_speed * car.forward_speed + car.left_speed * car.left_speed
    return bool(square > 25.0 and abs(arctangent2(car.left_speed, car.forward_speed)) > SPIN_ANGLE)


@compiled
def change_recovery_mode(memory: Memory, car: Any, held: bool, time: float) -> None:
    """Begin and end driving backwards."""
    memory.time_in_mode += time
    if memory.mode == REVERSING:
        turned = abs(car.heading) < 0.35 and memory.time_in_mode > 1.2
        if turned or memory.time_in_mode > REVERSE_TIME:
            memory.mode, memory.time_in_mode, memory.stuck = RACING, 0.0, 0.0
        return
    trying = memory.pedal > 0.15 and not held and abs(car.forward_speed) < STUCK_SPEED
    memory.stuck = memory.stuck + time if trying else max(0.0, memory.stuck - 2.0 * time)
    if memory.mode == RACING and memory.stuck > STUCK_TIME:
        memory.mode, memory.time_in_mode, memory.stuck = REVERSING, 0.0, 0.0


@compiled
def backing_steer(car: Any) -> float:
    """Steer that turns the nose along the road, or back to it, while the car rolls backwards."""
    wish = max(-0.4, min(0.4, -0.05 * car.offset))
    error: float = car.heading - wish
    return max(-1.0, min(1.0, 2.5 * error))


@compiled
def lets_by(memory: Memory, car: Any, view: Any, lane: Any, time: float) -> bool:
    """Whether a car beside the road lets others by before it comes back on.

    Args:
        memory: Of the driver.
        car: CAR_STATE row.
        view: What he sees.
        lane: LANE_STATION row where he is.
        time: Since the last decision [s].
    """
    beside = car.offset > lane.width_left + 0.5 or car.offset < -lane.width_right - 0.5
    behind = view.follower != NOBODY and view.follower_gap < REJOIN_TIME * view.closing
    coming = behind or view.overlap != 0
    if beside and coming and memory.mode == RACING and memory.waiting < PATIENCE:
        memory.waiting += time
        return True
    if not beside:
        memory.waiting = 0.0
    return False


@compiled
def beside_road(car: Any, lane: Any) -> tuple[float, float]:
    """Offset [m] and slope of the way along the road on which a car waits beside it."""
    if car.offset > 0.0:
        return lane.width_left + KEPT_ASIDE, lane.slope[LEFT]
    return -lane.width_right - KEPT_ASIDE, lane.slope[RIGHT]
