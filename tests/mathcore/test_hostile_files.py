"""A thousand hostile files: each ends in a study or in a sentence for a person, soon, and touches nothing else."""

from __future__ import annotations

import random
import signal
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import pytest

from mathcore import DataError, Study, read_csv

FILES, BATCH = 1000, 50
# Seconds for a small file; the machine may be busy.
PATIENCE = 20
CELLS = [
    "0", "1", "-1", "2.5", "1e308", "-1e308", "1e309", "5e-324", "1e-400", "nan", "inf", "-inf", "NA", "", " ", "1,5",
    "1_000", "٣", "½", "0x1F", "1e", "--1", "+1", "1.0.0", "9" * 400, "yes", "no", "passed", "failed", "是", "否",
    "=1+1", "@SUM(A1)", '"', '""', "'", '#read("x")', "<script>", "../../etc/passwd", "$x$", "\\", "🙂", "\u202eabc",
    "שלום", "x" * 300, "a\nb", "{0}", "%s",
]  # fmt: skip
NAMES = [
    "x", "y", "hours", "passed", "", " ", "1", "x" * 300, "🙂", '#read("x")', "../..", "{x}", "a,b", "x;y", '"', "=A1",
    "\u2028",
]  # fmt: skip
BYTES = [
    b"\x00", b"\xff", b"\xfe\xff", b"\xef\xbb\xbf", b"\r", b"\n", b'"', b",", b";", b"\t", b"\x1a", b"\xc3", b"\x85",
]  # fmt: skip


def numbers(rng: random.Random) -> list[list[str]]:
    """Return rows that would do, of some scale and offset."""
    scale, offset = 10.0 ** rng.choice([-300, -12, -3, *[0] * 12, 3, 12, 150, 300]), rng.choice([0, 0, 1, 1e6, 1e15])
    count = rng.choice([1, 2, 3, 8, 20, 20, 20])
    kind = rng.choice(["noise", "noise", "noise", "apart", "one class", "same"])
    rows = []
    for _ in range(count):
        x = 1.0 if kind == "same" else rng.gauss(0, 1)
        y = {"noise": rng.random() < 0.5, "apart": x > 0, "one class": True, "same": rng.random() < 0.5}[kind]
        rows.append([repr((x + offset) * scale), str(int(y))])
    return rows


def hostile(seed: int) -> bytes:
    """Return a file's content: some good, most of them broken in one way or in several."""
    rng = random.Random(seed)
    delimiter = rng.choice([",", ",", ";", "\t"])
    header = ["x", "y"] if rng.random() < 0.8 else [rng.choice(NAMES) for _ in range(rng.choice([1, 2, 2, 3]))]
    rows = [header, *numbers(rng)]
    for _ in range(rng.choice([0, 0, 0, 0, 1, 1, 2, 5])):
        row = rng.choice(rows)
        what = rng.random()
        if what < 0.6 and row:
            row[rng.randrange(len(row))] = rng.choice(CELLS)
        elif what < 0.8:
            row.append(rng.choice(CELLS))
        elif row:
            row.pop()
    quote, end = rng.random() < 0.3, rng.choice(["\n", "\n", "\r\n", "\r"])
    text = "".join(delimiter.join(f'"{cell}"' if quote else cell for cell in row) + end for row in rows)
    raw = bytearray(text.encode(rng.choice([*["utf-8"] * 8, "utf-16", "latin-1"]), "replace"))
    for _ in range(rng.choice([*[0] * 7, 1, 3])):
        place = rng.randrange(len(raw) + 1)
        raw[place:place] = rng.choice(BYTES)
    return bytes(raw)


@contextmanager
def soon(seconds: int) -> Iterator[None]:
    def ring(number: int, frame: object) -> None:
        raise TimeoutError(f"not done after {seconds} s")

    before = signal.signal(signal.SIGALRM, ring)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


def outcome(path: Path) -> Study | str:
    """Return the study of a file, or what a person is told."""
    with soon(PATIENCE), warnings.catch_warnings(), np.errstate(all="ignore"):
        warnings.simplefilter("error")
        try:
            return Study.of(read_csv(path))
        except DataError as error:
            return str(error)


@pytest.mark.parametrize("batch", range(0, FILES, BATCH))
def test_a_hostile_file_ends_in_a_study_or_a_sentence(batch: int, tmp_path: Path) -> None:
    path = tmp_path / "hostile.csv"
    for seed in range(batch, batch + BATCH):
        path.write_bytes(hostile(seed))
        found = outcome(path)
        if isinstance(found, str):
            assert str(path) in found or found.startswith("hostile: "), f"{seed}: {found}"
            assert "Traceback" not in found
        else:
            assert np.isfinite(found.theta).all(), seed
            # Where one class lies apart from the other there is no fit, and the study says so.
            assert np.isfinite(found.fit.loss) == found.fit.exists, seed
            assert found.facts
        assert list(tmp_path.iterdir()) == [path]


def test_they_are_neither_all_good_nor_all_bad(tmp_path: Path) -> None:
    found = []
    for seed in range(100):
        path = tmp_path / f"{seed}.csv"
        path.write_bytes(hostile(seed))
        found.append(isinstance(outcome(path), str))
    assert 40 < sum(found) < 95
