"""Clips made in workers: their pictures depend on their order and on nothing that happened before or lies about."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path

import av
import pytest

from scenes.kit.settings import Settings
from scenes.playlist import PLAYLIST, Entry
from scenes.production import clip
from scenes.production.clip import Order
from scenes.production.crew import modules_for
from scenes.production.quality import Quality
from scenes.production.report import Report
from scenes.production.starters import CAN_FORK, Forked
from scenes.production.workers import Workers

TINY = Quality("tiny", 320, 180, 4)
ENTRIES = {entry.slug: entry for entry in PLAYLIST}
# Something for every line that could change the picture or where it goes.
STRAY = """[CLI]
background_color = RED
frame_rate = 3
pixel_height = 90
pixel_width = 160
format = gif
dry_run = True
media_dir = elsewhere
upto_animation_number = 1
max_inflight_encoders = 1
[video_encoder]
codec = mpeg4
pixel_format = yuv444p
[video_encoder.options]
crf = 50
"""

pytestmark = pytest.mark.render


def order_for(entry: Entry, folder: Path) -> Order:
    own = folder / entry.slug
    log = folder / f"{entry.slug}.log"
    return Order.of(entry, Settings(), TINY, folder=own, log=log, drawings=folder / "drawings" / entry.slug)


def frames(path: Path) -> list[str]:
    with av.open(str(path)) as container:
        found = [hashlib.sha256(frame.to_ndarray().tobytes()).hexdigest() for frame in container.decode(video=0)]
    assert len(set(found)) > 10
    return found


@pytest.fixture(scope="module")
def alone(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """The frames of a scene that is the first to be painted, in a process that was not forked."""
    order = order_for(ENTRIES["bernoulli"], tmp_path_factory.mktemp("alone"))
    with Workers(1, fork=False) as workers:
        report = workers.submit(clip.render, order).result()
    assert isinstance(report, Report)
    return frames(order.clip)


def test_a_scene_looks_the_same_after_another_and_beside_a_stray_manim_cfg(
    alone: list[str], tmp_path: Path, monkeypatch
) -> None:
    home = tmp_path / "home/.config/manim"
    home.mkdir(parents=True)
    for folder in (tmp_path, home):
        (folder / "manim.cfg").write_text(STRAY)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.chdir(tmp_path)
    with Workers(1, modules_for(ENTRIES.values())) as workers:
        workers.submit(clip.render, order_for(ENTRIES["surface"], tmp_path)).result()
        order = order_for(ENTRIES["bernoulli"], tmp_path)
        heard = workers.submit(clip.rehearse, order).result()
        painted = workers.submit(clip.render, replace(order, drawings=tmp_path / "new")).result()
    assert frames(order.clip) == alone
    assert not (tmp_path / "elsewhere").exists()
    assert heard.title == painted.title
    # At 15 frames a second every play is painted up to a whole frame: short ones add up.
    assert painted.duration == pytest.approx(heard.duration, rel=0.1)


@pytest.mark.skipif(not CAN_FORK, reason="Workers are forked on Linux only.")
def test_the_nursery_has_no_threads_that_a_fork_would_lose() -> None:
    starter = Forked(modules_for(PLAYLIST))
    starter.start()
    status = Path(f"/proc/{starter._nursery._process.pid}/status").read_text()
    starter.stop()
    assert "Threads:\t1\n" in status
