"""The HUD fits every screen, draws little in a frame, and says nothing by colour alone."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pygame
import pytest

from game.hud.facts import FlagInfo, HudFacts, Level, Mark, Message
from game.hud.hud import Hud, Shown
from game.hud.look import unit_of
from game.hud.options import ESSENTIAL, WIDGETS, HudOptions
from game.hud.theme import THEMES, theme_of
from game.hud.widgets import WIDGET_CLASSES
from game.hud.widgets.flags import orders
from game.hud.widgets.messages import SIGNS as LEVEL_SIGNS
from game.hud.widgets.standings import chosen_rows
from game.hud.widgets.timing import SIGNS as MARK_SIGNS
from tests.hud.sessions import race_facts

SIZES = [(1280, 720), (1920, 1080), (2560, 1440), (3840, 2160), (3440, 1440), (1024, 768)]


def picture(size: tuple[int, int]) -> pygame.Surface:
    """A plain picture as a window has it."""
    surface = pygame.Surface(size, 0, 32)
    surface.fill((60, 90, 60))
    return surface


def settled(hud: Hud, surface: pygame.Surface, facts: HudFacts) -> None:
    """Draw until every panel has been drawn."""
    for _ in range(20):
        hud.draw(surface, facts)


def busy() -> HudFacts:
    """A moment in which much is shown at once."""
    facts = race_facts()
    flags = FlagInfo(yellow=True, blue="Somebody", penalty=5.0, wrong_way=True)
    said = Message(facts.time, "PENALTY", "5 s penalty: track limits, breach 4", Level.BAD, True)
    return replace(facts, flags=flags, messages=(said,))


def crowded() -> HudFacts:
    """As much as there can be at once: a full field, and everybody has something to say."""
    facts = busy()
    cars = tuple(
        replace(facts.standings[number % 6], row=number, position=number + 1, own=number == 2)
        for number in range(20)
    )
    near = tuple(facts.relative[number % len(facts.relative)] for number in range(7))
    text = "5 s penalty: track limits, breach 4, and then some more to fill a second line of it"
    said = tuple(Message(facts.time, "PENALTY", text, level, True) for level in (*Level, Level.BAD))
    flags = replace(facts.flags, warnings=2, drive_throughs=1, last_lap=True)
    return replace(facts, standings=cars, relative=near, messages=said, flags=flags)


def require_room(hud: Hud, facts: HudFacts, size: tuple[int, int]) -> None:
    """Assert that no panel leaves the window or covers another."""
    places = hud.layout(facts)
    screen = pygame.Rect((0, 0), size)
    for name, rect in places.items():
        assert screen.contains(rect), (name, rect)
    names = list(places)
    for index, name in enumerate(names):
        for other in names[index + 1 :]:
            assert not places[name].colliderect(places[other]), (name, other)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("tower", [False, True])
def test_no_panel_leaves_the_window_or_covers_another_at_any_scale(
    size: tuple[int, int], tower: bool
) -> None:
    crowd = crowded()
    lights = replace(crowd, session=replace(crowd.session, phase="formation"))
    for scale in np.arange(0.5, 2.01, 0.1):
        hud = Hud(size, HudOptions(scale=min(round(float(scale), 2), 2.0)))
        for facts in (busy(), crowd, lights):
            require_room(hud, replace(facts, tower=tower), size)


@pytest.mark.parametrize("name", list(WIDGETS))
def test_a_panel_of_any_size_of_its_own_covers_no_other(name: str) -> None:
    size = (1280, 720)
    for scale in (0.5, 1.5, 2.0):
        options = HudOptions().with_widget(name, shown=True, scale=scale)
        require_room(Hud(size, options), crowded(), size)


def test_a_panel_that_is_moved_stays_in_the_window() -> None:
    size = (1280, 720)
    for dx, dy in ((1.0, 1.0), (-1.0, -1.0), (0.3, -0.9)):
        options = HudOptions().with_widget("timing", dx=dx, dy=dy)
        place = Hud(size, options).layout(busy())["timing"]
        assert pygame.Rect((0, 0), size).contains(place)


@pytest.mark.parametrize("size", [(1280, 720), (1920, 1080)])
def test_what_counts_most_grows_as_it_was_asked_to(size: tuple[int, int]) -> None:
    usual, larger = Hud(size), Hud(size, HudOptions(scale=1.5))
    before, after = usual.layout(busy()), larger.layout(busy())
    for name in ("cluster", "timing", "session", "flags", "warning", "standings"):
        assert after[name].width == pytest.approx(1.5 * before[name].width, abs=3), name
    assert {"relative", "map", "tyres", "messages"} <= set(after)
    for name in set(after) & set(before):
        assert after[name].width >= 0.99 * before[name].width, f"{name} is smaller than usual"
    largest = Hud(size, HudOptions(scale=2.0)).layout(busy())
    assert largest["cluster"].width > after["cluster"].width


@pytest.mark.parametrize("size", [(1280, 720), (1920, 1080), (3840, 2160)])
def test_the_spectators_tower_grows_by_half_as_well(size: tuple[int, int]) -> None:
    facts = replace(crowded(), tower=True)
    usual, larger = (Hud(size, HudOptions(scale=scale)).layout(facts) for scale in (1.0, 1.5))
    for name in ("cluster", "timing", "session", "standings"):
        assert larger[name].width == pytest.approx(1.5 * usual[name].width, abs=3), name
    assert {"map", "tyres", "messages"} <= set(larger)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("palette", list(THEMES))
def test_it_draws_on_every_screen_in_every_palette(size: tuple[int, int], palette: str) -> None:
    surface = picture(size)
    before = pygame.surfarray.array3d(surface)
    hud = Hud(size, HudOptions(palette=palette))  # type: ignore[arg-type]
    settled(hud, surface, busy())
    changed = (pygame.surfarray.array3d(surface) != before).any(axis=2).mean()
    assert 0.1 < changed < 0.5


def test_widgets_grow_with_the_screen_and_with_the_scale() -> None:
    facts = race_facts()
    small, large = Hud((1280, 720)).layout(facts), Hud((3840, 2160)).layout(facts)
    for name, rect in small.items():
        assert large[name].width == pytest.approx(3 * rect.width, abs=4)
    options = HudOptions().with_widget("tyres", scale=1.5)
    bigger = Hud((1280, 720), options).layout(facts)
    assert bigger["tyres"].width == pytest.approx(1.5 * small["tyres"].width, abs=2)
    assert bigger["map"] == small["map"]
    assert unit_of((1920, 1080), 2.0) == 2.0


def test_every_widget_can_be_switched_off() -> None:
    facts = busy()
    for name in WIDGETS:
        options = HudOptions().with_widget(name, shown=False)
        assert name not in Hud((1920, 1080), options).layout(facts)
    assert {kind.name for kind in WIDGET_CLASSES} == set(WIDGETS)


def test_the_toggle_leaves_the_essentials_then_nothing_then_brings_all_back() -> None:
    hud, facts = Hud((1920, 1080)), busy()
    everything = set(hud.layout(facts))
    assert hud.toggle() is Shown.ESSENTIAL
    assert set(hud.layout(facts)) <= set(ESSENTIAL)
    assert "cluster" in hud.layout(facts)
    assert hud.toggle() is Shown.NOTHING
    surface = picture((1920, 1080))
    before = pygame.surfarray.array3d(surface)
    hud.draw(surface, facts)
    assert np.array_equal(before, pygame.surfarray.array3d(surface))
    hud.toggle()
    assert set(hud.layout(facts)) == everything


def test_a_frame_in_which_nothing_changes_looks_like_the_one_before() -> None:
    hud, facts = Hud((1280, 720)), race_facts()
    first = picture((1280, 720))
    settled(hud, first, facts)
    pictures = []
    for _ in range(2):
        surface = picture((1280, 720))
        hud.draw(surface, facts)
        pictures.append(pygame.surfarray.array3d(surface))
    assert np.array_equal(*pictures)


def test_panels_change_where_every_frame_brings_facts_of_its_own() -> None:
    hud, facts = Hud((1280, 720)), race_facts()
    settled(hud, picture((1280, 720)), facts)
    pictures = []
    for number in range(20):
        lap = replace(facts.lap, last=70.0 + number, last_mark=Mark.SLOWER)
        surface = picture((1280, 720))
        hud.draw(surface, replace(facts, lap=lap))
        pictures.append(pygame.surfarray.array3d(surface))
    assert not np.array_equal(pictures[0], pictures[-1])


def test_panels_prepared_before_the_picture_look_like_those_drawn_with_it() -> None:
    facts, shown = busy(), []
    for ahead in (True, False):
        surface, hud = picture((1280, 720)), Hud((1280, 720))
        for _ in range(3):
            if ahead:
                hud.prepare(surface, facts)
            surface.fill((60, 90, 60))
            hud.draw(surface, facts)
        shown.append(pygame.image.tobytes(surface, "RGB"))
    assert shown[0] == shown[1]


def test_corners_that_were_foreseen_look_as_they_do_when_they_come() -> None:
    facts, shown = race_facts(), []
    assert facts.corner is not None
    for bends in ([facts.corner.bend], []):
        surface, hud = picture((1280, 720)), Hud((1280, 720))
        hud.foresee(bends)
        hud.draw(surface, facts)
        shown.append(pygame.image.tobytes(surface, "RGB"))
    assert shown[0] == shown[1]


def test_a_surface_of_another_layout_is_drawn_all_the_same() -> None:
    facts = race_facts()
    plain, swapped = (
        picture((1280, 720)),
        pygame.Surface((1280, 720), 0, 32, (255, 65280, 2**24 - 2**16, 0)),
    )
    swapped.fill((60, 90, 60))
    for surface in (plain, swapped):
        settled(Hud((1280, 720)), surface, facts)
    one, other = (pygame.surfarray.array3d(s).astype(int) for s in (plain, swapped))
    assert np.abs(one - other).mean() < 60.0
    assert (other != (60, 90, 60)).any(axis=2).mean() > 0.1


def test_what_is_said_by_colour_is_said_by_a_sign_too() -> None:
    assert len(set(MARK_SIGNS.values())) == len(MARK_SIGNS)
    assert set(MARK_SIGNS) == set(Mark) - {Mark.NONE}
    assert len(set(LEVEL_SIGNS.values())) == len(Level)
    flags = FlagInfo(yellow=True, blue="Somebody", penalty=5.0, chequered=True)
    patterns = [pattern for pattern, *_ in orders(flags, theme_of("standard"))]
    assert len(set(patterns)) == len(patterns)


def test_the_first_places_and_ones_own_are_always_among_the_rows() -> None:
    facts = race_facts()
    many = tuple(
        replace(facts.standings[0], row=row, position=row + 1, own=row == 25) for row in range(30)
    )
    rows = [standing.row for standing in chosen_rows(many, 25, 10)]
    assert rows[:3] == [0, 1, 2]
    assert 25 in rows
    assert len(rows) == 10
    assert rows == sorted(rows)


def test_nothing_flashes_where_motion_is_reduced() -> None:
    facts = busy()
    hud = Hud((1280, 720), HudOptions(reduced_motion=True))
    shown = []
    for moment in (0.0, 0.2, 0.4, 0.6):
        surface = picture((1280, 720))
        late = replace(facts, time=facts.time + moment, car=replace(facts.car, engine_speed=2000.0))
        settled(hud, surface, late)
        shown.append(pygame.surfarray.array3d(surface))
    for other in shown[1:]:
        assert np.array_equal(shown[0], other)


@pytest.mark.parametrize("tower", [False, True])
def test_rows_drawn_one_by_one_look_like_the_whole_panel_drawn_anew(tower: bool) -> None:
    facts = replace(race_facts(), tower=tower)
    first, second, *others = facts.standings
    swapped = (replace(second, position=1, gap=0.0), replace(first, position=2, gap=0.4), *others)
    later = replace(facts, standings=swapped)
    hud, fresh = Hud((1280, 720)), Hud((1280, 720))
    settled(hud, picture((1280, 720)), facts)
    pictures = []
    for drawn in (hud, fresh):
        settled(drawn, picture((1280, 720)), later)
        surface = picture((1280, 720))
        drawn.draw(surface, later)
        pictures.append(pygame.surfarray.array3d(surface))
    assert np.array_equal(*pictures)
