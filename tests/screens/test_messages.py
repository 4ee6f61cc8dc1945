"""Messages say what holds now."""

from __future__ import annotations

from game.screens.messages import Messages


def test_what_is_said_later_about_the_same_takes_the_place_of_what_was_said_before() -> None:
    messages = Messages()
    messages.say("the disk is full", "warning")
    messages.say("the wheel was unplugged", about="wheel")
    messages.say("the pedals are ready", about="pedals")
    messages.say("the wheel is back", about="wheel")
    said = [message.words for message in messages.shown]
    assert said == ["the disk is full", "the pedals are ready", "the wheel is back"]


def test_what_is_said_again_stays_longer() -> None:
    messages = Messages()
    for _ in range(3):
        messages.say("the wheel is ready", about="wheel")
        messages.update(3.0)
    assert len(messages.shown) == 1
    messages.update(3.0)
    assert messages.shown == []
