"""The text to record: what is said in every beat, how long its picture lasts, and what to call the recording."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from scenes.kit.words import Words
from scenes.production.report import Omission, Report

COLUMNS = ("scene", "beat", "seconds", "narration", "file")


def compose(heard: Iterable[Report | Omission], words: Words) -> str:
    """Return a line a beat, its columns parted by tabs, as spreadsheets take them; the first line names them."""
    lines = [tuple(words.get(f"script.{name}") for name in COLUMNS), *_lines(heard)]
    return "".join("\t".join(line) + "\n" for line in lines)


def _lines(heard: Iterable[Report | Omission]) -> Iterator[tuple[str, ...]]:
    for report in heard:
        for beat in report.beats if isinstance(report, Report) else ():
            seconds = f"{beat['end'] - beat['start']:.1f}"
            file = f"voice/{report.slug}/{beat['key']}.wav"
            # What users write, such as the name of a column, may hold tabs and line ends.
            yield report.slug, beat["key"], seconds, " ".join(beat["narration"].split()), file
