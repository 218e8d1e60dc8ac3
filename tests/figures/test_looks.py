"""Every label is read: in the figure, apart from the others, in letters that are there, large enough."""

from __future__ import annotations

import itertools
from typing import Any

import pytest
from matplotlib.figure import Figure
from matplotlib.text import Text
from matplotlib.transforms import Bbox

from scenes.figures.names import UNKNOWN
from scenes.figures.paper import MM, WIDTH

# What rounding may carry a letter's box beyond an edge or over another, in pixels at 300 an inch.
SLACK = 1.5
SMALLEST = 7.0


def texts(figure: Figure) -> list[tuple[Text, Bbox]]:
    """Return the texts that are drawn, each with its pixels."""
    found = list(figure.texts)
    for axes in figure.axes:
        found += axes.texts
        if axes.axison:
            found += [axes.title, axes._left_title, axes._right_title, axes.xaxis.label, axes.yaxis.label]
            found += [axis.offsetText for axis in (axes.xaxis, axes.yaxis)]
            found += [tick.label1 for axis in (axes.xaxis, axes.yaxis) for tick in axis._update_ticks()]
    drawn = [text for text in found if text.get_text().strip() and text.get_visible()]
    return [(text, text.get_window_extent()) for text in drawn]


def said(text: Text) -> str:
    return f"{text.get_text()!r}"


def test_every_label_lies_in_the_figure(edition: Any):
    for name, figure in edition.figures.items():
        for text, box in texts(figure):
            inside = box.x0 > -SLACK and box.y0 > -SLACK
            inside &= box.x1 < figure.bbox.x1 + SLACK and box.y1 < figure.bbox.y1 + SLACK
            assert inside, f"{name}: {said(text)} at {box.bounds} of {figure.bbox.bounds}"


def test_no_label_covers_another(edition: Any):
    for name, figure in edition.figures.items():
        for (a, box), (b, other) in itertools.combinations(texts(figure), 2):
            both = Bbox.intersection(box, other)
            apart = both is None or min(both.width, both.height) < SLACK
            assert apart or a.get_rotation() % 180 or b.get_rotation() % 180, f"{name}: {said(a)} and {said(b)}"


def test_no_type_is_too_small(edition: Any):
    for figure in edition.figures.values():
        assert all(text.get_fontsize() >= SMALLEST for text, _ in texts(figure))


def test_figures_are_a_column_wide(edition: Any):
    for figure in edition.figures.values():
        assert figure.get_size_inches()[0] == pytest.approx(WIDTH * MM)


def test_every_letter_is_there(edition: Any):
    assert edition.complaints == []
    for figure in edition.figures.values():
        for text, _ in texts(figure):
            plain = text.get_text().split("$")[:: 2 if text.get_parse_math() else 1]
            assert {ord(c) for c in "".join(plain)} - {0x0A} <= edition.paper.letters, said(text)


def test_users_words_are_never_mathematics(edition: Any):
    data = edition.study.data
    written = {UNKNOWN, *data.features, *data.classes}
    for figure in edition.figures.values():
        for text, _ in texts(figure):
            if text.get_parse_math() and not edition.settings.builtin:
                assert not any(len(name) > 3 and name in text.get_text() for name in written), said(text)
