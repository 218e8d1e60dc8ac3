"""The order that a scene is rendered by, and what is said of its failure."""

from __future__ import annotations

import pickle
from pathlib import Path

import pytest

from scenes.kit.settings import Settings
from scenes.playlist import PLAYLIST
from scenes.production.clip import Order, failure, last_words, manim_options
from scenes.production.errors import ProductionError
from scenes.production.quality import ENCODER, QUALITIES
from scenes.production.worker import CallError, LostWorkerError


def order_in(folder: Path, settings: Settings | None = None) -> Order:
    places = {"folder": folder / "own", "log": folder / "log", "drawings": folder / "drawings"}
    return Order.of(PLAYLIST[0], settings or Settings(), QUALITIES["low"], **places)


@pytest.mark.parametrize(
    ("name", "width", "height", "rate"),
    [("low", 854, 480, 15), ("medium", 1280, 720, 30), ("high", 1920, 1080, 60), ("4k", 3840, 2160, 60)],
)
def test_manim_is_told_size_and_rate(name: str, width: int, height: int, rate: int) -> None:
    options = manim_options(QUALITIES[name])
    assert (options["pixel_width"], options["pixel_height"], options["frame_rate"]) == (width, height, rate)
    assert options["video_encoder_options"] == ENCODER
    assert options["disable_caching"]


def test_the_settings_travel_as_values(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    order = order_in(tmp_path, Settings(theme="light", language="zh", rate=0.5))
    parcel = pickle.dumps(order)
    monkeypatch.setenv("LECTURE_THEME", "dark")
    assert pickle.loads(parcel) == order


def test_own_data_is_found_from_any_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "my.csv").write_text("x,y\n")
    monkeypatch.chdir(tmp_path)
    assert order_in(tmp_path, Settings(data="my.csv")).settings.data == str(tmp_path / "my.csv")


LOG = "manim speaks\nTraceback (most recent call last):\n  File x\nValueError: one\n"


@pytest.mark.parametrize(
    ("error", "log", "said"),
    [
        (CallError("ValueError: one"), LOG, "ValueError: one"),
        (ProductionError("it lasts 3 s"), "manim speaks\n", "it lasts 3 s"),
        (
            CallError("EncodingError: no"),
            "av: No space left on device\n",
            "The disk is full. Free some space, then call",
        ),
        (CallError("OSError: [Errno 28] No space left on device"), None, "The disk is full. Free some space, then"),
        (
            CallError("RuntimeError: [Errno 542398533] Generic error in an external library: 'avcodec_send_frame()'"),
            None,
            "RuntimeError: [Errno 542398533] Generic error in an external library: 'avcodec_send_frame()'\n"
            "  (The encoder gave up; memory may have run out.)",
        ),
        (CallError("MemoryError: Unable to allocate 9 GiB"), "manim speaks\n", "Memory ran out. Close other programs"),
        (
            LostWorkerError(-9),
            "manim speaks\n",
            "manim speaks\n  (The renderer was ended by signal 9; if nobody",
        ),
        (LostWorkerError(3), "manim speaks\n", "manim speaks"),
        (LostWorkerError(-11), None, "It said nothing.\n  (The renderer was ended by signal 11"),
    ],
)
def test_a_failure_is_told_in_its_own_words(tmp_path: Path, error: Exception, log: str | None, said: str) -> None:
    order = order_in(tmp_path)
    if log is not None:
        order.log.write_text(log)
    told = failure(order, error)
    assert told.startswith(f"{PLAYLIST[0].slug} could not be rendered:\n  {said}")
    assert told.endswith(f"The whole record is in {order.log}.")


@pytest.mark.parametrize(
    ("log", "words"),
    [
        ("", ["It said nothing."]),
        ("one\n\ntwo\n", ["one", "two"]),
        (
            "Traceback (most recent call last):\n  File x\n    call()\nValueError: bad row 3\n",
            ["ValueError: bad row 3"],
        ),
        ("╭─── Traceback ───╮\n│ code │\n╰──────╯\nValueError: bad\n", ["ValueError: bad"]),
        ("1\n2\n3\n4\n5\n6\n", ["3", "4", "5", "6"]),
        ("  only\n  frames\n", ["  only", "  frames"]),
    ],
)
def test_the_last_words_are_what_follows_the_traceback(log: str, words: list[str]) -> None:
    assert last_words(log) == words
