"""What the command line says to a person, good input and bad."""

from __future__ import annotations

from pathlib import Path

import pytest
from rich.console import Console
from typer.testing import CliRunner

from scenes.__main__ import main
from scenes.playlist import PLAYLIST
from scenes.production import cli, table
from scenes.production.make import Made, Work
from scenes.production.report import Omission, Report

GOOD = "x,y\n1,0\n2,1\n3,0\n4,1\n5,1\n"


@pytest.fixture
def asked(monkeypatch, tmp_path: Path) -> list[Work]:
    """Collect what would be rendered instead of rendering it."""
    found: list[Work] = []

    def make(work: Work, console: Console) -> list[Made]:
        found.append(work)
        clip = tmp_path / "01-mapping.mp4"
        clip.write_bytes(b"0" * 1_234_567)
        return [Made("A title", clip, 47.3, "made"), Made("descent", None, 0.0, "left out: apart")]

    monkeypatch.setattr(cli, "make", make)
    monkeypatch.delenv("LECTURE_DATA", raising=False)
    return found


def run(*words: str, **options):
    return CliRunner().invoke(cli.app, list(words), **options)


def test_no_argument_says_what_to_type() -> None:
    result = run()
    assert result.exit_code == 0
    for word in ("./lecture render", "./lecture list", "./lecture preview", "./lecture doctor", "./lecture test"):
        assert word in result.output


@pytest.mark.parametrize("command", ["render", "list", "preview", "check", "proofread", "kit", "test", "doctor"])
def test_every_command_has_help(command: str) -> None:
    result = run(command, "--help")
    assert result.exit_code == 0
    assert command in run("--help").output


def test_the_options_reach_the_work(asked, tmp_path: Path) -> None:
    result = run(
        "render", "descent", "mapping", "--quality", "low", "--language", "zh", "--theme", "light",
        "--notation", "beta", "--rate", "0.5", "--jobs", "3", "--output", str(tmp_path),
        "--cluster", "tcp://10.0.0.5:8786",
    )  # fmt: skip
    assert result.exit_code == 0, result.output
    (work,) = asked
    assert [entry.slug for entry in work.entries] == ["mapping", "descent"]
    assert (work.quality.name, work.jobs, work.output) == ("low", 3, tmp_path)
    assert work.cluster == "tcp://10.0.0.5:8786"
    assert (work.settings.language, work.settings.theme, work.settings.notation) == ("zh", "light", "beta")
    assert work.settings.rate == 0.5
    assert work.folder == tmp_path / "hours-zh-light-beta-rate0.5-low"


def test_by_default_the_whole_film_in_full_quality(asked) -> None:
    assert run("render").exit_code == 0
    assert asked[0].entries == PLAYLIST
    assert (asked[0].quality.width, asked[0].quality.frame_rate) == (1920, 60)


def test_the_table_says_what_was_made_and_where(asked, tmp_path: Path) -> None:
    output = run("render").output
    for word in ("A title", "0:47", "1.2 MB", "01-mapping.mp4", "made", "left out: apart", "hours-en-dark-theta"):
        assert word in output


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["render", "maping"], ["no scene 'maping'", "Did you mean mapping?", "logarithm"]),
        (["render", "--quality", "best"], ["'best' is not a choice", "low, medium, high, 4k"]),
        (["preview", "nothing"], ["no scene 'nothing'"]),
    ],
)
def test_an_unknown_name_lists_the_choices(asked, words: list[str], said: list[str]) -> None:
    result = run(*words)
    assert result.exit_code == 1
    assert all(word in result.output for word in said)
    assert asked == []


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--language", "fr"], ["language: 'fr'", "en, zh"]),
        (["--theme", "grey"], ["theme: 'grey'", "dark, light"]),
        (["--notation", "gamma"], ["notation: 'gamma'", "theta, beta"]),
        (["--rate", "-1"], ["rate: '-1'", "positive"]),
        (["--rate", "fast"], ["rate: 'fast'", "positive"]),
        (["--data", "nosuch.csv"], ["nosuch.csv", "hours"]),
        (["--data", "challnger"], ["did you mean challenger"]),
    ],
)
def test_a_bad_setting_names_the_choices_and_exits_2(asked, words: list[str], said: list[str]) -> None:
    result = run("render", *words)
    assert result.exit_code == 2
    assert all(word in result.output for word in said), result.output
    assert "Traceback" not in result.output
    assert asked == []


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "empty"),
        ("x,y\n1,0\n2,one\n3,2\n", "y"),
        ("x,y\n1,0\nabc,1\n", "abc"),
        ("x,y\n1,0\n2,0\n", "0"),
        ("x,y\n1,0\n1,1\n", "x"),
    ],
)
def test_bad_data_is_known_before_any_rendering(asked, tmp_path: Path, text: str, said: str) -> None:
    (tmp_path / "my.csv").write_text(text)
    result = run("render", "--data", str(tmp_path / "my.csv"), "--feature", "x", "--label", "y")
    assert result.exit_code == 2
    assert "my.csv" in result.output
    assert said in result.output
    assert "Traceback" not in result.output
    assert asked == []


