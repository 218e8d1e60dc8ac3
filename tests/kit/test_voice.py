"""Recordings: which beat each is for, how long it lasts, and what is said of one that cannot be used."""

from __future__ import annotations

import io
import wave
from pathlib import Path

import numpy as np
import pytest
from make_believe import write_synthetic
from recordings import LOUD, record, sounding

from scenes.kit import voice
from scenes.kit.settings import SettingsError
from scenes.kit.words import FOLDER, read_table


def wave_without_samples() -> bytes:
    file = io.BytesIO()
    with wave.open(file, "wb") as output:
        output.setparams((1, 2, 44_100, 0, "NONE", ""))
    return file.getvalue()


BEATS = {"mapping": {"line", "bend"}, "odds": {"log"}}


def test_recordings_are_found_by_their_beats(tmp_path: Path) -> None:
    for name in ("line.wav", "bend.MP3", "._line.wav", "notes.txt", "line.txt"):
        (tmp_path / "mapping").mkdir(exist_ok=True)
        (tmp_path / "mapping" / name).write_bytes(b"")
    (tmp_path / "mapping" / "old.wav").mkdir()
    found = voice.recordings(str(tmp_path), "mapping")
    assert {beat: path.name for beat, path in found.items()} == {"line": "line.wav", "bend": "bend.MP3"}
    assert voice.recordings(str(tmp_path), "odds") == voice.recordings(None, "mapping") == {}


def test_two_recordings_of_one_beat_are_refused(tmp_path: Path) -> None:
    for name in ("line.mp3", "line.wav"):
        record(tmp_path / "mapping" / name, 0.1)
    with pytest.raises(SettingsError, match=r"line\.mp3 and line\.wav are for one beat"):
        voice.recordings(str(tmp_path), "mapping")


@pytest.mark.parametrize("rate", [8_000, 22_050, 44_100, 48_000, 96_000])
@pytest.mark.parametrize("channels", [1, 2])
def test_a_recording_lasts_as_long_as_its_samples(tmp_path: Path, rate: int, channels: int) -> None:
    path = record(tmp_path / "声音 #1%d: ü.wav", 1.25, rate, channels)
    assert voice.length(path) == pytest.approx(1.25, abs=1e-3)
    pieces = np.concatenate(list(voice.sound(path)), axis=1)
    assert len(pieces) == 2
    assert np.abs(pieces[:, 4800:-4800]).max() == pytest.approx(LOUD, rel=0.02)
    assert sounding(pieces) == [pytest.approx((0, 1.25), abs=2e-3)]


@pytest.mark.parametrize("suffix", [".mp3", ".m4a", ".flac", ".ogg"])
def test_other_formats_are_heard(tmp_path: Path, suffix: str) -> None:
    path = record(tmp_path / f"line{suffix}", 2.0, 48_000)
    # Some formats pad the last block.
    assert 2.0 - 0.005 <= voice.length(path) <= 2.0 + 0.06
    (heard,) = sounding(np.concatenate(list(voice.sound(path)), axis=1))
    assert heard == pytest.approx((0, 2.0), abs=0.06)


def test_a_path_that_looks_like_an_address_is_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    record(Path("concat:x|y/mapping/line.wav").absolute(), 0.5)
    assert voice.length(Path("concat:x|y/mapping/line.wav")) == pytest.approx(0.5)


@pytest.mark.parametrize(
    ("content", "why"), [(b"", "cannot be played"), (b"not a sound" * 99, "cannot be played"), (None, "is empty")]
)
@pytest.mark.parametrize("name", ["line.wav", "line.mp3", "line.m4a"])
def test_what_cannot_be_played_is_named(tmp_path: Path, content: bytes | None, why: str, name: str) -> None:
    path = tmp_path / "mapping" / name
    path.parent.mkdir()
    path.write_bytes(content if content is not None else wave_without_samples())
    with pytest.raises(SettingsError) as caught:
        voice.check(str(tmp_path), BEATS)
    assert str(path) in str(caught.value) and why in str(caught.value)


def test_a_film_without_sound_is_no_recording(tmp_path: Path) -> None:
    path = write_synthetic(tmp_path / "film.mp4", 10).rename(tmp_path / "line.m4a")
    with pytest.raises(SettingsError, match="it holds no sound"):
        voice.length(path)


@pytest.mark.parametrize(
    ("file", "said"),
    [
        ("maping/line.wav", ["maping is for no scene", "Did you mean mapping?", "mapping, odds"]),
        ("mapping/lime.wav", ["lime.wav is for no beat of mapping", "Did you mean line?", "bend, line"]),
        ("mapping/log.wav", ["log.wav is for no beat of mapping", "bend, line"]),
    ],
)
def test_a_file_for_nothing_that_there_is_names_what_is_near(tmp_path: Path, file: str, said: list[str]) -> None:
    record(tmp_path / "mapping/bend.wav", 0.1)
    record(tmp_path / file, 0.1)
    with pytest.raises(SettingsError) as caught:
        voice.check(str(tmp_path), BEATS)
    assert all(words in str(caught.value) for words in said)


def test_a_folder_without_any_recording_says_how_to_call_them(tmp_path: Path) -> None:
    (tmp_path / "mapping").mkdir()
    record(tmp_path / "line.wav", 0.1)
    with pytest.raises(SettingsError, match=r"no recording in .*<scene>/<beat>\.wav"):
        voice.check(str(tmp_path), BEATS)


def test_other_folders_are_nobodys_business(tmp_path: Path) -> None:
    record(tmp_path / "odds/log.flac", 0.1)
    record(tmp_path / "mapping/takes/first.wav", 0.1)
    (tmp_path / "notes").mkdir()
    (tmp_path / "notes/a.txt").write_text("")
    voice.check(str(tmp_path), BEATS)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_words_know_the_beats(language: str) -> None:
    words = read_table(FOLDER / language)
    assert voice.beats_of(words["mapping"]) == {"line", "bend", "students", "extremes"}
    assert voice.beats_of(words["part1"]) == {"card"}
