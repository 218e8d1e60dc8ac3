"""Part 3: all the data, a handful, or one at a time."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property

import numpy as np
from manim import FadeIn, FadeOut, ValueTracker, linear

from mathcore import Batches as Epochs
from mathcore import Window, fit, shared_window
from scenes.kit import batches_story as told
from scenes.kit.batch_fan import BatchFan
from scenes.kit.batch_walks import BatchWalks
from scenes.kit.lesson import RIGHT_EDGE, TITLE_Y, Lesson
from scenes.kit.map_view import MapView
from scenes.kit.numbers import LiveNumber
from scenes.kit.pace import Rate, hurry
from scenes.kit.stage import Stage
from scenes.kit.written import figure

BOX = (-5.6, 1.8, -2.35, 2.5)
NOTE_Y = -3.48
# The close-up reaches so many deviations of the trembling walk.
CLOSE = 3.2


class Batches(Lesson):
    """All the data, a handful, or one at a time: cheap steps are noisy steps.

    Shows: mathcore.Batches: first moves, walks and losses, seeded; level lines of its loss, at equal scales.
    """

    slug = "batches"
    loops = frozenset({"tremble"})

    def left_out(self) -> str:
        """Leave the scene out where there is no minimum to tremble about, or no way to it."""
        return self.story.nowhere_to_go() or told.left_out(self.epochs)

    @cached_property
    def epochs(self) -> Epochs:
        """The three walks."""
        return Epochs.over(self.study.loss)

    def construct(self) -> None:
        """Play the three beats."""
        self.quote(**told.numbers(self.epochs))
        self.fan = BatchFan(self, self.epochs)
        with self.beat("step", told.drawn(self.epochs)):
            self.show_step()
        walks = self.epochs.walks
        window = shared_window(self.epochs.loss, walks, max(walk.steps for walk in walks))
        view = MapView(self, loss=self.epochs.loss, walks=walks, window=window, box=BOX, muted=True)
        self.crowd = BatchWalks(self, self.epochs, view)
        with self.beat("epochs"):
            self.show_epochs()
        with self.beat("tremble", told.last(self.epochs)):
            self.show_tremble()

    # -- one epoch, step by step -----------------------------------------------------------------------------------

    def show_step(self) -> None:
        """Fill an epoch with one batch, with handfuls, and with single trials; each batch points its own way."""
        fan = self.fan
        seed = self.corner_label("seed")
        self.play(FadeIn(fan.stage), FadeIn(fan.axes), FadeIn(seed), FadeIn(self.scaling_note(NOTE_Y)), run_time=0.8)
        for k, seconds in enumerate((1.2, 1.8, 3.2)):
            self.sentence(k + 1)
            fill = fan.fills[k]
            self.add(fill)
            self.play(FadeIn(fan.bars[k]), run_time=0.5)
            self.run(fan.stage, fan.place, fan.seen[k], 1.0, seconds, linear)
            self.play(FadeIn(fan.noise(k)), run_time=0.4)

    # -- many epochs -------------------------------------------------------------------------------------------------

    def show_epochs(self) -> None:
        """Walk one epoch slowly, then all of them, with J beside the map."""
        crowd = self.crowd
        self.clear_picture()
        self.gone = ValueTracker(0.0)
        self.count = LiveNumber(".1f", em=0.42, color=self.theme.ink, at=(RIGHT_EDGE, TITLE_Y), math=True)
        unit = self.label("epoch", em=0.42, color=self.theme.quiet)
        unit.at(RIGHT_EDGE - 1.15, TITLE_Y, "right")
        self.tell()
        lowest = self.lowest = crowd.map.minimum([], max(walk.steps for walk in self.epochs.walks))
        start = crowd.map.start([lowest])
        self.play(FadeIn(crowd.map.stage), FadeIn(crowd.map.axes), FadeIn(crowd.map.scaling_note()), run_time=0.8)
        self.play(FadeIn(crowd.axes), FadeIn(crowd.table), FadeIn(lowest), FadeIn(start), run_time=0.7)
        self.play(FadeIn(self.count), FadeIn(unit), run_time=0.4)
        self.add(crowd.curves, crowd.dots)
        self.run(crowd.map.stage, self.tell, self.gone, 1.0, 3.0, linear)
        self.sentence(1)
        self.sentence(2)
        self.play(FadeOut(start), run_time=0.3)
        last = self.epochs.epochs
        self.run(crowd.map.stage, self.tell, self.gone, float(last), 4.5, hurry(30 * last))
        self.names = crowd.names([lowest])
        self.play(FadeIn(self.names), run_time=0.5)

    def tell(self) -> None:
        """Put everything at the present epoch."""
        self.crowd.epoch = self.gone.get_value()
        self.crowd.place()
        self.count.set_text(figure(self.crowd.epoch, ".1f" if self.crowd.epoch < 10 else ".0f"))

    # -- the end -----------------------------------------------------------------------------------------------------

    def show_tremble(self) -> None:
        """Close up on the minimum: the last epochs of the walk by single trials."""
        wide, batches = self.crowd.map, self.epochs
        tails = tuple(batches.tail(k) for k in range(3))
        close = self.close = MapView(
            self, loss=batches.loss, walks=tails, window=self.close_window(), box=BOX, muted=True
        )
        ground, shown = close.ground(), ValueTracker(0.0)

        def place() -> None:
            """Draw the ends of the walks as far as the time has come."""
            close.stage.items = [*ground]
            for k in (2, 1, 0):
                time, color = shown.get_value() * tails[k].steps, self.crowd.colors[k]
                close.stage.items += close.path(time, k, color, dots=False)

        place()
        self.play(FadeOut(wide.stage), FadeOut(wide.axes), FadeOut(self.lowest), FadeOut(self.names), run_time=0.5)
        self.play(FadeIn(close.stage), FadeIn(close.axes), FadeIn(close.minimum([], tails[2].steps)), run_time=0.7)
        self.run(close.stage, place, shown, 1.0, 4.5, linear)
        self.wait(1.0)

    def close_window(self) -> Window:
        """Return the part of the plane about the minimum in which the walk by single trials moves in the end."""
        late = self.epochs.walks[2].points[self.epochs.late(2)]
        points = np.vstack([late, fit(self.epochs.loss).theta])
        room = CLOSE * self.epochs.spread(2)
        low, high = points.min(axis=0) - 0.15 * room, points.max(axis=0) + 0.15 * room
        corners = np.array([[a, b] for a in (low[0], high[0]) for b in (low[1], high[1])])
        cut = 1.02 * float(self.epochs.loss(corners).max())
        return Window((float(low[0]), float(high[0])), (float(low[1]), float(high[1])), cut)

    def run(
        self, stage: Stage, place: Callable[[], None], tracker: ValueTracker, goal: float, seconds: float, pace: Rate
    ) -> None:
        """Let a tracker run to a value while the picture follows."""
        with self.redrawn(stage, place):
            self.play(tracker.animate(rate_func=pace).set_value(goal), run_time=seconds)
