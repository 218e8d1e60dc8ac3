"""Scenes played on a Dask cluster: what travels, what comes home, and what the loss of a worker costs."""

from __future__ import annotations

import io
import json
import os
import pickle
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import make_believe
import pytest
from recordings import record
from rich.console import Console

from scenes.kit import voice
from scenes.kit.settings import Settings
from scenes.playlist import PLAYLIST
from scenes.production import afar, clip, cluster, film
from scenes.production.clip import Order
from scenes.production.cluster import Cluster
from scenes.production.errors import ProductionError
from scenes.production.key import clip_key
from scenes.production.make import Work, make
from scenes.production.quality import QUALITIES
from scenes.production.worker import CrewError, LostWorkerError

LOW = QUALITIES["low"]
SLUGS = {"mapping", "logarithm", "descent", "bernoulli"}
FOUR = tuple(entry for entry in PLAYLIST if entry.slug in SLUGS)


def order_in(folder: Path, settings: Settings | None = None) -> Order:
    places = {"folder": folder / "own", "log": folder / "log", "drawings": folder / "drawings"}
    chosen = settings or Settings()
    return Order.of(FOUR[0], chosen, LOW, key=clip_key(FOUR[0], chosen, LOW), **places)


def see(order: Order) -> tuple[str, str]:
    """Tell what an order's data file is called and holds, and leave a clip and a log."""
    order.folder.mkdir()
    order.clip.write_bytes(b"moving pictures")
    order.log.write_text("it went well")
    return Path(order.settings.data).name, Path(order.settings.data).read_text()


def listen(order: Order) -> tuple[dict[str, float], bool]:
    """Tell how long a scene's recordings last, and whether its clip would be the one that was ordered."""
    order.folder.mkdir()
    order.log.write_text("")
    found = voice.recordings(order.settings.voice, order.slug)
    lasts = {path.name: voice.length(path) for path in found.values()}
    return lasts, clip_key(order.entry, order.settings, order.quality) == order.key


def die(order: Order) -> None:
    order.log.write_text("it went badly")
    os.kill(os.getpid(), signal.SIGKILL)


