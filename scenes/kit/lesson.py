"""A scene of the lecture: beats that carry their words and their time."""

from __future__ import annotations

import math
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from typing import Any, ClassVar

from manim import FadeIn, FadeOut, Mobject, Scene, VGroup, config

from mathcore import Array, Study
from scenes.kit.fast import renderer_for
from scenes.kit.fitting import fitted
from scenes.kit.notation import formula, symbol
from scenes.kit.settings import Settings
from scenes.kit.shown import told
from scenes.kit.spoken import Recorded, Spoken
from scenes.kit.stage import StageCamera
from scenes.kit.story import Story
from scenes.kit.studies import chosen, facts
from scenes.kit.telling import Beat, tell
from scenes.kit.theme import THEMES
from scenes.kit.typeset import Typeset, escape
from scenes.kit.voice import length, recordings
from scenes.kit.words import Words
from scenes.kit.written import Number, Written, figure, numbers_in

LEFT_EDGE, RIGHT_EDGE = -6.36, 6.36
TITLE_Y, TITLE_EM = 3.14, 0.52
# Symbols that sentences name: as formulas on the frame, as plain text in subtitles.
SYMBOLS = ("params", "hat", "intercept", "slope", "hat_slope", "h")


class Lesson(Scene):
    """A scene that knows its study, its theme and its words.

    Parameters
    ----------
    settings
        The choices; None reads them from the environment.
    study
        The numbers; None computes them for the settings' data.
    """

    slug: ClassVar[str]
    # Where a beat's caption begins, and how large it is set.
    title_place: ClassVar[tuple[float, float]] = (LEFT_EDGE, TITLE_Y)
    title_em: ClassVar[float] = TITLE_EM
    # The beats that slides play over and over.
    loops: ClassVar[frozenset[str]] = frozenset()

    def __init__(self, settings: Settings | None = None, study: Study | None = None, **options: Any) -> None:
        self.settings, self.study = (settings, study) if settings and study else chosen(settings)
        self.theme = THEMES[self.settings.theme]
        self.story = Story(self.study, rate_chosen=self.settings.rate is not None)
        self.words = Words.load(self.settings.language, facts(self.study, self.settings))
        self.beats: list[Beat] = []
        self._recordings = recordings(self.settings.voice, self.slug)
        self._quoted: dict[str, Any] = {}
        self._said: list[Number] = []
        self._symbols = {name: symbol(self.settings.notation, name) for name in SYMBOLS}
        self.before_beat: Callable[[str], None] = lambda key: None
        self.after_beat: Callable[[str], None] = lambda key: None
        self._title: Typeset | None = None
        # Notebooks pass None.
        if options.get("renderer") is None and "camera_class" not in options:
            options["renderer"] = renderer_for(StageCamera, options.get("skip_animations", False))
        super().__init__(**options)

    def left_out(self) -> str:
        """Return the key, under ``left_out``, of why these data cannot carry the scene; "" where they can."""
        return ""

    def render(self, preview: bool = False) -> Any:
        """Play the scene, or say why it is left out."""
        if not self.left_out():
            return super().render(preview)
        print(f"{self.slug} is left out: {self.summary()['omitted']}", file=sys.stderr)
        return self.tear_down()

    def setup(self) -> None:
        """Paint the ground before the first frame."""
        self.camera.background_color = self.theme.ground
        self.camera.init_background()

    @property
    def clock(self) -> float:
        """Seconds since the scene began."""
        return float(self.renderer.time)

    # -- words and formulas ----------------------------------------------------------------------------------

    def quote(self, **numbers: Any) -> None:
        """Offer the words numbers of this scene's own."""
        self._quoted.update(numbers)

    def quote_formula(self, **sources: str) -> None:
        """Offer the labels Typst mathematics of this scene's own."""
        self._symbols.update(sources)

    def say(self, key: str) -> Written:
        """Return this scene's words under a key, as plain text; what it does not say itself, in shared words."""
        return self._noted(self.words.get(self._own(key), **self._quoted))

    def _own(self, key: str) -> str:
        own = f"{self.slug}.{key}"
        return own if self.words.has(own) else f"shared.{key}"

    def markup(self, key: str) -> Written:
        """Return this scene's words under a key as Typst markup; what a user wrote is shown literally."""
        quoted = {**self.words.facts, **self._quoted}
        literal = {
            name: Written(escape(value), numbers_in(value)) for name, value in quoted.items() if isinstance(value, str)
        }
        return self._noted(self.words.get(self._own(key), **{**quoted, **literal, **self._symbols}))

    def _noted(self, words: Written) -> Written:
        """Note the numbers of words that this beat shows."""
        self._said += words.numbers
        return words

    def clear_picture(self) -> None:
        """Fade out everything but the title."""
        old = [mobject for mobject in self.mobjects if mobject is not self._title]
        self.play(*map(FadeOut, old), run_time=0.6)

    def text(self, source: str, em: float = 0.36, color: str | None = None, **options: Any) -> Typeset:
        """Set words (Typst markup, formulas between dollar signs)."""
        if self.settings.language == "zh" and em < 0.34:
            em = 0.34
        language = self.settings.language
        return Typeset(source, em=em, color=color or self.theme.ink, language=language, **options)

    def label(self, key: str, em: float = 0.36, color: str | None = None, **options: Any) -> Typeset:
        """Set this scene's words under ``labels.<key>``, within a ``width`` if one is given, ``wrap``ped if need be."""
        words, width, wrap = self.markup(f"labels.{key}"), options.pop("width", None), options.pop("wrap", True)
        if width is None:
            return self.text(words, em, color, **options)
        drawn = fitted(lambda source, size: self.text(source, size, color, **options), words, width, em, wrap=wrap)
        drawn.numbers = words.numbers
        return drawn

    def formula(self, name: str, em: float = 0.42, color: str | None = None, **options: Any) -> Typeset:
        """Set a named formula in the lecture's notation."""
        values = options.pop("values", {})
        return self.math(formula(self.settings.notation, name, **values), em, color, **options)

    def math(self, source: str, em: float = 0.42, color: str | None = None, **options: Any) -> Typeset:
        """Set Typst mathematics."""
        options.setdefault("colors", {"theta": self.theme.theta})
        return Typeset(source, em=em, color=color or self.theme.ink, math=True, **options)

    def scaling_note(self, y: float) -> Typeset | VGroup:
        """Say at the right edge what was done to the feature; nothing where it is raw."""
        if not self.study.scaled:
            return VGroup()
        values = {name: figure(float(self.study.facts[name]), ".4g") for name in ("mean", "sd")}
        note = self.formula("standardised", em=0.38, color=self.theme.quiet, values=values)
        return note.at(RIGHT_EDGE, y, "right")

    def corner_formula(self, name: str, **options: Any) -> Typeset:
        """Set a quiet formula at the right end of the title's line."""
        return self.formula(name, color=self.theme.quiet, **options).at(RIGHT_EDGE, TITLE_Y, "right")

    def corner_label(self, key: str, **options: Any) -> Typeset:
        """Set quiet words at the right end of the title's line."""
        return self.label(key, color=self.theme.quiet, **options).at(RIGHT_EDGE, TITLE_Y, "right")

    def symbol(self, name: str) -> str:
        """Return a symbol of the lecture's notation as Typst mathematics."""
        return symbol(self.settings.notation, name)

    def in_order(self, theta: Array) -> Array:
        """Return intercept and slope in the order in which the notation writes them."""
        return theta if self.symbol("first") == "intercept" else theta[::-1]

    def tick(self, text: str) -> Typeset:
        """Set the number at a tick."""
        return self.text(text, 0.33, self.theme.quiet)

    # -- beats -----------------------------------------------------------------------------------------------

    @contextmanager
    def beat(self, key: str, variant: str = "", **more: Any) -> Iterator[None]:
        """Open a section, show its caption, and wait out what its words need after the body has played.

        ``variant`` chooses between endings, e.g. ``end.separable`` for the words of the beat ``end``; ``more``
        are numbers that only this beat quotes.
        """
        self.before_beat(key)
        self._said.clear()
        words = f"{key}.{variant}" if variant else key
        self.quote(**more)
        beat = Beat(key, self.clock, str(self.say(f"{words}.caption")), str(self.say(f"{words}.narration")))
        beat.loops = key in self.loops
        self.next_section(f"{self.slug}.{key}")
        self._spoken = self._narrated(beat)
        self._show_title(self.markup(f"{words}.caption"))
        yield
        self._hear(len(self._spoken.sentences))
        if beat.voice is not None:
            self._wait_past(beat.start + beat.voice["seconds"])
        beat.end = self.clock
        beat.cues = self._spoken.timed(beat.end)
        beat.numbers = told(self, self._said)
        self.beats.append(beat)
        self.after_beat(key)

    def _narrated(self, beat: Beat) -> Spoken:
        """Return when the sentences of a beat are said: as they can be read, or as they were recorded."""
        path = self._recordings.get(beat.key)
        if path is None:
            return Spoken(self.words, beat.narration, beat.start)
        beat.voice = {"file": path.name, "seconds": length(path)}
        return Recorded(self.words, beat.narration, beat.start, beat.voice["seconds"])

    def sentence(self, number: int) -> None:
        """Begin a sentence of the beat's narration (0 is the first), once those before it can have been read."""
        self._hear(number)

    def _hear(self, number: int) -> None:
        self.wait_until(self._spoken.ready(number))
        self._spoken.begin(number, self.clock)

    @contextmanager
    def redrawn(self, mobject: Mobject, redraw: Callable[[], None]) -> Iterator[None]:
        """Call ``redraw`` at every frame of the plays inside, and repaint ``mobject`` and all that lies above it.

        A group may also gather what stands on the frame part by part: then the lowest of the parts carries it.
        """

        def update(_: Mobject) -> None:
            redraw()

        # Manim asks nothing that is not on the frame to update.
        parts = set(mobject.get_family())
        carrier = next((part for part in self.get_mobject_family_members() if part in parts), mobject)
        carrier.add_updater(update)
        yield
        carrier.remove_updater(update)
        redraw()

    def wait_until(self, moment: float) -> None:
        """Hold the picture until a moment of the scene's clock."""
        rest = moment - self.clock
        if rest >= 1 / config.frame_rate:
            self.wait(rest)

    def _wait_past(self, moment: float) -> None:
        """Hold the picture until a moment is over: to the next whole frame."""
        frames = math.ceil((moment - self.clock) * config.frame_rate - 1e-6)
        if frames > 0:
            # Manim cuts off what is less than a frame: a little more keeps the last one.
            self.wait((frames + 1e-3) / config.frame_rate)

    def _show_title(self, caption: str) -> None:
        title = self.text(caption, self.title_em).at(*self.title_place)
        if self._title is None:
            self.play(FadeIn(title), run_time=0.4)
        else:
            self.play(FadeOut(self._title), run_time=0.2)
            self.play(FadeIn(title), run_time=0.3)
        self._title = title

    # -- report ----------------------------------------------------------------------------------------------

    def play(self, *args: Any, **options: Any) -> None:
        """Play animations and tell how far the scene has come."""
        super().play(*args, **options)
        tell({"time": self.clock})

    def tear_down(self) -> None:
        """Tell the beats and their cues."""
        tell(self.summary())

    def summary(self) -> dict[str, Any]:
        """Return what was said when, in seconds of the scene, or why it is left out."""
        reason = self.left_out()
        if reason:
            return {"slug": self.slug, "omitted": str(self.say(f"left_out.{reason}"))}
        return {
            "slug": self.slug,
            "title": str(self.say("title")),
            "duration": self.clock,
            "frame_rate": config.frame_rate,
            "beats": [asdict(beat) for beat in self.beats],
        }
