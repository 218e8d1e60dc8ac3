"""What is played and painted after a save or a report, with players that only write down their orders."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from scenes.kit.warm.line import Line, Message
from scenes.production import watch_desk
from scenes.production.watch_board import Board
from scenes.production.watch_code import Code
from scenes.production.watch_desk import Desk
from scenes.production.watch_files import Sources

SCENE = """
class Demo:
    def construct(self):
        with self.beat("one"):
            self.show_one()
        with self.beat("two"):
            self.show_two()
        with self.beat("three"):
            self.show_three()

    def show_one(self):
        self.play(1)

    def show_two(self):
        self.play(2)

    def show_three(self):
        self.play(3)
"""
BEATS = ("one", "two", "three")
WORDS = {"jar": {beat: {"caption": beat, "narration": f"{beat}."} for beat in BEATS}}


def sources(text: str = SCENE, words: dict[str, Any] = WORDS, shared: str = "kit") -> Sources:
    return Sources("jar", Code(text, "Demo"), words, shared)


class FakeLine(Line):
    """A line that keeps what is said over it."""

    def __init__(self) -> None:
        self.__dict__["orders"], self.__dict__["closed"] = [], False

    def __eq__(self, other: object) -> bool:
        return self is other

    def tell(self, **message: Any) -> None:
        self.__dict__["orders"].append(message)

    def close(self) -> None:
        self.__dict__["closed"] = True


class Office:
    """A desk, and the processes that it believes to have."""

    def __init__(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, forks: bool = True) -> None:
        self.root, self.ended, self.said = FakeLine(), [], []
        self.lines: dict[int, FakeLine] = {}
        monkeypatch.setattr(watch_desk, "end", self.ended.append)
        self.board = Board("jar", self.said.append)
        self.desk = Desk(self.board, sources(), tmp_path, lambda order: self.root.tell(**order), forks, jobs=2)
        self.desk.plan()

    def news(self, order: Message, number: int, kind: str, **more: Any) -> FakeLine:
        beats = [{"key": key, "asked": None} for key in BEATS[: number + 1]]
        for beat in beats[: number + (kind == "ended")]:
            beat["asked"] = [f"jar.{beat['key']}.{what}" for what in ("caption", "narration")]
        line = more.pop("line", None) or FakeLine()
        message = {"kind": kind, "order": order["id"], "number": number, "beats": beats, "before": [], **more}
        self.desk.heard(line, message)
        return line

    def walks(self, order: Message, first: int = 0) -> None:
        """Play on from a beat to the end of the scene."""
        line = self.news(order, first, "player", pid=100 + order["id"])
        for number in range(first + (order["clips"] or first > 0), 3):
            self.lines[number] = self.news(order, number, "copy", pid=0)
        self.news(order, 2, "ended", line=line)
        self.desk.gone(line)

    def paints(self, order: Message, number: int) -> None:
        path = f"{order['folder']}/{order['id']}-{number}-clip.mp4"
        asked = [(f"jar.{BEATS[number]}.{what}", 0) for what in ("caption", "narration")]
        calls = [{"held": False, "where": []}]
        self.news(
            order, number, "clip", path=path, start=0.0, calls=calls, asked=asked, recording=path.replace("mp4", "raw"),
            caption="c", narration="n",
        )  # fmt: skip
        self.news(order, number, "recorded")

    def take(self) -> list[tuple[int, Message]]:
        """Return the orders that were given since the last call, with the beats they are for; -1 is the start."""
        found = [(-1, order) for order in self.root.orders]
        found += [(number, order) for number, line in sorted(self.lines.items()) for order in line.orders]
        for line in (self.root, *self.lines.values()):
            line.orders.clear()
        return found

    def settle(self) -> None:
        """Do all that is asked for."""
        while orders := self.take():
            for number, order in orders:
                if order["clips"]:
                    self.paints(order, number)
                if order["goes_on"]:
                    self.walks(order, max(number, 0))


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Office:
    return Office(tmp_path, monkeypatch)


def numbers(orders: list[tuple[int, Message]]) -> list[tuple[int, bool, bool]]:
    return [(number, order["clips"], order["goes_on"]) for number, order in orders]


def test_the_scene_is_played_once_and_then_painted_from_its_copies(office: Office) -> None:
    orders = office.take()
    assert numbers(orders) == [(-1, False, True)]
    office.walks(orders[0][1])
    orders = office.take()
    assert numbers(orders) == [(0, True, False), (1, True, False)]  # two at one time
    assert [order["background"] for _, order in orders] == [False, True]
    office.paints(orders[0][1], 0)
    assert numbers(office.take()) == [(2, True, False)]


def test_a_changed_method_is_painted_from_its_beat_on(office: Office) -> None:
    office.settle()
    assert office.desk.saved(sources(SCENE.replace("play(2)", "play(20)")))
    ((number, order),) = office.take()
    assert numbers([(number, order)]) == [(1, True, True)]
    assert not order["background"]
    assert order["reuse"]["plays"] == 0 and not order["reuse"]["title"]
    office.paints(order, 1)
    assert office.take() == []  # who plays on is not disturbed
    office.walks(order, 1)
    assert numbers(office.take()) == [(2, True, False)]


def test_a_changed_caption_takes_all_but_the_title_from_the_recording(office: Office) -> None:
    office.settle()
    words = {"jar": {**WORDS["jar"], "three": {"caption": "new", "narration": "three."}}}
    assert office.desk.saved(sources(words=words))
    ((number, order),) = office.take()
    assert number == 2
    assert order["reuse"] | {"recording": ""} == {"recording": "", "plays": 1, "title": True, "rest": True}
    words = {"jar": {**WORDS["jar"], "three": {"caption": "new", "narration": "other."}}}
    assert office.desk.saved(sources(words=words))
    ((number, order),) = office.take()
    assert not order["reuse"]["rest"]  # its pauses may be others


def test_a_changed_kit_is_played_from_the_start(office: Office) -> None:
    office.settle()
    assert office.desk.saved(sources(shared="other kit"))
    assert numbers(office.take()) == [(-1, False, True)]


def test_a_save_that_shows_nowhere_does_nothing(office: Office) -> None:
    office.settle()
    assert not office.desk.saved(sources(SCENE + "\n# a remark\n"))
    assert office.take() == []


def test_a_save_ends_what_is_of_no_use_any_longer_and_nothing_else(office: Office) -> None:
    office.walks(office.take()[0][1])
    (_, first), (_, second) = office.take()
    for order, number in ((first, 0), (second, 1)):
        office.news(order, number, "player", pid=number)
    office.desk.saved(sources(SCENE.replace("play(2)", "play(20)")))
    assert office.ended == [1]
    assert numbers(office.take()) == [(1, True, True)]
    late = office.news(second, 1, "copy", pid=0)
    assert late.closed


def test_undoing_a_change_paints_only_what_was_painted_in_between(office: Office) -> None:
    office.settle()
    office.desk.saved(sources(SCENE.replace("play(3)", "play(30)")))
    ((number, order),) = office.take()
    office.news(order, number, "player", pid=7)
    assert office.desk.saved(sources())
    assert office.ended == [7]
    assert office.take() == []


def test_trouble_stops_until_the_next_save_and_keeps_what_was_there(office: Office) -> None:
    office.settle()
    office.desk.saved(sources(SCENE.replace("play(2)", "play(oops)")))
    ((_, order),) = office.take()
    line = office.news(order, 1, "trouble", said="NameError: oops")
    office.desk.gone(line)
    assert office.said[-1] == "NameError: oops"
    assert office.take() == []
    assert office.desk.has_clip(0) and not office.desk.has_clip(1)
    assert office.desk.saved(sources(SCENE.replace("play(2)", "play(22)")))
    assert numbers(office.take()) == [(1, True, True)]


def test_a_player_that_is_killed_is_told_of(office: Office) -> None:
    office.settle()
    office.desk.saved(sources(SCENE.replace("play(2)", "play(20)")))
    ((_, order),) = office.take()
    office.desk.gone(office.news(order, 1, "player", pid=7))
    assert "was ended" in office.said[-1]
    assert office.take() == []
    assert office.desk.saved(sources(SCENE.replace("play(2)", "play(21)")))
    assert numbers(office.take()) == [(1, True, True)]


def test_a_copy_that_is_gone_is_made_again_from_the_one_before(office: Office) -> None:
    office.settle()
    office.desk.gone(office.lines[1])
    assert numbers(office.take()) == [(0, False, True)]


def test_without_forks_every_change_plays_and_paints_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    office = Office(tmp_path, monkeypatch, forks=False)
    ((_, order),) = office.take()
    assert (order["copies"], order["clips"], order["goes_on"]) == (False, True, True)
    line = office.news(order, 0, "player", pid=5)
    for number in range(3):
        office.paints(order, number)
    office.news(order, 2, "ended", line=line)
    office.desk.gone(line)
    assert office.take() == []
    office.desk.saved(sources(SCENE.replace("play(2)", "play(20)")))
    assert numbers(office.take()) == [(-1, True, True)]