@pytest.fixture
def afar_only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A machine on which nothing is imported beforehand."""
    monkeypatch.setattr(afar, "modules_for", lambda entries: [])
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    yield scratch
    afar.GUESTS.dismiss("me")


# -- what travels --------------------------------------------------------------------------------------------------


def test_own_data_travel_with_the_order_and_the_clip_comes_back(tmp_path: Path, afar_only: Path) -> None:
    data = tmp_path / "here only" / "my.csv"
    data.parent.mkdir()
    data.write_text("x,y\n1,0\n")
    parcel = afar.pack("me", see, order_in(tmp_path, Settings(data=str(data))))
    assert str(tmp_path).encode() not in parcel
    data.unlink()
    delivery = pickle.loads(afar.carry_out(parcel, str(afar_only)))
    assert delivery == afar.Delivery(("my.csv", "x,y\n1,0\n"), None, b"it went well", b"moving pictures")
    assert not list(afar_only.iterdir())


def test_a_scenes_recordings_travel_with_the_order(tmp_path: Path, afar_only: Path) -> None:
    folder = tmp_path / "here only"
    record(folder / FOUR[0].slug / "line.wav", 0.5)
    record(folder / "odds" / "log.wav", 0.5)
    order = order_in(tmp_path, Settings(voice=str(folder)))
    parcel = afar.pack("me", listen, order)
    assert str(tmp_path).encode() not in parcel
    shutil.rmtree(folder)
    assert pickle.loads(afar.carry_out(parcel, str(afar_only))).result == ({"line.wav": 0.5}, True)
    assert not list(afar_only.iterdir())


def test_a_scene_without_recordings_travels_in_a_voiced_lecture(tmp_path: Path, afar_only: Path) -> None:
    record(tmp_path / "voice" / "odds" / "log.wav", 0.5)
    parcel = afar.pack("me", listen, order_in(tmp_path, Settings(voice=str(tmp_path / "voice"))))
    assert pickle.loads(afar.carry_out(parcel, str(afar_only))).result == ({}, True)


def test_a_process_that_dies_there_is_told_here_with_its_last_words(tmp_path: Path, afar_only: Path) -> None:
    delivery = pickle.loads(afar.carry_out(afar.pack("me", die, order_in(tmp_path)), str(afar_only)))
    assert isinstance(delivery.error, LostWorkerError)
    assert delivery.error.code == -9
    assert delivery.log == b"it went badly"


def test_another_version_there_is_refused(tmp_path: Path, afar_only: Path, monkeypatch) -> None:
    monkeypatch.setattr("scenes.production.key.version", lambda package: "0.0")
    delivery = pickle.loads(afar.carry_out(afar.pack("me", see, order_in(tmp_path)), str(afar_only)))
    assert isinstance(delivery.error, CrewError)  # it ends the whole render
    assert "has another version of the project or of its packages" in str(delivery.error)
    assert delivery.clip == b""


def test_a_new_sender_takes_the_place_of_those_that_have_gone(tmp_path: Path, afar_only: Path) -> None:
    parcels = [afar.pack(sender, see, order_in(tmp_path)) for sender in ("gone", "me")]
    for parcel in parcels:
        afar.carry_out(parcel, str(afar_only))
    assert set(afar.GUESTS._crews) == {"me"}


# -- clusters that are none ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("address", ["tcp://127.0.0.1:9", "127.0.0.1:9", "no such:place", ""])
def test_a_cluster_that_does_not_answer_is_told_in_a_sentence(address: str, monkeypatch) -> None:
    monkeypatch.setattr(cluster, "PATIENCE", 0.5)
    with pytest.raises(ProductionError, match=f"No cluster answers at '{address}'"):
        Cluster(address)


def test_a_missing_package_is_told_in_a_sentence(monkeypatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(ProductionError, match="needs the package 'distributed'.*pip install distributed"):
        Cluster("tcp://127.0.0.1:9")


# -- a real one ----------------------------------------------------------------------------------------------------


@dataclass
class Loopback:
    """A scheduler and two workers on this machine."""

    address: str
    folder: Path
    processes: list[subprocess.Popen[bytes]]

    def add_worker(self, without: str = "") -> subprocess.Popen[bytes]:
        """Start one more worker, if need be where a package is not installed."""
        words = [self.address, "--no-nanny", "--nthreads", "1", "--no-dashboard", "--local-directory", str(self.folder)]
        return self.start("dask_worker", *words, without=without)

    def start(self, program: str, *words: str, without: str = "") -> subprocess.Popen[bytes]:
        hide = f"import sys; sys.modules[{without!r}] = None"  # what is None there cannot be imported
        code = f"{hide}; from distributed.cli.{program} import main; main()"
        command = [sys.executable, "-c", code, *words]
        log = (self.folder / f"{program}.log").open("ab")
        env = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
        process = subprocess.Popen(command, cwd=self.folder, env=env, stdout=log, stderr=log)
        self.processes.append(process)
        return process


@pytest.fixture
def loopback(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Loopback]:
    pytest.importorskip("distributed")
    folder = tmp_path_factory.mktemp("cluster")
    made = Loopback("", folder, [])
    made.start("dask_scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard", "--scheduler-file", "where")
    try:
        made.address = json.loads(written(folder / "where"))["address"]
        yield made
    finally:
        for process in made.processes:
            process.kill()
            process.wait()


def written(path: Path, patience: float = 60.0) -> str:
    """Wait for a file and return its text."""
    end = time.monotonic() + patience
    while time.monotonic() < end:
        if path.exists() and path.stat().st_size:
            return path.read_text()
        time.sleep(0.05)
    raise AssertionError(f"{path.name} was never written")


@pytest.fixture
def players(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Stand-ins for four scenes, one of which hangs when it is first painted."""
    tools = tmp_path / "tools"
    for slug in SLUGS:
        make_believe.write_synthetic(tools / f"{slug}.mp4", int(make_believe.LENGTHS[slug] * 15))
    monkeypatch.setattr(clip, "render", make_believe.Player(tools, {"logarithm": "hangs once"}))
    return tools


