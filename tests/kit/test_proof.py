"""The checks of a scene's proofs find what is wrong, and let pass what is right."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mathcore import Study, builtin
from scenes.kit.proof import layout, values, wording
from scenes.kit.proof.performance import Performance, Text
from scenes.kit.spoken import GAP
from scenes.kit.telling import Beat
from scenes.kit.words import Words

STUDY = Study.of(builtin("hours"))


def text(source: str = "x", left: float = 0.0, bottom: float = 0.0, em: float = 0.4, **more: object) -> Text:
    return Text(source, (left, left + 1.0, bottom, bottom + 0.3), em, **more)


def live(height: float) -> Text:
    return Text("0.5", (0.0, 1.0, 0.0, height), np.nan, live=True)


# -- layout --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("check", "wrong", "right"),
    [
        (layout.outside, [text(left=6.0)], [text(left=5.6)]),
        (layout.outside, [text(bottom=-4.0)], [text(bottom=-3.7)]),
        (layout.covered, [text("a"), text("b", left=0.9)], [text("a"), text("b", left=0.99)]),
        (layout.covered, [text("a"), text("b", bottom=0.2)], [text("a"), text("b", bottom=0.3)]),
        (layout.small, [text(em=0.28)], [text(em=0.29)]),
        (layout.small, [text("数据", em=0.3)], [text("数据", em=0.33)]),
        (layout.small, [live(0.1)], [live(0.2)]),
        (layout.not_filled_in, [text("J = nan")], [text("banana")]),
        (layout.not_filled_in, [text("-inf")], [text("C=np.inf, inflow")]),
        (layout.cut_short, [text("a long…")], [text('#text("a long…")')]),
        (layout.crowded, [text("word " * 61)], [text("word " * 60)]),
        (layout.crowded, [text("字" * 91)], [text("字" * 90)]),
    ],
)  # fmt: skip
def test_a_layouts_troubles_are_found(check, wrong: list[Text], right: list[Text]) -> None:
    assert len(list(check(wrong))) == 1
    assert list(check(right)) == []


def test_every_moment_is_looked_at_and_each_trouble_told_once() -> None:
    far = [text("far out", left=7.0)]
    moments = [("a", far), ("a", far), ("formula", [text("x"), text("y")])]
    performance = Performance(SimpleNamespace(), moments, {"b": far})
    told = layout.findings(performance)
    assert [line.partition(":")[0] for line in told] == ["a", "b, end"]


# -- words ---------------------------------------------------------------------------------------------------------

SAID = "The score has no end. A probability has two."


def lesson(language: str = "en", **facts: str) -> SimpleNamespace:
    return SimpleNamespace(
        words=Words(language, facts), settings=SimpleNamespace(language=language), study=STUDY, beats=[]
    )


def spoken(start: float = 0.0, end: float = 6.0, caption: str = "A caption", narration: str = SAID, **more) -> Beat:
    shown = [{**cue(end - GAP), "start": start}]
    return Beat("beat", start, caption, narration, **{"end": end, "cues": shown, **more})


def cue(end: float, said: str = SAID.replace(". ", ".\n")) -> dict[str, object]:
    return {"start": 0.0, "end": end, "text": said}


def told(*beats: Beat, **options: str) -> list[str]:
    played = lesson(**options)
    played.beats.extend(beats)
    return wording.findings(played)


def test_words_that_are_right_pass() -> None:
    assert told(spoken(), spoken(6.0, 12.0)) == []


@pytest.mark.parametrize(
    ("beat", "said"),
    [
        (spoken(caption="x" * 43), "43 characters, not 42"),
        (spoken(caption="数据"), "another language"),
        (spoken(end=1.5), "too short for its words"),
        (spoken(cues=[cue(5.0, "The score has no end.")]), "do not say"),
        (spoken(cues=[cue(5.0, SAID)]), "2 lines of 42"),
        (spoken(cues=[cue(0.5)]), "0.50 s only"),
        (spoken(cues=[cue(6.5)]), "not in order"),
    ],
)  # fmt: skip
def test_troubles_with_words_are_found(beat: Beat, said: str) -> None:
    assert any(said in line for line in told(beat))


def test_a_gap_between_beats_is_found() -> None:
    assert any("begins at 7.00 s" in line for line in told(spoken(), spoken(7.0, 13.0)))


def test_a_caption_may_hold_a_long_name_of_the_users() -> None:
    assert told(spoken(caption="Every " + "x" * 60), feature="x" * 60) == []


# -- numbers -------------------------------------------------------------------------------------------------------


def numbered(text: str, value: float, source: str | None = None) -> list[str]:
    played = lesson()
    played.beats.append(spoken(numbers=[{"name": "n", "value": value, "text": text, "source": source}]))
    return values.findings(played)


@given(st.floats(-1e6, 1e6), st.integers(0, 5))
def test_a_rounded_number_passes_and_its_neighbour_does_not(value: float, digits: int) -> None:
    shown = f"{value:.{digits}f}"
    assert numbered(shown.replace("-", "−"), value) == []
    if digits:
        assert len(numbered(shown.replace("-", "−"), value + 2 * 10.0**-digits)) == 1


@pytest.mark.parametrize(
    ("text", "value", "good"),
    [
        ("9.5·10⁻⁷", 9.46e-7, True), ("9.5·10⁻⁷", 9.5e-6, False), ("1,905", 1905, True), ("1,905", 1906.2, False),
        ("20,000", 19_999.6, True), ("never", 3.0, True), ("0.4015", 0.40149, True), ("0.4015", 0.4017, False),
    ],
)  # fmt: skip
def test_all_ways_to_write_a_number(text: str, value: float, good: bool) -> None:
    assert (numbered(text, value) == []) == good


def test_a_number_must_be_where_it_says() -> None:
    slope = float(STUDY.theta[1])
    assert numbered(f"{slope:.3f}", slope, "Study.theta[1]") == []
    assert "Study.theta[0] is" in numbered(f"{slope:.3f}", slope, "Study.theta[0]")[0]
