"""A study shown in a notebook: the published numbers, and nothing of a user's that a browser would run."""

import re
from html.parser import HTMLParser

import numpy as np
import pytest

from mathcore import Dataset, Study, builtin
from mathcore.shown import LONGEST_NAME


class Cells(HTMLParser):
    """The text of every cell; every tag that is not a table's is remembered."""

    def __init__(self) -> None:
        super().__init__()
        self.cells: list[str] = []
        self.tags: set[str] = set()

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        if tag in ("th", "td", "caption"):
            self.cells.append("")

    def handle_data(self, data):
        self.cells[-1] += data


def cells(study: Study) -> tuple[dict[str, str], set[str]]:
    parser = Cells()
    parser.feed(study._repr_html_())
    return dict(zip(parser.cells[1::2], parser.cells[2::2], strict=True)), parser.tags


def test_the_published_fit_is_shown():
    """Wikipedia, Logistic regression: -4.1 and 1.5 with standard errors 1.8 and 0.6."""
    rows, _ = cells(Study.of(builtin("hours")))
    assert rows["intercept"] == "-4.07771 (standard error 1.76)"
    assert rows["slope of hours"] == "1.50465 (standard error 0.629)"
    assert rows["trials"] == "20: 10 failed, 10 passed"
    assert rows["gradient descent"].startswith("456 steps at rate 1.5: It arrived")


def test_a_standardised_feature_is_said_and_its_numbers_are_raw():
    rows, _ = cells(Study.of(builtin("challenger")))
    assert rows["feature"].endswith("standardised for the walk")
    assert rows["intercept"].startswith("15.0429")


def test_without_a_minimum_no_estimate_is_shown():
    data = Dataset(np.arange(6.0)[:, None], np.array([0, 0, 0, 1, 1, 1]), features=("dose",))
    rows, _ = cells(Study.of(data))
    assert "no minimum" in rows["estimate"]
    assert not any(name.startswith(("slope", "intercept", "boundary")) for name in rows)


HOSTILE = ["<script>alert(1)</script>", "a & b", "\"q\" 'r'", "</table><b>", "x" * 300, "שלום", "🙂"]


@pytest.mark.parametrize("name", HOSTILE)
def test_what_users_wrote_is_text(name):
    data = Dataset(np.array([[0.0], [1], [2], [3]]), np.array([0, 1, 0, 1]), features=(name,), classes=(name, "other"))
    rows, tags = cells(Study.of(data))
    assert tags == {"table", "caption", "tbody", "tr", "th", "td"}
    shown = name if len(name) <= LONGEST_NAME else name[: LONGEST_NAME - 1] + "…"
    assert rows["feature"] == shown
    assert re.fullmatch(rf"4: 2 {re.escape(shown)}, 2 other", rows["trials"])