@pytest.mark.render
@pytest.mark.skipif(sys.platform != "linux", reason="The worker that has the clip is found by /proc.")
def test_a_lost_worker_costs_its_clip_only(loopback: Loopback, players: Path, tmp_path: Path) -> None:
    workers = {process.pid: process for process in (loopback.add_worker(), loopback.add_worker())}
    work = Work(Settings(), make_believe.TINY, FOUR, 1, tmp_path / "films", loopback.address)
    wait_for_workers(loopback.address, 2)
    killer = subprocess.Popen([sys.executable, "-c", KILLER, str(players / "logarithm.pid"), *map(str, workers)])
    made = make(work, Console(file=io.StringIO()))
    assert killer.wait() == 0
    assert sorted(process.poll() is None for process in workers.values()) == [False, True]
    assert [row.state for row in made] == ["made"] * 5
    rendered = (players / "rendered").read_text().split()
    assert sorted(rendered) == sorted([*SLUGS, "logarithm"])
    assert not is_alive(int((players / "logarithm.pid").read_text()))


@pytest.mark.render
def test_a_real_clip_comes_home_and_what_is_not_installed_is_told(loopback: Loopback, tmp_path: Path) -> None:
    (short,) = (entry for entry in FOUR if entry.slug == "bernoulli")
    work = Work(Settings(), LOW, (short,), 1, tmp_path, loopback.address)
    with pytest.raises(ProductionError, match="has no workers. Start some: dask worker tcp://127"):
        make(work, Console(file=io.StringIO()))
    bare = loopback.add_worker(without="scenes")
    wait_for_workers(loopback.address, 1)
    with pytest.raises(
        ProductionError,
        match=r"^The workers of the cluster at \S+ lack scenes: this project is to be installed",
    ):
        make(work, Console(file=io.StringIO()))
    bare.kill()
    bare.wait()
    loopback.add_worker()
    wait_for_workers(loopback.address, 1)
    (row,) = make(work, Console(file=io.StringIO()))
    assert row.file is not None
    assert film.measure(row.file).frames > 100
    assert (work.folder / ".work/logs/bernoulli.log").exists()


@pytest.mark.render
def test_stopping_here_stops_what_is_under_way_there(loopback: Loopback, tmp_path: Path) -> None:
    loopback.add_worker()
    wait_for_workers(loopback.address, 1)
    crew = Cluster(loopback.address)
    future = crew.submit(make_believe.Player(tmp_path, {"mapping": "hangs"}), order_in(tmp_path))
    pid = int(written(tmp_path / "mapping.pid"))
    assert is_alive(pid)
    crew.stop()
    assert isinstance(future.exception(10), ProductionError)
    end = time.monotonic() + 10
    while is_alive(pid):
        assert time.monotonic() < end
        time.sleep(0.05)


KILLER = """
import os, pathlib, signal, sys, time
file, workers = pathlib.Path(sys.argv[1]), set(map(int, sys.argv[2:]))
while not file.exists():
    time.sleep(0.05)
pid = int(file.read_text())
while pid not in workers:
    pid = int(pathlib.Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1])
os.kill(pid, signal.SIGKILL)
"""


def wait_for_workers(address: str, count: int) -> None:
    from distributed import Client

    with Client(address, set_as_default=False) as client:
        end = time.monotonic() + 60
        while len(client.scheduler_info()["workers"]) != count:
            assert time.monotonic() < end
            time.sleep(0.1)


def is_alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False
