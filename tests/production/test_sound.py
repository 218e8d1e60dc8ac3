"""The track of sound: recordings at their places to the sample, silence between, and pictures that keep pace."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest
import srt
from make_believe import Project
from recordings import heard, record, sounding
from rich.console import Console

from scenes.kit.settings import Settings, SettingsError
from scenes.playlist import PLAYLIST
from scenes.production import film, sound
from scenes.production.key import clip_key
from scenes.production.make import Work, make
from scenes.production.quality import QUALITIES
from scenes.production.report import Report
from scenes.production.sound import Voice

RATE = 48_000
# A tone that begins or ends in AAC is blurred over half a block.
BLUR = 0.004


def bright_times(path: Path, threshold: int = 128) -> list[float]:
    """Return the times of the pictures that are bright."""
    with av.open(str(path)) as container:
        return [
            float(frame.time)
            for frame in container.decode(video=0)
            if frame.to_ndarray(format="gray").mean() > threshold
        ]


@pytest.fixture
def parts(tmp_path: Path, write_clip: Callable[..., Path]) -> list[film.Part]:
    """Clips of lengths that are no whole number of AAC's blocks; only the last picture of the last one is bright."""
    frames = (31, 47, 53, 29, 1)
    return [
        film.Part(write_clip(tmp_path / f"{k}.mp4", n, shade=200 if n == 1 else 0), f"Part {k}")
        for k, n in enumerate(frames)
    ]


def test_tones_sound_where_they_were_put(parts: list[film.Part], tmp_path: Path) -> None:
    places = (Fraction(0), Fraction(7, 3), Fraction(5))
    lengths = (0.7, 2.0, 0.9)
    voices = [
        Voice(record(tmp_path / f"{k}{suffix}", length, rate, channels), place)
        for k, (suffix, length, rate, channels, place) in enumerate(
            zip((".wav", ".flac", ".wav"), lengths, (44_100, 48_000, 16_000), (1, 2, 1), places, strict=True)
        )
    ]
    film.join(parts, tmp_path / "film.mp4", voices=voices)
    found = sounding(heard(tmp_path / "film.mp4"))
    wanted = [(float(place), float(place) + length) for place, length in zip(places, lengths, strict=True)]
    assert found == [pytest.approx(times, abs=BLUR) for times in wanted]


def test_sound_and_picture_are_together_at_the_films_end(parts: list[film.Part], tmp_path: Path) -> None:
    last = Fraction(160, 15)
    voice = Voice(record(tmp_path / "tone.wav", 1 / 15), last)
    film.join(parts, tmp_path / "film.mp4", voices=[voice])
    ((begins, ends),) = sounding(heard(tmp_path / "film.mp4"))
    (bright,) = bright_times(tmp_path / "film.mp4")
    assert begins == pytest.approx(bright, abs=0.02)
    assert begins == pytest.approx(bright, abs=BLUR)
    assert ends == pytest.approx(float(film.measure(tmp_path / "film.mp4").seconds), abs=0.02)


def test_the_track_is_as_long_as_the_pictures_to_the_sample(parts: list[film.Part], tmp_path: Path) -> None:
    film.join(parts, tmp_path / "film.mp4", voices=[])
    assert not heard(tmp_path / "film.mp4").any()
    with av.open(str(tmp_path / "film.mp4")) as container:
        (stream,) = container.streams.audio
        *_, last = (packet.pts + packet.duration for packet in container.demux(stream) if packet.size)
        assert last == 161 * RATE // 15
        assert (stream.codec_context.name, stream.rate, stream.layout.name) == ("aac", RATE, "stereo")


def test_sound_lies_beside_its_pictures_in_the_file(parts: list[film.Part], tmp_path: Path) -> None:
    film.join(parts, tmp_path / "film.mp4", voices=[])
    with av.open(str(tmp_path / "film.mp4")) as container:
        found = [(p.pos, p.stream.type, float(p.pts * p.time_base)) for p in container.demux() if p.size]
    times = {"video": 0.0, "audio": 0.0}
    for _, kind, moment in sorted(found):
        times[kind] = moment
        assert abs(times["video"] - times["audio"]) < 1.1


def test_without_voices_there_is_no_track_and_no_byte_is_another(parts: list[film.Part], tmp_path: Path) -> None:
    film.join(parts, tmp_path / "film.mp4")
    with av.open(str(tmp_path / "film.mp4")) as container:
        assert not container.streams.audio
    film.join(parts, tmp_path / "voiced.mp4", voices=[])

    def pictures(name: str) -> list[bytes]:
        with av.open(str(tmp_path / name)) as container:
            return [bytes(packet) for packet in container.demux(video=0) if packet.size]

    assert pictures("film.mp4") == pictures("voiced.mp4")


def test_samples_are_counted_over_long_films(tmp_path: Path) -> None:
    path = record(tmp_path / "tone.wav", 0.1, RATE)
    starts = [Fraction(number * 7, 3) for number in range(40)]
    pieces = list(sound.mixed([Voice(path, start) for start in starts], 100 * RATE))
    samples = np.concatenate(pieces, axis=1)
    assert samples.shape == (2, 100 * RATE)
    assert [begins for begins, _ in sounding(samples)] == [pytest.approx(float(start), abs=5e-4) for start in starts]


