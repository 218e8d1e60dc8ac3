"""What changed in a scene's file, and which beats and plays that can concern."""

from __future__ import annotations

import pytest

from scenes.production.watch_code import Code
from scenes.production.watch_plays import Played, first_affected, first_said

SCENE = '''"""A scene."""

from manim import Create, FadeIn, Write

from scenes.kit.lesson import Lesson

HIGH = 2.0
LOW, FAR = 1.0, 40.0


def half(x):
    return x / 2


class Demo(Lesson):
    """It shows."""

    slug = "demo"

    def construct(self):
        self.ready = self.build()
        with self.beat("one"):
            self.show_one()
        if self.ready:
            with self.beat("two", "far" if FAR else ""):
                self.show_two()
                self.wait(1)

    def build(self):
        return LOW

    def show_one(self):
        self.play(FadeIn(self.mark()), run_time=1)
        self.sentence(1)
        self.play(Create(self.mark()), run_time=2)

    def show_two(self):
        self.play(FadeIn(self.mark()))
        self.play(Write(half(HIGH)))
        self.detail(1)
        self.play(Write(self.mark()))

    def detail(self, n):
        """Show it."""
        self.play(FadeIn(n))
        for k in range(n):
            self.play(Write(k))

    def mark(self):
        return 1

    def tear_down(self):
        super().tear_down()
'''
OLD = Code(SCENE, "Demo")


def line_of(text: str, nth: int = 0) -> int:
    return [number for number, line in enumerate(SCENE.splitlines(), 1) if text in line][nth]


def beats_changed(new: Code) -> list[str] | str:
    if OLD.of_scene() != new.of_scene():
        return "all"
    return [key for key in new.beats if OLD.of_beat(key) != new.of_beat(key)]


@pytest.mark.parametrize(
    ("old", "new", "beats"),
    [
        ("run_time=2", "run_time=3", ["one"]),
        ("Write(k)", "FadeIn(k)", ["two"]),  # a method that a method calls
        ("HIGH = 2.0", "HIGH = 3.0", ["two"]),
        ("return x / 2", "return x / 3", ["two"]),
        ("        return 1\n", "        return 2\n", ["one", "two"]),
        ("FadeIn, Write", "FadeIn, Transform, Write", []),  # nobody uses it yet
        ("Create, FadeIn, Write", "FadeIn, Write\nfrom mine import Create", ["one"]),
        ("self.sentence(1)", "self.sentence(1)  # now", []),
        ('"""Show it."""', '"""Show it all."""', []),
        ("    def detail", "\n\n\n    def detail", []),
        ("LOW, FAR = 1.0", "LOW, FAR = 1.5", "all"),  # construct itself asks for it
        ("return LOW", "return -LOW", "all"),
        ("self.wait(1)", "self.wait(2)", "all"),  # it stands in construct, which is being played
        ("if self.ready:", "if not self.ready:", "all"),
        ("super().tear_down()", "return None", "all"),  # nobody here calls it: somebody else may
        ("class Demo(Lesson)", "class Demo(Other)", "all"),
        ("class Demo(Lesson):", "@seen\nclass Demo(Lesson):", "all"),
        ('slug = "demo"', 'slug = "demos"', "all"),
        ("HIGH = 2.0", "HIGH = 2.0\nprint(HIGH)", "all"),
        ("    def mark", "    def sentence(self, n):\n        return n\n\n    def mark", ["one"]),  # over the kit's own
    ],
)
def test_a_change_concerns_the_beats_that_can_run_it(old: str, new: str, beats: list[str] | str) -> None:
    assert SCENE.count(old) == 1
    assert beats_changed(Code(SCENE.replace(old, new), "Demo")) == beats


def test_a_method_known_by_the_class_concerns_whoever_names_the_class() -> None:
    text = SCENE.replace("FadeIn(n)", "FadeIn(Demo.mark(self))")
    old, new = Code(text, "Demo"), Code(text.replace("return 1", "return 2"), "Demo")
    assert old.of_beat("two") != new.of_beat("two")


