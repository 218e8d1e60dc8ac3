"""Tells what was made and where, and what there is to make."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from scenes.production.make import Made
from scenes.production.progress import clock
from scenes.production.provide import Provided


def size(count: int) -> str:
    """Return a number of bytes for people, e.g. ``12.3 MB``."""
    return f"{count / 1e6:.1f} MB" if count >= 1e5 else f"{count / 1e3:.1f} kB"


def shown(folder: Path) -> str:
    """Return a folder as it is best said from here."""
    here = Path.cwd()
    inside = folder.is_relative_to(here) and here != Path(here.anchor)
    return str(folder.relative_to(here) if inside else folder)


def print_made(rows: Sequence[Made], folder: Path, console: Console) -> None:
    """Print a row a film or clip, then the folder they are in."""
    table = Table(box=None, header_style="bold", padding=(0, 2, 0, 0))
    for title in ("what", "length", "size", "file", ""):
        table.add_column(title, justify="right" if title in ("length", "size") else "left")
    for row in rows:
        if row.file is None:
            table.add_row(row.what, "", "", "", row.state)
            continue
        weight = size(row.file.stat().st_size)
        table.add_row(row.what, clock(row.seconds), weight, row.file.name, row.state)
    console.print(table)
    if any(row.file for row in rows):
        console.print(
            f"All in {shown(folder)}, each with its subtitles beside it (.srt).", highlight=False, soft_wrap=True
        )


def print_kit(rows: Sequence[Provided], folder: Path, console: Console) -> None:
    """Print a row a kind of assets, then the folder they are in and what to open."""
    table = Table(box=None, header_style="bold", padding=(0, 2, 0, 0))
    for title in ("what", "files", "size", "where"):
        table.add_column(title, justify="right" if title in ("files", "size") else "left")
    for row in rows:
        weight = sum((folder / file).stat().st_size for file in row.files)
        places = dict.fromkeys(f"{file.parts[0]}/" if len(file.parts) > 1 else file.name for file in row.files)
        table.add_row(row.what, str(len(row.files)), size(weight), ", ".join(places))
    console.print(table)
    console.print(f"All in {shown(folder)}.", highlight=False, soft_wrap=True)


def print_list(rows: Sequence[tuple[str, str, str, str]], console: Console) -> None:
    """Print the scenes: number, slug, length or why it is left out, idea."""
    table = Table(box=None, header_style="bold", padding=(0, 2, 0, 0))
    for title in ("", "scene", "length", "idea"):
        table.add_column(title, overflow="fold")
    for number, slug, length, idea in rows:
        table.add_row(number, slug, length, idea)
    console.print(table)


def print_bench(found: Mapping[str, Any], console: Console) -> None:
    """Print what was measured, against stock Manim and against what was to be reached."""
    table = Table(box=None, header_style="bold", padding=(0, 2, 0, 0))
    for title in ("", "stock Manim", "here", "to reach", ""):
        table.add_column(title, overflow="fold")
    for row in found["rows"]:
        table.add_row(row["what"], row["stock"], row["ours"], row["reach"], "met" if row["met"] else "MISSED")
    console.print(table)
    console.print("  ".join(f"{name} {value}" for name, value in found["machine"].items()), highlight=False)
