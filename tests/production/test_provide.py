"""Assets are made once, each counts as soon as it is finished, and one that fails costs no other."""

from __future__ import annotations

import os
import signal
from functools import partial
from pathlib import Path

import pytest

from scenes.production.edition import Edition
from scenes.production.errors import ProductionError
from scenes.production.provide import Asset, provide
from scenes.production.workers import Workers


def write(name: str, content: str, folder: Path) -> None:
    (folder / name).parent.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(content)


def refuse(folder: Path) -> None:
    raise ProductionError("there is no more ink.")


def fail(folder: Path) -> None:
    write("half", "made", folder)
    raise KeyError("ink")


def die(folder: Path) -> None:
    write("half", "made", folder)
    os.kill(os.getpid(), signal.SIGKILL)


class Shop:
    """An edition and what was made in it."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.said = folder, []

    def __call__(self, *assets: Asset) -> dict[str, list[Path]]:
        self.said.clear()
        workers = Workers(2, fork=False)
        try:
            with Edition(self.folder).opened() as edition:
                return provide(edition, assets, workers, self.said.append)
        finally:
            workers.stop()


@pytest.fixture
def shop(tmp_path: Path) -> Shop:
    return Shop(tmp_path / "media/edition")


A = Asset("a", ("1",), partial(write, "stills/a.png", "A"))
B = Asset("b", ("1",), partial(write, "b.html", "B"))


def test_what_is_there_is_not_made_again(shop: Shop) -> None:
    assert shop(A, B) == {"a": [Path("stills/a.png")], "b": [Path("b.html")]}
    assert sorted(shop.said) == ["a", "b"]
    assert shop(A, B) == {"a": [Path("stills/a.png")], "b": [Path("b.html")]}
    assert shop.said == []
    assert (shop.folder / "stills/a.png").read_text() == "A"


def test_other_inputs_make_it_anew(shop: Shop) -> None:
    shop(A, B)
    shop(Asset("a", ("2",), partial(write, "stills/c.png", "C")), B)
    assert shop.said == ["a"]
    assert [path.name for path in (shop.folder / "stills").iterdir()] == ["c.png"]


def test_a_file_that_was_changed_is_made_anew(shop: Shop) -> None:
    shop(A, B)
    (shop.folder / "b.html").write_text("somebody was here")
    shop(A, B)
    assert shop.said == ["b"]


@pytest.mark.parametrize(
    "trouble, words",
    [(refuse, "there is no more ink"), (fail, "KeyError: 'ink'"), (die, "its process ended with -9")],
)
def test_one_that_fails_costs_no_other(shop: Shop, trouble, words: str) -> None:
    with pytest.raises(ProductionError, match=f"bad could not be made: {words}"):
        shop(Asset("bad", (), trouble), A)
    assert shop.said == ["a"]
    assert not (shop.folder / "half").exists()
    assert sorted(path.name for path in shop.folder.iterdir()) == [".work", "stills"]