def test_a_beat_whose_key_is_not_written_out_concerns_the_whole_file() -> None:
    text = SCENE.replace('self.beat("one")', "self.beat(self.name)")
    old, new = Code(text, "Demo"), Code(text.replace("run_time=2", "run_time=3"), "Demo")
    assert old.of_beat("one") != new.of_beat("one")


HEAD = [("Demo.construct", line_of('self.beat("two"'))]
BODY = ("Demo.construct", line_of("self.show_two()"))
IN_TWO = [("Demo.show_two", line_of("FadeIn(self.mark())", 1) + k) for k in range(4)]
IN_DETAIL = [("Demo.detail", line_of("FadeIn(n)")), ("Demo.detail", line_of("Write(k)"))]
# The title; FadeIn, Write; in detail FadeIn, Write; Write; the wait in construct; the pause at the end.
TWO = [
    Played(False, HEAD),
    Played(False, [BODY, IN_TWO[0]]),
    Played(False, [BODY, IN_TWO[1]]),
    Played(False, [BODY, IN_TWO[2], IN_DETAIL[0]]),
    Played(False, [BODY, IN_TWO[2], IN_DETAIL[1]]),
    Played(False, [BODY, IN_TWO[3]]),
    Played(True, [("Demo.construct", line_of("self.wait(1)"))]),
    Played(True, HEAD),
]


@pytest.mark.parametrize(
    ("old", "new", "first"),
    [
        ("run_time=2", "run_time=3", 8),  # another beat's
        ("self.play(Write(half(HIGH)))", "self.play(Write(half(HIGH)), run_time=3)", 2),
        ("HIGH = 2.0", "HIGH = 3.0", 2),
        ("return x / 2", "return x / 3", 2),
        ("        return 1\n", "        return 2\n", 1),
        ("self.detail(1)", "self.detail(2)", 3),
        ("self.play(FadeIn(n))", "self.play(FadeIn(n), run_time=3)", 3),
        ("Write(k)", "FadeIn(k)", 4),
        ("range(n)", "range(n + 0)", 4),
        ("def detail(self, n)", "def detail(self, n=0)", 3),
        ("self.play(Write(self.mark()))", "self.play(Write(self.mark()), run_time=3)", 5),
        # What comes after all plays that were shows in the pause after them.
        ("self.play(Write(self.mark()))", "self.play(Write(self.mark()))\n        self.add(1)", 6),
        ("            self.play(Write(k))\n", "            self.play(Write(k))\n        self.add(n)\n", 5),
        ("        self.play(FadeIn(n))\n", "        self.add(n)\n        self.play(FadeIn(n))\n", 3),
        ("        self.detail(1)\n", "", 3),
        # Lines that are moved are the lines they were.
        ("HIGH = 2.0", "HIGH = 2.0  # so\n\n\n", 8),
    ],
)
def test_plays_before_a_change_stay(old: str, new: str, first: int) -> None:
    assert SCENE.count(old) == 1
    assert first_affected(OLD, Code(SCENE.replace(old, new), "Demo"), "two", TWO) == first


def test_a_method_that_is_put_over_the_kits_own_counts_from_its_first_call() -> None:
    text = SCENE.replace("    def mark", "    def play(self, *args):\n        return args\n\n    def mark")
    assert first_affected(OLD, Code(text, "Demo"), "two", TWO) == 1


def test_words_count_from_the_play_before_which_they_were_asked_for() -> None:
    then = {"demo": {"two": {"caption": "A", "narration": "B"}, "labels": {"x": "C", "y": "D"}}}
    asked = [("demo.two.caption", 0), ("demo.two.narration", 0), ("demo.labels.x", 3), ("demo.labels.y", 5)]

    def said(**labels: str) -> int | None:
        words = {"two": {"caption": "new", "narration": "new"}, "labels": then["demo"]["labels"] | labels}
        return first_said(then, {"demo": words}, asked)

    assert said() is None
    assert said(y="new") == 5
    assert said(x="new", y="new") == 3
    assert first_said(then, {"demo": {}}, asked) == 3
