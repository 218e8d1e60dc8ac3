"""What is said during a beat, sentence by sentence, and when: the picture waits for the words."""

from __future__ import annotations

import itertools
from typing import Any

from scenes.kit.words import Words

# A cue leaves the screen a little before the next one comes.
GAP = 2 / 60


class Spoken:
    """A narration whose sentences begin when the picture gets to them.

    Parameters
    ----------
    words
        The language, with its reading speed.
    narration
        The whole text.
    start
        The beat's start, in seconds of the scene.
    """

    def __init__(self, words: Words, narration: str, start: float) -> None:
        self.words = words
        self.sentences = words.sentences(narration)
        self._begun = [(0, start)]

    def ready(self, number: int) -> float:
        """Return the moment by which what stands before a sentence can have been read."""
        first, moment = self._begun[-1]
        return moment + sum(self.words.reading_time(cue) for cue in self._cues(first, number))

    def begin(self, number: int, moment: float) -> None:
        """Note when a sentence begins."""
        if number > self._begun[-1][0]:
            self._begun.append((number, moment))

    def timed(self, end: float) -> list[dict[str, Any]]:
        """Return the cues, each run of sentences sharing its time by length; a cue stays seven seconds at most."""
        timed: list[dict[str, Any]] = []
        stops = [*self._begun[1:], (len(self.sentences), end)]
        for (first, moment), (last, until) in zip(self._begun, stops, strict=False):
            cues = self._cues(first, last)
            total = sum(map(len, cues))
            for cue in cues:
                share = (until - moment) * len(cue) / total
                total -= len(cue)
                stay = min(share, self.words.reading.longest)
                timed.append({"start": moment, "end": moment + stay - GAP, "text": cue})
                moment += share
        return timed

    def _cues(self, first: int, last: int) -> list[str]:
        return self.words.cues(" ".join(self.sentences[first:last]))


class Recorded(Spoken):
    """A narration that somebody has recorded: the picture waits for the voice, which waits for nothing.

    Parameters
    ----------
    seconds
        How long the recording lasts, from the beat's start on. Each of its sentences is taken to have the share that
        it has of the time to read them all.
    """

    def __init__(self, words: Words, narration: str, start: float, seconds: float) -> None:
        super().__init__(words, narration, start)
        self.start, self.seconds = start, seconds
        self._times = [self._time(self._cues(k, k + 1)) for k in range(len(self.sentences))]

    def ready(self, number: int) -> float:
        """Return the moment by which what stands before a sentence has been said."""
        return self.start + self.seconds * sum(self._times[:number]) / sum(self._times)

    def timed(self, end: float) -> list[dict[str, Any]]:
        """Return the cues, which share the recording by their reading times, however long the beat lasts."""
        timed: list[dict[str, Any]] = []
        whole = len(self.sentences)
        numbers = [*(number for number, _ in self._begun if number < whole), whole]
        for first, last in itertools.pairwise(numbers):
            cues, moment = self._cues(first, last), self.ready(first)
            pace = (self.ready(last) - moment) / self._time(cues)
            for cue in cues:
                until = moment + pace * self._time([cue])
                timed.append({"start": moment, "end": until - GAP, "text": cue})
                moment = until
        return timed

    def _time(self, cues: list[str]) -> float:
        return sum(map(self.words.reading_time, cues))
