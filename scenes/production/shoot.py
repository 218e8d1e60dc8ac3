"""Paints the scenes whose clips are wanted."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from rich.console import Console

from scenes.production import clip
from scenes.production.clip import Order
from scenes.production.crew import Crew, Watch, carried_out
from scenes.production.edition import Edition
from scenes.production.progress import Bar, clock
from scenes.production.report import Omission, Report


def shoot(edition: Edition, crew: Crew, orders: Sequence[Order], console: Console) -> list[str]:
    """Make the clips that are ordered, each recorded as soon as it is finished.

    Returns
    -------
    list
        What is to be told of the scenes that failed; the others have had their chance.
    """
    failures: list[str] = []
    lengths = {order.slug: edition.length(order.slug) or order.entry.seconds for order in orders}
    # The longest first, so that no worker is left with it at the end.
    queue = sorted(orders, key=lambda order: -lengths[order.slug])
    with Bar(console, sum(lengths.values())) as bar:
        painting = Painting(bar, lengths)
        for order, result in carried_out(crew, clip.render, queue, painting):
            painting.finished += lengths[order.slug]
            if isinstance(result, Report):
                _finish(edition, order, result)
                bar.say(f"  {order.slug}: {clock(result.duration)} of film")
            else:
                _settle(edition, order, result, failures)
    return failures


class Painting(Watch):
    """Shows how far the painting is."""

    def __init__(self, bar: Bar, lengths: dict[str, float]) -> None:
        self._bar, self._lengths = bar, lengths
        self.finished = 0.0

    def glance(self, under_way: Collection[Order], left: int) -> None:
        """Show the seconds of film that are painted; of scenes on a cluster only the finished ones are known."""
        painted = sum(min(order.progress, self._lengths[order.slug]) for order in under_way)
        names = ", ".join(sorted(order.slug for order in under_way)) or f"{left} scenes"
        self._bar.show(self.finished + painted, names)

    def again(self, order: Order) -> None:
        """Say that a worker died."""
        self._bar.say(f"  {order.slug}: its worker died; once more")


def _settle(edition: Edition, order: Order, result: Omission | Exception, failures: list[str]) -> None:
    if isinstance(result, Omission):
        edition.omit(order.slug, order.key, result.reason)
    else:
        failures.append(clip.failure(order, result))


def _finish(edition: Edition, order: Order, report: Report) -> None:
    facts = {"slug": report.slug, "title": report.title, "duration": report.duration}
    edition.finish(
        order.slug,
        order.key,
        order.clip,
        f"{order.entry.clip}.mp4",
        report={**facts, "frame_rate": report.frame_rate, "beats": list(report.beats)},
    )
