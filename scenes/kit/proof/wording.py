"""Captions, narration and subtitles: in the chosen language, in lines that fit, for long enough to be read."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

from scenes.kit.lesson import Lesson
from scenes.kit.proof.layout import HAN
from scenes.kit.telling import Beat

# Seconds: of a cue, at least; of rounding to frames.
SHORTEST, FRAME = 0.83, 1 / 30
# Stands for whatever users wrote.
USERS = "name"
# A cue may be read so much faster than its language is on average.
HURRY = 1.25


def findings(lesson: Lesson) -> list[str]:
    """Return what is wrong with the words of a scene that was played, with the beat's key."""
    checks = (captions, times, cues)
    found = [f"{beat.key}: {trouble}" for beat in lesson.beats for check in checks for trouble in check(lesson, beat)]
    return [*found, *order(lesson)]


def captions(lesson: Lesson, beat: Beat) -> Iterator[str]:
    """Yield what is wrong with the caption: its length, its language, and that of the narration."""
    longest, own = lesson.words.reading.line, beat.caption
    # What users call their columns may be long: it is set smaller.
    for name in filter(lambda fact: isinstance(fact, str) and len(fact) > len(USERS), lesson.words.facts.values()):
        own = own.replace(name, USERS)
    if len(own) > longest:
        yield f"the caption {own!r} has {len(own)} characters, not {longest} at most"
    for text in (beat.caption, beat.narration):
        if bool(HAN.search(text)) != (lesson.settings.language == "zh"):
            yield f"{text!r} is in another language"


def times(lesson: Lesson, beat: Beat) -> Iterator[str]:
    """Yield a beat that is too short to be read."""
    needed = sum(map(lesson.words.reading_time, lesson.words.cues(beat.narration)))
    if beat.end - beat.start < needed - FRAME:
        yield f"{beat.end - beat.start:.1f} s are too short for its words, which take {needed:.1f} s"


def cues(lesson: Lesson, beat: Beat) -> Iterator[str]:
    """Yield what is wrong with the subtitles of a beat."""
    reading = lesson.words.reading
    for cue in beat.cues:
        lines, seconds = cue["text"].split("\n"), cue["end"] - cue["start"]
        if len(lines) > reading.lines or max(map(len, lines)) > reading.line:
            yield f"the subtitle {cue['text']!r} has more than {reading.lines} lines of {reading.line} characters"
        if seconds < SHORTEST or len(cue["text"]) / seconds > HURRY * reading.per_second:
            yield f"the subtitle {cue['text']!r} is shown for {seconds:.2f} s only"
    if _bare(*(cue["text"] for cue in beat.cues)) != _bare(beat.narration):
        yield "the subtitles do not say what the narration says"


def order(lesson: Lesson) -> Iterator[str]:
    """Yield what does not follow on what came before it."""
    for beat, after in itertools.pairwise(lesson.beats):
        if abs(beat.end - after.start) > FRAME:
            yield f"{after.key}: begins at {after.start:.2f} s, yet the beat before it ends at {beat.end:.2f} s"
    for beat in lesson.beats:
        moments = [moment for cue in beat.cues for moment in (cue["start"], cue["end"])]
        if moments != sorted(moments) or moments[0] != beat.start or moments[-1] >= beat.end:
            yield f"{beat.key}: its subtitles are not in order"


def _bare(*texts: str) -> str:
    return "".join(part for text in texts for part in text.split())