def test_own_data_is_taken(asked, tmp_path: Path, monkeypatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("my.csv").write_text(GOOD)
    result = run("render", "--data", "my.csv", "--feature", "x", "--label", "y")
    assert result.exit_code == 0, result.output
    assert asked[0].folder.name.startswith("my-")


def test_preview_is_small_and_of_one_scene(asked) -> None:
    result = run("preview", "mapping")
    assert result.exit_code == 0, result.output
    assert (asked[0].quality.name, [entry.slug for entry in asked[0].entries]) == ("low", ["mapping"])


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (OSError(28, "No space left on device", "/x/film.mp4"), "The disk is full (/x/film.mp4). Free some space"),
        (PermissionError(13, "Permission denied", "/x"), "cannot be written (/x). Choose another folder"),
        (OSError(30, "Read-only file system", "/x"), "cannot be written (/x). Choose another folder"),
        (OSError(12, "Cannot allocate memory"), "Memory ran out. Close other programs"),
        (MemoryError(), "Memory ran out. Close other programs"),
        (KeyboardInterrupt(), "the same command carries on"),
    ],
)
def test_known_trouble_is_said_plainly(monkeypatch, error: BaseException, said: str) -> None:
    def make(work: Work, console: Console) -> list[Made]:
        raise error

    monkeypatch.setattr(cli, "make", make)
    result = run("render")
    assert result.exit_code in (1, cli.STOPPED_STATUS)
    assert said in result.output
    assert "Traceback" not in result.output


def test_the_list_shows_ideas_and_lengths(monkeypatch) -> None:
    def heard(slugs, settings, jobs):
        reports = {slug: Report(slug, slug, 65.0, 60, ()) for slug in slugs}
        return {**reports, "bernoulli": Omission("bernoulli", "the classes are apart")}

    monkeypatch.setattr(cli, "rehearse", heard)
    result = run("list")
    assert result.exit_code == 0, result.output
    assert "1:05" in result.output
    assert all(entry.slug in result.output for entry in PLAYLIST)


def test_a_folder_is_said_from_here(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert table.shown(tmp_path / "media/x") == "media/x"
    monkeypatch.chdir("/")
    assert table.shown(tmp_path / "media/x") == str(tmp_path / "media/x")


@pytest.mark.parametrize(("count", "words"), [(0, "0.0 kB"), (1340, "1.3 kB"), (12_345_678, "12.3 MB")])
def test_sizes_are_for_people(count: int, words: str) -> None:
    assert table.size(count) == words


def test_a_stop_while_it_begins_is_said_plainly(monkeypatch, capsys) -> None:
    def interrupted(prog_name: str) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(cli, "app", interrupted)
    monkeypatch.setattr("signal.signal", lambda *handler: None)
    with pytest.raises(SystemExit) as stopped:
        main()
    assert stopped.value.code == cli.STOPPED_STATUS
    assert "the same command carries on" in capsys.readouterr().err
