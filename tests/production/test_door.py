"""The door on machines that lack things, played with stand-ins on the PATH."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
TOOLS = "sh cat cksum cut dirname basename grep tail id mkdir readlink rm env printf ls chmod cp sleep".split()  # noqa: SIM905

# A Python that says which version it is, makes virtual environments, and "installs" as PIP tells it to.
PYTHON = r"""#!/bin/sh
case "$*" in
    *"-m venv"*) for last in "$@"; do :; done
        mkdir -p "$last/bin" "$last/site"; cp "$0" "$last/bin/python"; cp "$0" "$last/bin/pip"; exit 0 ;;
    *"-m pip"*) echo "$*" >>"$CALLS"; [ -z "$PIP_HANGS" ] || exec sleep 600
        printf '%s\n' "$PIP_SAYS"; [ -z "$PIP_SAYS" ]; exit ;;
    *"-m scenes"*) echo "cli: $*" >>"$CALLS"; exit 0 ;;
    *"<= sys.version_info <"*) [ "$VERSION" != 3.9.2 ]; exit ;;
    *python_version*) echo "$VERSION"; exit 0 ;;
    *"import venv"*) [ -z "$NO_VENV" ]; exit ;;
    *Python.h*) exit 0 ;;
    *purelib*) echo "${0%/bin/python}/site"; exit 0 ;;
