"""The commands: ``./lecture …`` and ``python -m scenes …``."""

from __future__ import annotations

import contextlib
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Annotated, NoReturn

import typer
from rich.console import Console

from scenes.kit.settings import Settings
from scenes.kit.words import Words
from scenes.playlist import PLAYLIST, Entry
from scenes.production import again, bench, check, checks, choices, doctor, proofread, script, sound, table
from scenes.production.errors import STOPPED_STATUS
from scenes.production.leaving import plain_errors
from scenes.production.make import Made, Work, make
from scenes.production.progress import clock
from scenes.production.rehearse import rehearse
from scenes.production.report import Omission, Report
from scenes.production.writing import write_whole

USAGE = Path(__file__).with_name("usage.txt")

app = typer.Typer(
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    help="Make a lecture film on logistic regression from a data set. Begin with: lecture render --quality low",
)
app.command("proofread")(proofread.check)


@app.callback(invoke_without_command=True)
def usage(context: typer.Context) -> None:
    """Say what to type where nothing was."""
    if context.invoked_subcommand is None:
        print(USAGE.read_text(encoding="utf-8"), end="")


@app.command()
def render(
    scenes: choices.Scenes = None,
    quality: choices.QualityName = None,
    language: choices.Language = None,
    theme: choices.Theme = None,
    notation: choices.Notation = None,
    data: choices.Data = None,
    feature: choices.Feature = None,
    label: choices.Label = None,
    counts: choices.Counts = None,
    rate: choices.Rate = None,
    voice: choices.Voice = None,
    made_from: choices.From = None,
    jobs: choices.Jobs = None,
    cluster: choices.Cluster = None,
    output: choices.Output = choices.MEDIA,
) -> None:
    """Render the film: a clip a scene, and one mp4 with chapters and subtitles.

    Only what changed since the last call is rendered again.
    """
    with plain_errors():
        wanted = again.wanted(
            made_from, scenes, quality, language=language, theme=theme, notation=notation, data=data, feature=feature,
            label=label, counts=counts, rate=rate, voice=voice,
        )  # fmt: skip
        entries = choices.entries_of(wanted.scenes)
        if wanted.differences:
            print("Not as it was when the edition was made:", *wanted.differences, sep="\n  ", file=sys.stderr)
        quality_now = choices.quality_of(wanted.quality)
        _made(Work(wanted.settings, quality_now, entries, choices.jobs_of(jobs), output, cluster))


@app.command("list")
def list_scenes(
    language: choices.Language = None,
    data: choices.Data = None,
    feature: choices.Feature = None,
    label: choices.Label = None,
    counts: choices.Counts = None,
) -> None:
    """List the scenes: their names, ideas and lengths."""
    with plain_errors():
        settings = choices.settings_of(language=language, data=data, feature=feature, label=label, counts=counts)
        _check_data(settings)
        words = Words.load(settings.language)
        heard = rehearse([entry.slug for entry in PLAYLIST], settings, choices.jobs_of(None))
        rows: list[tuple[str, str, str, str]] = []
        for entry in PLAYLIST:
            found = heard[entry.slug]
            length = f"left out: {found.reason}" if isinstance(found, Omission) else clock(found.duration)
            rows.append((str(entry.number or ""), entry.slug, length, words.get(f"{entry.slug}.idea")))
        whole = sum(found.duration for found in heard.values() if isinstance(found, Report))
        rows.append(("", "the film", clock(whole), ""))
        table.print_list(rows, Console())


@app.command("check")
def check_edition(
    scenes: choices.Scenes = None,
    language: choices.Language = None,
    theme: choices.Theme = None,
    notation: choices.Notation = None,
    data: choices.Data = None,
    feature: choices.Feature = None,
    label: choices.Label = None,
    counts: choices.Counts = None,
    rate: choices.Rate = None,
    jobs: choices.Jobs = None,
) -> None:
    """Proof-read an edition: formulas, numbers, words and layout; say what is wrong and where."""
    with plain_errors():
        settings = choices.settings_of(
            language=language, theme=theme, notation=notation, data=data, feature=feature, label=label,
            counts=counts, rate=rate,
        )  # fmt: skip
        _check_data(settings)
        found = check.check(choices.entries_of(scenes or []), settings, choices.jobs_of(jobs), Console())
    raise typer.Exit(min(found, 1))


@app.command("script")
def write_script(
    language: choices.Language = None,
    data: choices.Data = None,
    feature: choices.Feature = None,
    label: choices.Label = None,
    counts: choices.Counts = None,
    output: choices.ScriptFile = None,
) -> None:
    """Write the text to record: a line a beat, with its seconds and the name of its recording."""
    with plain_errors():
        settings = choices.settings_of(language=language, data=data, feature=feature, label=label, counts=counts)
        _check_data(settings)
        heard = rehearse([entry.slug for entry in PLAYLIST], settings, choices.jobs_of(None))
        text = script.compose((heard[entry.slug] for entry in PLAYLIST), Words.load(settings.language))
        if output is None:
            print(text, end="")
        else:
            write_whole(output, text)


