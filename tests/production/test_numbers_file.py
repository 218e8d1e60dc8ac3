"""numbers.json: every number with its origin and all that made it; and the same edition made again from it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import make_believe
import pytest
from make_believe import TINY, Project
from recordings import record
from typer.testing import CliRunner, Result

from scenes.kit.settings import Settings
from scenes.production import again, choices, cli, key, numbers
from scenes.production.errors import ProductionError
from scenes.production.lecture import Lecture, lecture_of
from scenes.production.quality import QUALITIES

HOSTILE = '#read("x") <script>alert(1)</script> ../.. “q” \\ $x$ 🙂 \u202eאב ' + "n" * 80
CSV = "{name},passed\n1,0\n2,1\n3,0\n4,1\n5,1\n"


@pytest.fixture
def small(project: Project, monkeypatch: pytest.MonkeyPatch) -> Project:
    """The make-believe project, to be rendered by commands."""
    monkeypatch.setitem(QUALITIES, "tiny", TINY)
    monkeypatch.setattr(choices, "PLAYLIST", project.entries)
    for name in ("LECTURE_DATA", "LECTURE_LANGUAGE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(project.root)
    return project


def written(project: Project, **settings: object) -> Path:
    """Make an edition, and its numbers.json."""
    project.make(**settings)
    work = project.work(**settings)
    manifest = json.loads((work.folder / ".work/manifest.json").read_text())
    entries = [entry for entry in project.entries if entry.slug in manifest]
    lecture = lecture_of(work.folder, work.settings, TINY, entries, [manifest[entry.slug] for entry in entries])
    numbers.make(lecture, work.folder)
    return work.folder / "numbers.json"


def bare(project: Project) -> Path:
    """Write the numbers.json of an edition without any scene, which takes no time."""
    lecture = Lecture(Settings(), TINY, project.root, "A title", (), (), ())
    numbers.make(lecture, project.root)
    return project.root / "numbers.json"


def changed(file: Path, change: Callable[[dict], object]) -> Path:
    told = json.loads(file.read_text())
    change(told)
    file.write_text(json.dumps(told))
    return file


def render(*words: str) -> Result:
    return CliRunner().invoke(cli.app, ["render", *words])


def own_data(folder: Path, name: str = "hours") -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    quoted = '"' + name.replace('"', '""') + '"'
    (folder / "my data.csv").write_text(CSV.format(name=quoted), encoding="utf-8")
    return folder / "my data.csv"


# -- what is written -----------------------------------------------------------------------------------------------


def test_every_number_is_there_with_its_scene_beat_value_and_source(small: Project) -> None:
    told = json.loads(written(small).read_text())
    places = [(number["scene"], number["beat"]) for number in told["numbers"]]
    assert places == [("alpha", "one")] * 3 + [("beta", "one")] * 3
    first = told["numbers"][0]
    assert first == {"scene": "alpha", "beat": "one", **make_believe.NUMBERS[0]}
    assert first["value"].hex() == (1.504645428373333).hex()
    assert told["seeds"] == {"alpha": 40, "beta": 40}


def test_what_made_the_edition_is_there(small: Project) -> None:
    told = json.loads(written(small, rate=0.1, theme="light").read_text())
    assert told["settings"] == Settings(rate=0.1, theme="light").model_dump()
    assert (told["quality"], told["scenes"], told["left_out"]) == ("tiny", ["alpha", "beta"], {})
    assert set(key.PACKAGES) < set(told["made_with"])
    assert told["data"] == key.data_digest(Settings())


def test_an_edition_rendered_before_numbers_were_reported_has_none(small: Project, trouble) -> None:
    trouble(beta="omitted")
    work = small.work()
    small.make()
    file = changed(work.folder / ".work/manifest.json", lambda told: told["alpha"]["report"]["beats"][0].pop("numbers"))
    manifest = json.loads(file.read_text())
    lecture = lecture_of(
        work.folder, work.settings, TINY, list(small.entries), [manifest[slug] for slug in ("alpha", "beta")]
    )
    numbers.make(lecture, work.folder)
    told = json.loads((work.folder / "numbers.json").read_text())
    assert (told["numbers"], told["seeds"]) == ([], {})
    assert told["left_out"] == {"beta": "the classes are apart"}


def test_what_users_write_is_kept_as_it_is(small: Project) -> None:
    data = own_data(small.root / "a <b> “c” 数据", HOSTILE)
    file = written(small, data=str(data), feature=HOSTILE, label="passed")
    assert json.loads(file.read_text())["settings"]["feature"] == HOSTILE
    small.forget()
    result = render("--from", str(file), "--output", "media")
    assert result.exit_code == 0, result.output
    assert small.rendered == []


# -- the same again ------------------------------------------------------------------------------------------------


def test_the_same_edition_is_made_again(small: Project) -> None:
    file = written(small, language="zh", theme="light", notation="beta", rate=0.25)
    small.forget()
    result = render("--from", str(file), "--output", "media")
    assert result.exit_code == 0, result.output
    assert small.rendered == []
    assert "Not as it was" not in result.output
    result = render("--from", str(file), "--output", "elsewhere")
    assert sorted(small.rendered) == ["alpha", "beta"]
    (folder,) = Path("elsewhere").iterdir()
    assert folder.name == file.parent.name
    assert (folder / "film.mp4").is_file()


def test_what_is_typed_wins_over_the_file_and_the_file_over_the_environment(small: Project, monkeypatch) -> None:
    file = changed(bare(small), lambda told: told["settings"].update(theme="light"))
    monkeypatch.setenv("LECTURE_LANGUAGE", "zh")
    monkeypatch.setenv("LECTURE_RATE", "0.1")
    found = again.wanted(file, None, None)
    assert (found.settings.language, found.settings.theme, found.settings.rate) == ("en", "light", None)
    found = again.wanted(file, ["beta"], "low", notation="beta", theme=None)
    assert (found.settings.notation, found.settings.theme) == ("beta", "light")
    assert (found.quality, found.scenes) == ("low", ["beta"])


def test_without_a_file_it_is_as_ever(monkeypatch) -> None:
    monkeypatch.setenv("LECTURE_LANGUAGE", "zh")
    found = again.wanted(None, None, None, theme="light", rate=None)
    assert found == again.Wanted(Settings(language="zh", theme="light"), None, None)
    assert again.wanted(None, ["odds"], "low").scenes == ["odds"]


def test_a_choice_of_scenes_is_made_again(small: Project) -> None:
    file = changed(bare(small), lambda told: told.update(scenes=["beta"]))
    assert again.wanted(file, None, None).scenes == ["beta"]


def test_what_is_different_now_is_told(small: Project) -> None:
    def older(told: dict) -> None:
        told["made_with"] |= {"numpy": "1.0", "code": "0" * 64, "cairo": "7"}
        told["made_with"].pop("typst")
        told["data"] = "0" * 64

    result = render("--from", str(changed(written(small), older)), "--output", "media")
    assert result.exit_code == 0, result.output
    now = key.made_with()
    for line in (
        f"numpy was 1.0 and is {now['numpy']}",
        f"typst was missing and is {now['typst']}",
        "cairo was 7 and is missing",
        "the project's own code is another",
        "the data set hours is another",
    ):
        assert line in result.output


# -- files that moved or changed -------------------------------------------------------------------------------------


@pytest.fixture
def of_own_data(small: Project) -> Path:
    return written(small, data=str(own_data(small.root / "then")), feature="hours", label="passed")


def test_own_data_are_found_where_they_were(small: Project, of_own_data: Path) -> None:
    small.forget()
    assert render("--from", str(of_own_data), "--output", "media").exit_code == 0
    assert small.rendered == []


def test_own_data_that_are_gone_are_asked_for_and_taken_from_elsewhere(small: Project, of_own_data: Path) -> None:
    (small.root / "then").rename(small.root / "now")
    result = render("--from", str(of_own_data), "--output", "media")
    assert result.exit_code == 1
    assert str(small.root / "then/my data.csv") in result.output and "--data" in result.output
    result = render("--from", str(of_own_data), "--data", "now/my data.csv", "--output", "media")
    assert result.exit_code == 0, result.output


@pytest.mark.parametrize("how", ["changed", "another", "built in"])
def test_other_data_are_refused(small: Project, of_own_data: Path, how: str) -> None:
    more: tuple[str, ...] = ()
    if how == "changed":
        (small.root / "then/my data.csv").write_text(CSV.format(name="hours") + "6,0\n")
    elif how == "another":
        (small.root / "other.csv").write_text(CSV.format(name="hours") + "6,0\n")
        more = ("--data", "other.csv")
    else:
        more = ("--data", "vaso")
    small.forget()
    result = render("--from", str(of_own_data), *more, "--output", "media")
    assert result.exit_code == 1
    assert "does not hold the data that this edition was made from" in result.output
    assert small.rendered == []


def test_recordings_are_held_to_be_the_same(small: Project, monkeypatch) -> None:
    monkeypatch.setattr("scenes.production.sound.check", lambda settings: None)
    record(small.root / "voice/alpha/one.wav", 1.0)
    file = written(small, voice=str(small.root / "voice"))
    small.forget()
    assert render("--from", str(file), "--output", "media").exit_code == 0
    assert small.rendered == []
    (small.root / "voice").rename(small.root / "moved")
    result = render("--from", str(file))
    assert result.exit_code == 1 and "Say where: --voice" in result.output
    assert render("--from", str(file), "--voice", "moved", "--output", "media").exit_code == 0
    record(small.root / "moved/beta/one.wav", 1.0)
    result = render("--from", str(file), "--voice", "moved", "--output", "media")
    assert result.exit_code == 1 and "(beta/one.wav)" in result.output


def test_a_voice_can_be_added(small: Project) -> None:
    file = bare(small)
    record(small.root / "voice/alpha/one.wav", 1.0)
    assert again.wanted(file, None, None, voice="voice").settings.voice == "voice"


# -- files that are no numbers.json ----------------------------------------------------------------------------------


@pytest.mark.parametrize("share", [0.0, 0.01, 0.5, 0.99])
def test_a_file_that_is_cut_off_is_refused(small: Project, share: float) -> None:
    file = bare(small)
    whole = file.read_bytes()
    file.write_bytes(whole[: int(share * len(whole))])
    result = render("--from", str(file), "--output", "media")
    assert result.exit_code == 1
    assert "cut off or no JSON" in result.output and str(file) in result.output
    assert "Traceback" not in result.output


@pytest.mark.parametrize(
    "content", [b"[]", b"null", b"{}", b'"x"', b"\xff\xfe", b"[" * 100_000, b'{"format": 2}', b"NaN"]
)
def test_other_json_is_refused(small: Project, content: bytes) -> None:
    file = small.root / "numbers.json"
    file.write_bytes(content)
    with pytest.raises(ProductionError, match="does not say how an edition was made"):
        again.read(file)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda told: told.pop("settings"), "settings"),
        (lambda told: told.update(settings=[]), "settings"),
        (lambda told: told.update(format=2), "format"),
        (lambda told: told["settings"].update(theme="../.."), "theme: '../..' is not a choice"),
        (lambda told: told["settings"].update(colour="red"), "colour is not a setting"),
        (lambda told: told["settings"].update(rate="fast"), "rate: 'fast'"),
        (lambda told: told["settings"].update(data="/dev/zero"), "/dev/zero"),
        (lambda told: told["settings"].update(data="/"), "not there"),
        (lambda told: told["settings"].update(voice="/etc/passwd"), "not there"),
        (lambda told: told.update(quality="best"), "'best' is not a choice"),
        (lambda told: told.update(scenes=["gamma"]), "no scene 'gamma'"),
        (lambda told: told.update(scenes="alpha"), "scenes"),
        (lambda told: told.update(made_with=None), "made_with"),
    ],
)
def test_a_file_that_was_tampered_with_is_refused_with_the_place(small: Project, change, said: str) -> None:
    file = changed(bare(small), change)
    small.forget()
    result = render("--from", str(file), "--output", "media")
    assert result.exit_code in (1, 2)
    assert said in result.output
    assert "Traceback" not in result.output
    assert small.rendered == []


@pytest.mark.parametrize("place", ["nowhere.json", "media"])
def test_a_file_that_is_not_there_is_said_so(small: Project, place: str) -> None:
    (small.root / "media").mkdir(exist_ok=True)
    result = render("--from", place)
    assert result.exit_code == 1
    assert place in result.output and "Traceback" not in result.output