esac
exit 0
"""
LOGGED = '#!/bin/sh\necho "$(basename "$0") $*" >>"$CALLS"\n'


class Machine:
    """A machine with a checkout whose path has a space, and only the named programs."""

    def __init__(self, folder: Path) -> None:
        self.bin = folder / "bin"
        self.bin.mkdir()
        self.calls = folder / "calls"
        self.calls.touch()
        self.project = folder / "the project"
        (self.project / "scenes/production").mkdir(parents=True)
        for file in ("lecture", "requirements.lock", "scenes/production/usage.txt"):
            shutil.copy(ROOT / file, self.project / file)
        for tool in TOOLS:
            if found := shutil.which(tool):
                (self.bin / tool).symlink_to(found)

    def has(self, **programs: str) -> Machine:
        for name, text in programs.items():
            path = self.bin / name.replace("_", "-")
            path.write_text(text)
            path.chmod(0o755)
        return self

    def complete(self) -> Machine:
        return self.has(python3=PYTHON, cc="#!/bin/sh\nexit 0\n", pkg_config="#!/bin/sh\nexit 0\n")

    def environment(self, **variables: str) -> dict[str, str]:
        return {
            "PATH": str(self.bin), "HOME": str(self.bin.parent / "home"), "CALLS": str(self.calls),
            "VERSION": "3.11.2", "PIP_SAYS": "", "PIP_HANGS": "", "NO_VENV": "", **variables,
        }  # fmt: skip

    def run(self, *words: str, door: Path | None = None, **variables: str) -> subprocess.CompletedProcess[str]:
        command = ["sh", str(door or self.project / "lecture"), *words]
        return subprocess.run(
            command,
            env=self.environment(**variables),
            capture_output=True,
            text=True,
            check=False,
            stdin=subprocess.DEVNULL,
            cwd="/",
        )

    @property
    def called(self) -> str:
        return self.calls.read_text()


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    return Machine(tmp_path)


AS_USER = '#!/bin/sh\n[ "$1" = -u ] && echo 1000\n'
AS_ROOT = '#!/bin/sh\n[ "$1" = -u ] && echo 0\n'


def set_user(machine: Machine, program: str) -> None:
    (machine.bin / "id").unlink()
    machine.has(id=program)


@pytest.mark.parametrize("words", [(), ("--help",), ("help",)])
def test_what_to_type_is_said_on_any_machine(machine: Machine, words: tuple[str, ...]) -> None:
    result = machine.run(*words)
    assert result.returncode == 0
    assert "./lecture render" in result.stdout
    assert machine.called == ""


def test_doctor_on_a_bare_machine_lists_what_lacks_and_changes_nothing(machine: Machine) -> None:
    result = machine.run("doctor")
    assert result.returncode == 1
    for word in ("Python 3.11, 3.12 or 3.13", "a C compiler", "Pango and Cairo", "the environment"):
        assert f"LACKS  {word}" in result.stdout
    assert machine.called == ""
    assert not (machine.project / ".venv").exists()


def test_without_root_the_exact_command_is_given(machine: Machine) -> None:
    set_user(machine, AS_USER)
    result = machine.has(**{"apt-get": LOGGED}).run("render")
    assert result.returncode == 1
    assert (
        "apt-get update -q && apt-get install -y -q --no-install-recommends "
        "python3 python3-venv python3-dev gcc libc6-dev pkg-config libpango1.0-dev" in result.stderr
    )
    assert "Ask one to run this command" in result.stderr
    assert machine.called == ""


def test_as_root_the_packages_are_installed_after_saying_why(machine: Machine) -> None:
    set_user(machine, AS_ROOT)
    result = machine.has(**{"apt-get": LOGGED}).run("render")
    assert "apt-get update -q\napt-get install -y" in machine.called
    assert "to draw text and shapes" in result.stderr
    # The stand-in installs nothing, and the door looks again rather than trusting it.
    assert result.returncode == 1
    assert "still lacking" in result.stderr


def test_sudo_is_used_where_it_answers(machine: Machine) -> None:
    set_user(machine, AS_USER)
    sudo = '#!/bin/sh\n[ "$1" = -n ] && exit 0\necho "sudo" >>"$CALLS"\nexec "$@"\n'
    result = machine.has(sudo=sudo, **{"apt-get": LOGGED}).run("render")
    assert machine.called.startswith("sudo\napt-get update")
    assert "sudo asks for your password" in result.stderr


def test_a_failing_package_manager_stops_it(machine: Machine) -> None:
    set_user(machine, AS_ROOT)
    result = machine.has(**{"apt-get": "#!/bin/sh\necho 'E: no route' >&2; exit 100\n"}).run("render")
    assert result.returncode == 1
    assert "E: no route" in result.stderr
    assert "Is there a network" in result.stderr


@pytest.mark.parametrize(
    ("manager", "package"),
    [("dnf", "pango-devel"), ("pacman", "pango"), ("zypper", "pango-devel"), ("apk", "pango-dev"), ("brew", "pango")],
)
def test_other_package_managers_are_known(machine: Machine, manager: str, package: str) -> None:
    set_user(machine, AS_ROOT)
    machine.has(**{manager: LOGGED}).run("render")
    assert package in machine.called


def test_no_package_manager_is_said(machine: Machine) -> None:
    assert "No package manager that this program knows" in machine.run("render").stderr


def test_an_old_python_is_named_with_its_version(machine: Machine) -> None:
    set_user(machine, AS_USER)
    machine.complete().has(**{"apt-get": LOGGED, "apt-cache": "#!/bin/sh\n[ $2 = python3.12 ] && echo yes\n"})
    result = machine.run("render", VERSION="3.9.2")
    assert "Python 3.11, 3.12 or 3.13 (python3 here is 3.9.2)" in result.stderr
    assert "python3.12 python3.12-venv python3.12-dev" in result.stderr


def test_an_old_python_without_a_newer_one_to_be_had(machine: Machine) -> None:
    machine.complete().has(**{"apt-get": LOGGED, "apt-cache": "#!/bin/sh\n"})
    result = machine.run("render", VERSION="3.9.2")
    assert result.returncode == 1
    assert "offers no Python from 3.11 to 3.13" in result.stderr


def test_a_missing_venv_module_is_found(machine: Machine) -> None:
    set_user(machine, AS_USER)
    result = machine.complete().has(**{"apt-get": LOGGED}).run("render", NO_VENV="yes")
    assert "Python's venv module" in result.stderr
    assert "a C compiler" not in result.stderr


def test_the_first_call_prepares_the_second_costs_nothing(machine: Machine) -> None:
    first = machine.complete().run("render", "--quality", "low")
    assert first.returncode == 0, first.stderr
    assert "--require-hashes" in machine.called
    assert "cli: -m scenes render --quality low" in machine.called
    assert (machine.project / ".venv/site/lecture.pth").read_text() == f"{machine.project}\n"
    machine.calls.write_text("")
    second = machine.run("list")
    assert second.stderr == ""
    assert machine.called == "cli: -m scenes list\n"


def test_a_changed_lock_is_installed_again(machine: Machine) -> None:
    machine.complete().run("list")
    with (machine.project / "requirements.lock").open("a") as file:
        file.write("# changed\n")
    machine.calls.write_text("")
    machine.run("list")
    assert "-m pip install" in machine.called


def test_an_environment_whose_making_was_stopped_is_made_anew(machine: Machine) -> None:
    machine.complete().run("list")
    venv = machine.project / ".venv"
    (venv / "lecture.stamp").unlink()
    (venv / "lecture.unfinished").touch()
    machine.calls.write_text("")
    assert machine.run("list").returncode == 0
    assert "-m pip install" in machine.called
    assert (venv / "lecture.stamp").exists()
    assert not (venv / "lecture.unfinished").exists()


def test_an_environment_whose_python_is_gone_is_made_anew(machine: Machine) -> None:
    machine.complete().run("list")
    (machine.project / ".venv/bin/python").unlink()
    assert machine.run("list").returncode == 0
    assert (machine.project / ".venv/bin/python").exists()


@pytest.mark.parametrize(
    ("pip", "said"),
    [
        ("NewConnectionError: Temporary failure in name resolution", "there is no network"),
        ("OSError: [Errno 28] No space left on device", "The disk is full"),
        ("SSLError: CERTIFICATE_VERIFY_FAILED, Max retries", "certificate is not trusted"),
        ("error: gcc failed oddly", "error: gcc failed oddly"),
    ],
)
def test_a_failing_installation_is_explained(machine: Machine, pip: str, said: str) -> None:
    result = machine.complete().run("render", PIP_SAYS=pip)
    assert result.returncode == 1
    assert said in result.stderr
    assert "lecture.log" in result.stderr
    assert "cli" not in machine.called
    assert not (machine.project / ".venv/lecture.stamp").exists()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_stopping_the_door_stops_the_installation(machine: Machine, number: signal.Signals) -> None:
    door = subprocess.Popen(
        ["sh", str(machine.complete().project / "lecture"), "render"],
        env=machine.environment(PIP_HANGS="yes"),
        stderr=subprocess.PIPE,
        text=True,
    )
    while "-m pip" not in machine.called:
        time.sleep(0.05)
    door.send_signal(number)
    # The installation would hold this pipe open for ten minutes if it were still running.
    _, said = door.communicate(timeout=10)
    assert door.returncode == 130
    assert "The same command carries on" in said
    assert (machine.project / ".venv/lecture.unfinished").exists()


def test_it_is_found_through_symbolic_links(machine: Machine, tmp_path: Path) -> None:
    (tmp_path / "one").symlink_to("the project/lecture")
    (tmp_path / "two").symlink_to(tmp_path / "one")
    assert machine.complete().run("list", door=tmp_path / "two").returncode == 0
    assert (machine.project / ".venv/lecture.stamp").exists()


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_read_only_project_keeps_its_packages_elsewhere(machine: Machine) -> None:
    machine.complete()
    machine.project.chmod(0o555)
    result = machine.run("list")
    machine.project.chmod(0o755)
    assert result.returncode == 0, result.stderr
    assert "cannot be written" in result.stderr
    assert list((machine.bin.parent / "home/.cache/logistic-lecture").iterdir())
