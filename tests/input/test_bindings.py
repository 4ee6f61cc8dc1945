"""Bindings: kept, warned about, made anew."""

from __future__ import annotations

import pygame
import pytest

from game.input.actions import ACTIONS, Action, Command, Group
from game.input.capture import Capture, rebound
from game.input.conflicts import conflicts, lacking
from game.input.devices import Devices
from game.input.navigation import Navigation
from game.input.presets import presets, profile_for
from game.input.profile import KEYBOARD, Binding, DeviceKind, DeviceProfile, Side
from game.input.raw import Device, RawEvent
from game.input.settings import InputSettings
from game.input.shaping import Shape
from tests.input.events import frame, key


def profile(**bindings: Binding) -> DeviceProfile:
    uses = {Action(name): [binding] for name, binding in bindings.items()}
    return DeviceProfile(name="Box", kind=DeviceKind.OTHER, bindings=uses)


@pytest.mark.parametrize("name", sorted(presets()))
def test_no_preset_asks_a_control_for_two_things(name: str) -> None:
    assert conflicts({name: presets()[name].profile()}) == []


def test_keyboard_and_known_devices_have_all_that_driving_needs() -> None:
    for name in ("keyboard", "gamepad", "logitech-g29"):
        assert lacking([presets()[name].profile()]) == []
    assert lacking([presets()["wheel"].profile()]) == ["throttle", "brake"]


def test_every_action_of_a_menu_and_every_command_can_be_had_on_the_keyboard() -> None:
    bound = presets()["keyboard"].profile().bindings
    gears = {action for action in Action if action.value.startswith("gear_")}
    assert set(Action) - set(bound) == {Action.STEER} | gears


def test_one_button_for_two_actions_is_a_conflict_in_words() -> None:
    both = profile(shift_up=Binding(control="button3"), horn=Binding(control="button3"))
    (found,) = conflicts({"box": both})
    assert found.message == "Box: Button 4 is bound to 'Shift up' and 'Horn'"


def test_driving_and_menus_may_share_a_button() -> None:
    both = profile(horn=Binding(control="button3"), menu_accept=Binding(control="button3"))
    assert conflicts({"box": both}) == []


def test_the_halves_of_an_axis_are_no_conflict_but_an_axis_and_its_half_are() -> None:
    halves = profile(
        throttle=Binding(control="axis1", shape=Shape(low=0.0)),
        brake=Binding(control="axis1", shape=Shape(high=0.0, inverted=True)),
    )
    assert conflicts({"box": halves}) == []
    whole = profile(
        throttle=Binding(control="axis1"),
        shift_up=Binding(control="axis1", side=Side.NEGATIVE),
    )
    assert len(conflicts({"box": whole})) == 1


def test_what_goes_back_in_menus_is_never_pressed_while_driving() -> None:
    for name in ("gamepad", "logitech-g29", "wheel"):
        bindings = presets()[name].profile().bindings
        back = {binding.control for binding in bindings[Action.MENU_BACK]}
        for action, uses in bindings.items():
            if ACTIONS[action].group is Group.DRIVING:
                assert back.isdisjoint({use.control for use in uses}), action


def test_settings_survive_being_written_and_read() -> None:
    settings = InputSettings().with_profile(
        "046d:c24f", presets()["logitech-g29"].profile("My wheel")
    )
    assert InputSettings.model_validate(settings.model_dump(mode="json")) == settings


def test_a_players_own_profile_is_used_for_his_device_and_acts_at_once(devices: Devices) -> None:
    keys = rebound(devices.profile(KEYBOARD), Action.HORN, Binding(control="k"))
    devices.configure(InputSettings().with_profile(KEYBOARD, keys))
    frame(devices, key(pygame.K_k, True))
    assert devices.actions.held(Action.HORN)
    frame(devices, key(pygame.K_k, False), key(pygame.K_g, True))
    assert not devices.actions.held(Action.HORN)


def test_nobody_can_lock_himself_out_of_the_menus(devices: Devices) -> None:
    nothing = DeviceProfile(name="Keyboard", kind=DeviceKind.KEYBOARD)
    devices.configure(InputSettings().with_profile(KEYBOARD, nothing))
    for name in (pygame.K_DOWN, pygame.K_RETURN, pygame.K_ESCAPE):
        frame(devices, key(name, True), key(name, False))
    assert devices.navigation() == [Navigation.DOWN, Navigation.ACCEPT, Navigation.BACK]


def test_an_unknown_wheel_steers_but_asks_to_be_set_up() -> None:
    found, known = profile_for("1234:5678", "Some Racing Wheel", is_pad=False)
    assert found.kind is DeviceKind.WHEEL
    assert Action.STEER in found.bindings
    assert not known


def test_a_key_is_captured_and_escape_leaves_all_as_it_is() -> None:
    capture = Capture(Action.HORN, [])
    assert "Horn" in capture.prompt
    assert capture.feed([RawEvent(KEYBOARD, "k", 0.0)]) is None
    assert capture.feed([RawEvent(KEYBOARD, "k", 1.0)]) == (KEYBOARD, Binding(control="k"))
    capture = Capture(Action.HORN, [])
    assert capture.feed([RawEvent(KEYBOARD, "escape", 1.0)]) is None
    assert capture.cancelled


@pytest.mark.parametrize(
    ("rest", "values", "released", "pressed"),
    [
        (1.0, (0.5, -0.8), 1.0, -1.0),
        (-1.0, (-0.5, 0.9), -1.0, 1.0),
        (0.0, (0.2, 0.7), 0.0, 1.0),
        (0.0, (-0.2, -0.7), 0.0, -1.0),
    ],
)
def test_a_captured_pedal_knows_its_rest_and_its_side(
    rest: float, values: tuple[float, ...], released: float, pressed: float
) -> None:
    device = Device("box", "Box", DeviceKind.OTHER, "sdl", values={"axis2": rest})
    capture = Capture(Action.BRAKE, [device])
    found = capture.feed([RawEvent("box", "axis2", value) for value in values])
    assert found is not None
    shape = found[1].shape_for(Action.BRAKE, DeviceKind.OTHER)
    assert (shape.pedal(released), shape.pedal(pressed)) == (0.0, 1.0)


def test_a_small_movement_is_not_captured() -> None:
    capture = Capture(Action.BRAKE, [])
    events = [RawEvent("box", "axis2", value) for value in (0.0, 0.1, 0.05, -0.1)]
    assert capture.feed(events) is None


def test_live_bars_show_raw_and_shaped_side_by_side(devices: Devices) -> None:
    frame(devices, key(pygame.K_UP, True))
    bars = {(bar.action, bar.control): bar for bar in devices.live()}
    pressed = bars[Action.THROTTLE, "up"]
    assert (pressed.raw, pressed.shaped, pressed.label) == (1.0, 1.0, "Key Up")


def test_presses_come_in_their_order_and_only_once(devices: Devices) -> None:
    frame(devices, key(pygame.K_c, True), key(pygame.K_h, True), key(pygame.K_c, False))
    assert devices.commands() == [Command.CAMERA_NEXT, Command.HUD_TOGGLE]
    assert devices.commands() == []


def test_every_key_of_the_keyboards_profile_exists(window: None) -> None:
    for bindings in presets()["keyboard"].profile().bindings.values():
        for binding in bindings:
            assert pygame.key.name(pygame.key.key_code(binding.control)) == binding.control


def test_every_action_has_a_title() -> None:
    assert all(facts.title[0].isupper() for facts in ACTIONS.values())
