"""Cues become .srt to the millisecond."""

from __future__ import annotations

import srt
from hypothesis import given
from hypothesis import strategies as st

from scenes.production.report import Cue
from scenes.production.subtitles import compose, shifted

moments = st.floats(0, 5000, allow_nan=False)
words = st.text(st.characters(categories=["L", "N", "P"]), min_size=1, max_size=40)


def test_the_form_of_the_file() -> None:
    text = compose([Cue(0.0, 1.25, "One\ntwo"), Cue(61.5, 62.0, "三")])
    assert text == ("1\n00:00:00,000 --> 00:00:01,250\nOne\ntwo\n\n2\n00:01:01,500 --> 00:01:02,000\n三\n\n")


def test_cues_move_with_their_clip() -> None:
    assert shifted([Cue(1.0, 2.0, "a")], 10.0) == [Cue(11.0, 12.0, "a")]


def test_no_cues_no_text() -> None:
    assert compose([]) == ""


@given(start=moments, length=st.floats(0.1, 10), text=words)
def test_what_is_read_back_is_what_was_meant(start: float, length: float, text: str) -> None:
    (cue,) = srt.parse(compose([Cue(start, start + length, text)]))
    assert abs(cue.start.total_seconds() - start) <= 0.0011
    assert abs(cue.end.total_seconds() - start - length) <= 0.0011
    assert cue.content == text.strip()
