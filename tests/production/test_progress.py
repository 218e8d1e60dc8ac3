"""Progress over the whole work: seconds painted, time left."""

from __future__ import annotations

import io

import pytest
from rich.console import Console

from scenes.production import progress
from scenes.production.progress import Bar, clock


@pytest.mark.parametrize(
    ("seconds", "words"), [(0, "0:00"), (9.4, "0:09"), (59.6, "1:00"), (125, "2:05"), (3600, "60:00"), (-3, "0:00")]
)
def test_clock(seconds: float, words: str) -> None:
    assert clock(seconds) == words


@pytest.fixture
def moment(monkeypatch) -> list[float]:
    now = [0.0]
    monkeypatch.setattr(progress.time, "monotonic", lambda: now[0])
    return now


def test_without_a_terminal_there_are_plain_lines_now_and_then(moment) -> None:
    output = io.StringIO()
    with Bar(Console(file=output, width=100), total=100.0) as bar:
        for second in range(0, 31):
            moment[0] = float(second)
            bar.show(second * 2.0, "alpha, beta")
        bar.say("  alpha: 0:30 of film")
    lines = output.getvalue().splitlines()
    assert lines == [
        "painting alpha, beta: 22 %  0:39 left",
        "painting alpha, beta: 44 %  0:28 left",
        "  alpha: 0:30 of film",
    ]


def test_on_a_terminal_there_is_one_bar(moment) -> None:
    output = io.StringIO()
    console = Console(file=output, width=100, force_terminal=True, legacy_windows=False)
    with Bar(console, total=100.0) as bar:
        moment[0] = 10.0
        bar.show(50.0, "alpha")
        bar._progress.refresh()
    assert "50 %  0:10 left" in output.getvalue()
    assert "painting alpha" in output.getvalue()


def test_nothing_to_paint_is_no_trouble() -> None:
    with Bar(Console(file=io.StringIO()), total=0.0) as bar:
        bar.show(0.0, "")
