"""A Dask cluster as the crew: orders travel with all they need, and clips come home as bytes."""

from __future__ import annotations

import logging
import pickle
import threading
import uuid
from collections.abc import Callable
from concurrent.futures import CancelledError, Executor, Future
from functools import partial
from typing import Any

from scenes.production import afar
from scenes.production.afar import Delivery
from scenes.production.clip import Order
from scenes.production.errors import ProductionError
from scenes.production.worker import CallError, CrewError, LostWorkerError

PATIENCE = 10.0  # seconds for the scheduler to answer


class Cluster(Executor):
    """Calls on a Dask cluster's workers.

    Parameters
    ----------
    address
        Of the scheduler.

    Raises
    ------
    CrewError
        Where there is no such cluster, or no worker in it.
    """

    def __init__(self, address: str) -> None:
        self._address = address
        self._client = _connected(address)
        if not self._client.scheduler_info()["workers"]:
            self._client.close(timeout=PATIENCE)
            raise CrewError(f"The cluster at {address} has no workers. Start some: dask worker {address}")
        self._executor = self._client.get_executor()
        self._sender = uuid.uuid4().hex

    def submit(self, function: Callable[[Order], Any], /, order: Order) -> Future[Any]:  # type: ignore[override]
        """Have an order carried out by one of the cluster's workers; its log and its clip come to their places."""
        at_home: Future[Any] = Future()
        there = self._executor.submit(_carry_out(), afar.pack(self._sender, function, order))
        there.add_done_callback(partial(self._receive, order, at_home))
        return at_home

    def _receive(self, order: Order, at_home: Future[Any], there: Future[bytes]) -> None:
        try:
            at_home.set_result(_unpacked(order, pickle.loads(there.result())))
        except (Exception, CancelledError) as error:
            at_home.set_exception(self._explained(error))

    def _explained(self, error: BaseException) -> BaseException:
        """Return an error of the cluster in words for people, any other as it is."""
        if isinstance(error, ModuleNotFoundError):
            package = (error.name or str(error)).partition(".")[0]
            return CrewError(
                f"The workers of the cluster at {self._address} lack {package}: this project is to be installed "
                "there as it is here."
            )
        if isinstance(error, CancelledError):
            return CrewError(f"The cluster at {self._address} was lost.")
        if type(error).__name__ == "KilledWorker":
            return ProductionError(f"Several workers of the cluster at {self._address} died of it.")
        if isinstance(error, ProductionError | CallError | LostWorkerError):
            return error
        return CrewError(
            f"The cluster at {self._address} could not take the call: is the same Python there? "
            f"({type(error).__name__}: {error})"
        )

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Take no more calls, and wait for those under way."""
        self._executor.shutdown(wait and not cancel_futures)

    def stop(self) -> None:
        """End all calls at once, on the cluster's workers too."""
        self._executor.shutdown(wait=False)
        # A cluster that no longer answers must not keep us.
        parting = threading.Thread(target=self._part, daemon=True)
        parting.start()
        parting.join(PATIENCE)

    def _part(self) -> None:
        self._client.run(_dismiss(), self._sender, on_error="ignore")
        self._client.close(timeout=PATIENCE)


def _connected(address: str) -> Any:
    try:
        from distributed import Client
    except ModuleNotFoundError:
        raise CrewError(
            "--cluster needs the package 'distributed', which is not here: pip install distributed"
        ) from None
    # What goes wrong is told by us, once.
    for name in [name for name in logging.root.manager.loggerDict if name.startswith(("distributed", "tornado"))]:
        logging.getLogger(name).setLevel(logging.CRITICAL)
    try:
        if not address.strip():
            raise ValueError("an empty address")  # for Dask it would mean a cluster of its own
        return Client(address, timeout=PATIENCE, set_as_default=False)
    except (OSError, ValueError, TypeError) as error:
        raise CrewError(
            f"No cluster answers at {address!r} ({str(error) or type(error).__name__}). "
            "Give the address that 'dask scheduler' says, such as tcp://10.0.0.5:8786."
        ) from None


# A function within a function travels as code, not by name: where the project is not installed, it is the call that
# fails, with an error that can be told.


def _carry_out() -> Callable[[bytes], bytes]:
    def carry_out(parcel: bytes) -> bytes:
        from distributed import get_worker

        from scenes.production import afar

        return afar.carry_out(parcel, get_worker().local_directory)

    return carry_out


def _dismiss() -> Callable[[str], None]:
    def dismiss(sender: str) -> None:
        from scenes.production import afar

        afar.GUESTS.dismiss(sender)

    return dismiss


def _unpacked(order: Order, delivery: Delivery) -> Any:
    order.log.write_bytes(delivery.log)
    if delivery.clip:
        order.folder.mkdir(parents=True, exist_ok=True)
        order.clip.write_bytes(delivery.clip)
    if delivery.error is not None:
        raise delivery.error
    return delivery.result
