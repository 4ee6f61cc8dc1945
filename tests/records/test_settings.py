"""Settings survive mistakes, newer versions and hands that edit them."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel, ConfigDict, Field

from game.core.errors import DataError, UndercutError, UsageError
from game.core.strict_yaml import read_marked
from game.records.options import GameOptions
from game.records.plain_yaml import plain_yaml
from game.records.presets import Presets, file_name
from game.records.settings import VERSION, Settings


class Axis(BaseModel):
    model_config = ConfigDict(extra="forbid")

    name: str
    scale: float = 1.0


class Mixer(BaseModel):
    model_config = ConfigDict(extra="forbid")

    volume: float = Field(0.8, ge=0.0, le=1.0)
    engine: Literal["real", "soft"] = "real"
    axes: list[Axis] = []
    names: dict[str, str] = {}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / "settings.yaml"


def kept_copies(path: Path) -> list[str]:
    return [kept.read_text() for kept in sorted(path.parent.glob("settings.kept-*.yaml"))]


def written(path: Path, text: str) -> Settings:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    return Settings(path)


def test_a_new_player_has_defaults_and_no_message(path: Path) -> None:
    settings = Settings(path)
    assert settings.game == GameOptions()
    assert settings.section("audio", Mixer) == Mixer()
    assert settings.messages == []
    assert not path.exists()


def test_what_is_put_is_there_the_next_time(path: Path) -> None:
    mixer = Mixer(volume=0.25, axes=[Axis(name="1e5")], names={"054c:0268": "on"})
    Settings(path).put("audio", mixer)
    again = Settings(path)
    assert again.section("audio", Mixer) == mixer
    assert again.messages == []
    assert read_marked(path).data["version"] == VERSION


def test_a_wrong_value_alone_falls_back_and_the_file_is_kept(path: Path) -> None:
    text = "version: 1\naudio:\n  volume: 3.5\n  engine: soft\n"
    settings = written(path, text)
    assert settings.section("audio", Mixer) == Mixer(engine="soft")
    assert kept_copies(path) == [text]
    assert any("settings.yaml:3:11: audio.volume: 3.5" in line for line in settings.messages)
    assert any("kept-1" in line for line in settings.messages)
    assert Settings(path).section("audio", Mixer) == Mixer(engine="soft")
    assert Settings(path).messages == []


def test_an_unknown_key_is_named_with_its_nearest(path: Path) -> None:
    settings = written(path, "audio:\n  volumes: 0.5\n  engine: soft\n")
    assert settings.section("audio", Mixer) == Mixer(engine="soft")
    assert any("did you mean 'volume'" in line for line in settings.messages)


def test_a_wrong_entry_of_a_list_leaves_the_others(path: Path) -> None:
    axes = "axes:\n  - {name: steer}\n  - {scale: 2}\n  - {name: brake, scale: wide}\n  - {name: a}"
    settings = written(path, "audio:\n  " + axes.replace("\n", "\n  ") + "\n")
    kept = settings.section("audio", Mixer).axes
    assert [axis.name for axis in kept] == ["steer", "brake", "a"]


def test_a_broken_file_gives_what_can_be_read_of_it(path: Path) -> None:
    text = "version: 1\ngame:\n  player: Ada\naudio:\n  volume: [0.5\nhud:\n  scale: 2\n"
    settings = written(path, text)
    assert settings.game.player == "Ada"
    assert settings.section("audio", Mixer) == Mixer()
    assert kept_copies(path) == [text]
    assert any("not valid YAML" in line for line in settings.messages)


@pytest.mark.parametrize("text", ["\0\1\2", "- 1\n- 2\n", "{" * 500, "just words"])
def test_a_file_that_is_no_settings_is_kept_and_replaced(path: Path, text: str) -> None:
    settings = written(path, text)
    assert settings.game == GameOptions()
    assert settings.messages
    settings.put("game", GameOptions(player="Ada"))
    assert kept_copies(path) == [text]
    assert Settings(path).game.player == "Ada"


def test_a_section_of_somebody_else_stays_in_the_file(path: Path) -> None:
    settings = written(path, "version: 1\nweather_radio:\n  station: 7\n")
    settings.put("game", GameOptions(player="Ada"))
    assert read_marked(path).data["weather_radio"] == {"station": 7}


def test_a_newer_file_is_kept_before_it_is_changed(path: Path) -> None:
    text = f"version: {VERSION + 1}\ngame:\n  player: Ada\n"
    settings = written(path, text)
    assert settings.game.player == "Ada"
    assert kept_copies(path) == []
    settings.put("game", GameOptions(player="Bea"))
    assert kept_copies(path) == [text]
    assert "newer" in settings.messages[0]


def test_a_file_edited_by_hand_is_read_again(path: Path) -> None:
    settings = written(path, "game:\n  player: Ada\n")
    assert not settings.refresh()
    path.write_text("game:\n  player: Beatrice\n")
    assert settings.refresh()
    assert settings.game.player == "Beatrice"


def test_the_same_mistake_twice_is_kept_once(path: Path) -> None:
    for _ in range(3):
        written(path, "audio:\n  volume: 9\n").section("audio", Mixer)
    assert len(kept_copies(path)) == 1


def test_settings_that_cannot_be_written_say_so(path: Path) -> None:
    path.parent.parent.joinpath("data").write_text("a file where the folder should be")
    settings = Settings(path)
    with pytest.raises(UndercutError, match="cannot be written"):
        settings.put("game", GameOptions(player="Ada"))
    assert settings.game.player == "Ada"


plain_values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**17), 10**17)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters(exclude_categories=["Cs"]), max_size=20),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.text("abc:1 .#-", min_size=1, max_size=8), inner, max_size=3)
    ),
    max_leaves=8,
)


@given(st.dictionaries(st.sampled_from(["one", "two", "three"]), plain_values))
def test_any_plain_data_come_back_as_they_were(data: dict[str, object]) -> None:
    text = plain_yaml(data, "A heading\nof two lines").decode()
    back = read_marked(Path("any.yaml"), text).data
    assert (back or {}) == data


class Race(BaseModel):
    model_config = ConfigDict(extra="forbid")

    track: str
    laps: int = 5


def test_a_preset_is_a_plain_file_that_comes_back(tmp_path: Path) -> None:
    presets = Presets(tmp_path / "race")
    name = presets.save("Sunday: wet & fast!", Race(track="corvane", laps=9))
    assert name == "sunday-wet-fast"
    assert presets.names() == [name]
    assert presets.load(name, Race) == Race(track="corvane", laps=9)
    presets.path(name).write_text("track: corvane\nlap: 3\n")
    with pytest.raises(DataError, match=r"sunday-wet-fast.yaml:2:1: unknown key 'lap'.*'laps'"):
        presets.load(name, Race)
    presets.delete(name)
    assert presets.names() == []


def test_shipped_presets_are_known_and_stay(tmp_path: Path) -> None:
    shipped = tmp_path / "shipped"
    shipped.mkdir()
    (shipped / "sprint.yaml").write_text("track: oval\n")
    presets = Presets(tmp_path / "own", shipped)
    assert presets.load("sprint", Race).track == "oval"
    with pytest.raises(UsageError, match="none of your own"):
        presets.delete("sprint")
    presets.save("sprint", Race(track="corvane"))
    assert presets.names() == ["sprint"]
    assert presets.load("sprint", Race).track == "corvane"
    with pytest.raises(UsageError, match="did you mean 'sprint'"):
        presets.path("sprnt")


def test_a_title_without_a_letter_is_no_name() -> None:
    assert file_name("Grüße aus Köln") == "grue-aus-koln"
    with pytest.raises(UsageError, match="needs a letter"):
        file_name("../..")