def test_a_scenes_recordings_are_moved_to_where_its_clip_begins() -> None:
    beats = (
        {"key": "one", "start": 0.0, "voice": {"file": "one.mp3", "seconds": 2.0}},
        {"key": "two", "start": 2.5},
        {"key": "three", "start": 4.0, "voice": None},
        {"key": "four", "start": 6.5, "voice": {"file": "four.wav", "seconds": 1.0}},
    )
    report = Report("odds", "Odds", 9.0, 60, beats)
    settings = Settings().model_copy(update={"voice": "/v"})
    found = sound.voices_of(settings, report, Fraction(10))
    assert found == [Voice(Path("/v/odds/one.mp3"), Fraction(10)), Voice(Path("/v/odds/four.wav"), Fraction(33, 2))]
    assert sound.voices_of(Settings(), report) is None


# -- an edition --------------------------------------------------------------------------------------------------


def test_a_voiced_edition_is_heard_in_clips_and_film(project: Project) -> None:
    voice = project.root / "my voice"
    record(voice / "beta" / "one.wav", 1.5)
    made = project.make(voice=str(voice))
    folder = project.root / "media/hours-en-dark-theta-voice-tiny"
    assert made["film.mp4"].file == folder / "film.mp4"
    alpha, beta, whole = (heard(folder / name) for name in ("01-alpha.mp4", "02-beta.mp4", "film.mp4"))
    # The last of AAC's blocks is decoded whole.
    assert [samples.shape[1] / RATE for samples in (alpha, beta, whole)] == [
        pytest.approx(seconds, abs=1024 / RATE) for seconds in (2, 3, 5)
    ]
    assert sounding(alpha) == []
    assert sounding(beta) == [pytest.approx((0, 1.5), abs=BLUR)]
    assert sounding(whole) == [pytest.approx((2, 3.5), abs=BLUR)]


def test_a_new_recording_makes_its_scene_and_the_film_anew(project: Project) -> None:
    voice = project.root / "voice"
    record(voice / "alpha/one.wav", 1.0)
    record(voice / "beta/one.wav", 1.0)
    project.make(voice=str(voice))
    project.forget()
    assert {row.state for row in project.make(voice=str(voice)).values()} == {"kept"}
    record(voice / "beta/one.wav", 2.0)
    states = {name: row.state for name, row in project.make(voice=str(voice)).items()}
    assert states == {"film.mp4": "made", "01-alpha.mp4": "kept", "02-beta.mp4": "made"}
    assert project.rendered == ["beta"]
    assert sounding(heard(project.root / "media/hours-en-dark-theta-voice-tiny/film.mp4"))[1] == pytest.approx(
        (2, 4), abs=BLUR
    )


def test_recordings_that_were_moved_are_the_same_recordings(project: Project) -> None:
    record(project.root / "voice/beta/one.wav", 1.0)
    project.make(voice=str(project.root / "voice"))
    (project.root / "voice").rename(project.root / "Stimme é 声")
    (project.root / "media/hours-en-dark-theta-voice-tiny/film.mp4").unlink()
    project.forget()
    project.make(voice=str(project.root / "Stimme é 声"))
    assert project.rendered == []
    film_file = project.root / "media/hours-en-dark-theta-voice-tiny/film.mp4"
    assert sounding(heard(film_file)) == [pytest.approx((2, 3), abs=BLUR)]


def test_a_silent_edition_is_as_it_was_before_there_were_voices(project: Project) -> None:
    project.make()
    for path in (project.root / "media/hours-en-dark-theta-tiny").glob("*.mp4"):
        with av.open(str(path)) as container:
            assert not container.streams.audio


def test_only_a_scenes_own_recordings_are_in_its_key(project: Project) -> None:
    alpha, beta = project.entries
    voice = project.root / "voice"
    record(voice / "alpha/one.wav", 1.0)
    settings, quality = Settings(voice=str(voice)), project.work().quality
    before = {entry.slug: clip_key(entry, settings, quality) for entry in (alpha, beta)}
    silent = clip_key(beta, Settings(), quality)
    record(voice / "alpha/one.wav", 1.1)
    assert clip_key(alpha, settings, quality) != before["alpha"]
    assert clip_key(beta, settings, quality) == before["beta"] != silent


# -- what cannot be used -------------------------------------------------------------------------------------------


def test_recordings_are_checked_against_the_real_scenes(tmp_path: Path) -> None:
    record(tmp_path / "mapping/line.wav", 0.1)
    record(tmp_path / "part1/card.wav", 0.1)
    sound.check(Settings(voice=str(tmp_path)))
    sound.check(Settings())
    record(tmp_path / "newton/bowls.wav", 0.1)
    with pytest.raises(SettingsError, match=r"bowls\.wav is for no beat of newton\. Did you mean bowl\?"):
        sound.check(Settings(voice=str(tmp_path)))


def test_every_scene_has_beats_to_record() -> None:
    from scenes.kit.voice import beats_of
    from scenes.kit.words import FOLDER, read_table

    tables = [read_table(FOLDER / language) for language in ("en", "zh")]
    for entry in PLAYLIST:
        assert beats_of(tables[0][entry.slug]) == beats_of(tables[1][entry.slug]) != set()


@pytest.mark.render
def test_a_scene_is_seen_as_long_as_it_is_heard(tmp_path: Path) -> None:
    card = next(entry for entry in PLAYLIST if entry.slug == "part1")
    record(tmp_path / "voice/part1/card.wav", 6.013)
    work = Work(Settings(voice=str(tmp_path / "voice")), QUALITIES["low"], (card,), 1, tmp_path)
    (row,) = make(work, Console(quiet=True))
    assert row.file is not None
    seconds = float(film.measure(row.file).seconds)
    assert 6.013 <= seconds < 6.013 + 1.01 / 15
    assert sounding(heard(row.file)) == [pytest.approx((0, 6.013), abs=BLUR)]
    *_, cue = srt.parse(row.file.with_suffix(".srt").read_text())
    assert cue.end.total_seconds() == pytest.approx(6.013, abs=0.05)
