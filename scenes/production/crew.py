"""Who does the work: processes on this machine, or a cluster; and orders carried out by either."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, wait
from contextlib import contextmanager
from typing import Any, Protocol

from scenes.playlist import Entry
from scenes.production.clip import Order
from scenes.production.report import Omission, Report
from scenes.production.worker import CrewError, LostWorkerError
from scenes.production.workers import Workers

Task = Callable[[Order], Report | Omission]
# Seconds between two looks at how far the work is.
GLANCE = 0.3


class Crew(Protocol):
    """An executor that can be stopped."""

    def submit(self, function: Callable[[Order], Any], /, order: Order) -> Future[Any]:
        """Call a function with an order, elsewhere."""

    def stop(self) -> None:
        """End all calls at once."""


@contextmanager
def hired(jobs: int, entries: Sequence[Entry], cluster: str | None = None) -> Iterator[Crew]:
    """Return who plays these scenes; whatever is still under way at the end is stopped.

    Parameters
    ----------
    jobs
        Processes on this machine.
    cluster
        The address of a Dask scheduler whose workers do the work instead.
    """
    crew: Crew
    if cluster is None:
        crew = Workers(jobs, modules_for(entries))
    else:
        from scenes.production.cluster import Cluster  # only where it is asked for: an optional package

        crew = Cluster(cluster)
    try:
        yield crew
    finally:
        crew.stop()


def modules_for(entries: Iterable[Entry]) -> list[str]:
    """Return the modules that playing these scenes takes."""
    return ["scenes.kit.painting", *(f"scenes.{entry.slug}" for entry in entries)]


class Watch:
    """Who looks on while orders are carried out; this one says nothing."""

    def glance(self, under_way: Collection[Order], left: int) -> None:
        """Look at the orders under way and the number of those that are not done; called now and then."""

    def again(self, order: Order) -> None:
        """Hear that an order's worker died and that another one tries."""


def carried_out(
    crew: Crew, task: Task, orders: Iterable[Order], watch: Watch
) -> Iterator[tuple[Order, Report | Omission | Exception]]:
    """Carry out orders, the first ones first, and yield each with what became of it as soon as that is known.

    Raises
    ------
    CrewError
        Where no further order can be carried out.
    """
    pending = {crew.submit(task, order): order for order in orders}
    tried_again: set[str] = set()
    while pending:
        done, _ = wait(pending, timeout=GLANCE, return_when=FIRST_COMPLETED)
        for future in done:
            order = pending.pop(future)
            result = _result(future)
            if isinstance(result, LostWorkerError) and order.slug not in tried_again:
                tried_again.add(order.slug)
                watch.again(order)
                pending[crew.submit(task, order)] = order
            else:
                yield order, result
        watch.glance([order for future, order in pending.items() if future.running()], len(pending))


def _result(future: Future[Report | Omission]) -> Report | Omission | Exception:
    try:
        return future.result()
    except CrewError:
        raise
    except Exception as error:
        return error
