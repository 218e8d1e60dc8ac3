"""The viewer is served to this machine alone, and shows what users wrote as text."""

from __future__ import annotations

import http.client
import json
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from scenes.production.watch_board import Board
from scenes.production.watch_server import PAGE, serving

EVIL = "</script><img src=x onerror=alert(1)>"
CLIP = bytes(range(256))


@pytest.fixture
def board(tmp_path: Path) -> Board:
    said: list[str] = []
    board = Board("demo", said.append)
    board.beats(["one", "two"])
    (tmp_path / "1-0-clip.mp4").write_bytes(CLIP)
    (tmp_path / "secret.txt").write_text("secret")
    message = {"number": 0, "path": str(tmp_path / "1-0-clip.mp4"), "start": 0.0, "caption": EVIL, "narration": "n"}
    board.clip(message, whole=True)
    return board


@pytest.fixture
def port(board: Board) -> Iterator[int]:
    with serving(board) as address:
        parts = urlsplit(address)
        assert parts.hostname == "127.0.0.1"
        yield parts.port or 0


def ask(port: int, path: str, method: str = "GET", **headers: str) -> tuple[http.client.HTTPResponse, bytes]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    connection.request(method, path, headers=headers)
    answer = connection.getresponse()
    content = answer.read()
    connection.close()
    return answer, content


def test_the_page_may_load_nothing_from_elsewhere(port: int) -> None:
    answer, content = ask(port, "/")
    assert answer.status == 200
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy and "unsafe" not in policy
    nonces = set(re.findall(r"nonce-([\w-]+)", policy))
    assert nonces == set(re.findall(r'nonce="([^"]+)"', content.decode()))
    assert ask(port, "/")[0].headers["Content-Security-Policy"] != policy
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Cache-Control"] == "no-store"


def test_the_page_names_no_address_and_sets_text_only() -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert not re.search(r"https?:|//[a-z]", page.replace("// ", ""))
    assert not re.search(r"innerHTML|outerHTML|insertAdjacent|document\.write|eval\(", page)


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1", "127.0.0.1:1", "localhost.evil.example", ""])
def test_who_calls_us_by_another_name_gets_nothing(port: int, host: str) -> None:
    for path in ("/", "/events", "/clips/1-0-clip.mp4"):
        answer, content = ask(port, path, Host=host)
        assert answer.status == 403
        assert content == b"Not for you"


def test_localhost_is_this_machine(port: int) -> None:
    assert ask(port, "/", Host=f"localhost:{port}")[0].status == 200


@pytest.mark.parametrize(
    "path",
    [
        "/clips/secret.txt", "/clips/../secret.txt", "/clips/%2e%2e/secret.txt", "/clips//etc/passwd", "/etc/passwd",
        "//etc/passwd", "/clips/", "/clips", "/clips/1-0-clip.mp4/", "/clips/1-0-clip.mp4?x", "/../../etc/passwd", "/x",
    ],
)  # fmt: skip
def test_only_what_was_made_is_served(port: int, path: str) -> None:
    answer, content = ask(port, path)
    assert answer.status == 404
    assert b"secret" not in content and b"root" not in content


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "HEAD", "OPTIONS", "PATCH", "TRACE"])
def test_only_get_is_answered(port: int, method: str) -> None:
    assert ask(port, "/", method)[0].status == 501


@pytest.mark.parametrize(
    ("asked", "status", "content", "where"),
    [
        ("bytes=0-", 206, CLIP, "bytes 0-255/256"),
        ("bytes=10-19", 206, CLIP[10:20], "bytes 10-19/256"),
        ("bytes=250-999", 206, CLIP[250:], "bytes 250-255/256"),
        ("bytes=256-", 200, CLIP, None),
        ("bytes=-5", 200, CLIP, None),
        ("nonsense", 200, CLIP, None),
    ],
)
def test_players_may_ask_for_a_part(port: int, asked: str, status: int, content: bytes, where: str | None) -> None:
    answer, found = ask(port, "/clips/1-0-clip.mp4", Range=asked)
    assert (answer.status, found, answer.headers["Content-Range"]) == (status, content, where)
    assert answer.headers["Content-Type"] == "video/mp4"


def test_news_come_by_themselves(port: int, board: Board) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    connection.request("GET", "/events")
    answer = connection.getresponse()
    assert answer.headers["Content-Type"] == "text/event-stream"

    def news() -> dict:
        line = answer.readline()
        assert answer.readline() == b"\n"
        return json.loads(line.removeprefix(b"data: "))

    first = news()
    assert [beat["key"] for beat in first["beats"]] == ["one", "two"]
    assert first["beats"][0]["caption"] == EVIL
    board.trouble(EVIL)
    second = news()
    assert (second["status"], second["text"]) == ("trouble", EVIL)
    connection.close()