@app.command()
def kit(
    slides: choices.Slides = False,
    pptx: choices.Pptx = False,
    stills: choices.Stills = False,
    formulas: choices.Formulas = False,
    figures: choices.Figures = False,
    gifs: choices.Gifs = False,
    overlays: choices.Overlays = False,
    numbers: choices.Numbers = False,
    page: choices.Page = False,
    shape: choices.Shapes = None,
    quality: choices.QualityName = None,
    language: choices.Language = None,
    theme: choices.Theme = None,
    notation: choices.Notation = None,
    data: choices.Data = None,
    feature: choices.Feature = None,
    label: choices.Label = None,
    counts: choices.Counts = None,
    rate: choices.Rate = None,
    voice: choices.Voice = None,
    jobs: choices.Jobs = None,
    output: choices.Output = choices.MEDIA,
) -> None:
    """Make a folder to teach from: slides, stills, figures, clips for every use, a page. Without a choice, all of it.

    Renders the film first where it is missing; only what changed since the last call is made again.
    """
    from scenes.production import kit as folder  # it brings the makers of all assets along

    asked = {
        "slides": slides, "pptx": pptx, "stills": stills, "formulas": formulas, "figures": figures, "gifs": gifs,
        "overlays": overlays, "numbers": numbers, "page": page,
    }  # fmt: skip
    with plain_errors():
        settings = choices.settings_of(
            language=language, theme=theme, notation=notation, data=data, feature=feature, label=label,
            counts=counts, rate=rate, voice=voice,
        )  # fmt: skip
        _check_data(settings)
        shapes = choices.shapes_of(shape)
        chosen = [name for name, is_asked in asked.items() if is_asked] or ([] if shapes else list(asked))
        work = Work(settings, choices.quality_of(quality), PLAYLIST, choices.jobs_of(jobs), output)
        console = Console()
        table.print_kit(folder.make_kit(work, chosen, shapes, console), work.folder, console)


@app.command()
def preview(
    scene: Annotated[str, typer.Argument(help="The scene's name; 'lecture list' names them.")],
    language: choices.Language = None,
    theme: choices.Theme = None,
    notation: choices.Notation = None,
    data: choices.Data = None,
    feature: choices.Feature = None,
    label: choices.Label = None,
    counts: choices.Counts = None,
    rate: choices.Rate = None,
    voice: choices.Voice = None,
    watch: choices.Watch = False,
    output: choices.Output = choices.MEDIA,
) -> None:
    """Render one scene small and fast, and show it where there is a viewer."""
    with plain_errors():
        settings = choices.settings_of(
            language=language, theme=theme, notation=notation, data=data, feature=feature, label=label,
            counts=counts, rate=rate, voice=voice,
        )  # fmt: skip
        if watch:
            _watch(choices.entries_of([scene])[0], settings)
        work = Work(settings, choices.quality_of("low"), choices.entries_of([scene]), 1, output)
        for row in _made(work):
            if row.file is not None:
                _show(row.file)


@app.command(context_settings={"allow_extra_args": True, "ignore_unknown_options": True})
def test(context: typer.Context) -> None:
    """Run the project's tests: style, types, behaviour. Further words go to pytest."""
    with plain_errors():
        failed = checks.run(context.args)
    raise typer.Exit(min(failed, 1))


@app.command("doctor")
def examine(output: choices.Output = choices.MEDIA) -> None:
    """Say what this machine has and lacks for making films."""
    print("Environment:")
    bad = False
    with plain_errors():
        for finding in doctor.examine(output):
            remedy = f"\n         {finding.remedy}" if not finding.good else ""
            print(f"  {'ok   ' if finding.good else 'LACKS'}  {finding.what}{remedy}", flush=True)
            bad = bad or not finding.good
    raise typer.Exit(int(bad))


@app.command("bench")
def benchmark(output: choices.Output = choices.MEDIA) -> None:
    """Measure on this machine how fast films are made, against stock Manim; takes about a quarter of an hour."""
    with plain_errors():
        console = Console()
        found, kept = bench.run(output, lambda what: console.print(f"Measuring {what} …", highlight=False))
        table.print_bench(found, console)
        console.print(f"Kept in {table.shown(kept.parent.resolve())}/{kept.name}.", highlight=False, soft_wrap=True)


def _check_data(settings: Settings) -> None:
    """Read the data and the recordings before any rendering, so that a bad file is known at once."""
    from scenes.kit.studies import read_study  # it computes with NumPy: only the commands that need it wait for it

    read_study(settings)
    sound.check(settings)


def _watch(entry: Entry, settings: Settings) -> NoReturn:
    """Paint what changes at every save, until somebody has seen enough."""
    from scenes.production.watch import watch  # it brings a server along

    _check_data(settings)
    with contextlib.suppress(KeyboardInterrupt):
        watch(entry, settings, choices.quality_of("low"))
    raise SystemExit(STOPPED_STATUS)


def _made(work: Work) -> list[Made]:
    console = Console()
    _check_data(work.settings)
    rows = make(work, console)
    table.print_made(rows, work.folder, console)
    return rows


def _show(path: Path) -> None:
    """Open a clip in the system's viewer, if there is one."""
    viewer = next((found for name in ("xdg-open", "open") if (found := shutil.which(name))), None)
    if viewer and sys.stdout.isatty():
        subprocess.run([viewer, str(path)], check=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
