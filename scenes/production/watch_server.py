"""Serves the viewer to this machine alone: one page, its events, and the clips that were made for it."""

from __future__ import annotations

import contextlib
import re
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

from scenes.production.watch_board import Board

HERE = "127.0.0.1"
PAGE = Path(__file__).with_name("watch_page.html")
# Seconds after which a sign of life is sent where there are no news.
SILENCE = 15.0
SECURITY = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}
POLICY = (
    "default-src 'none'; script-src 'nonce-{0}'; style-src 'nonce-{0}'; media-src 'self'; connect-src 'self'; "
    "img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)


@contextmanager
def serving(board: Board) -> Iterator[str]:
    """Serve the viewer while the block runs; yield its address."""
    server = ThreadingHTTPServer((HERE, 0), type("Handler", (Handler,), {"board": board}))
    server.daemon_threads = True
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.1}, daemon=True)
    thread.start()
    try:
        yield f"http://{HERE}:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()


class Handler(BaseHTTPRequestHandler):
    """Answers one browser."""

    board: Board
    protocol_version = "HTTP/1.1"
    server_version, sys_version = "lecture", ""

    def do_GET(self) -> None:
        """Answer with the page, the events or a clip; with nothing to whoever calls us by another name."""
        port = self.connection.getsockname()[1]
        if self.headers.get("Host") not in (f"{HERE}:{port}", f"localhost:{port}"):
            self._refuse(403, "Not for you")
        elif self.path == "/":
            self._page()
        elif self.path == "/events":
            self._events()
        elif (name := self.path.removeprefix("/clips/")) in self.board.files:
            self._clip(self.board.files[name])
        else:
            self._refuse(404, "Not found")

    def log_message(self, format: str, *args: Any) -> None:
        """Leave the terminal to the one who works there."""

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Refuse in plain words; what was asked for is not repeated."""
        self._refuse(code, "Not understood")

    def _refuse(self, code: int, words: str) -> None:
        self.close_connection = True
        self._send(code, words.encode(), "text/plain; charset=utf-8")

    def _send(self, code: int, content: bytes, kind: str, **headers: str) -> None:
        self.send_response(code)
        for name, value in {**SECURITY, "Content-Type": kind, "Content-Length": str(len(content))}.items():
            self.send_header(name, value)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        with contextlib.suppress(ConnectionError):
            self.wfile.write(content)

    def _page(self) -> None:
        nonce = secrets.token_urlsafe(16)
        page = PAGE.read_text(encoding="utf-8").replace("NONCE", nonce)
        self._send(200, page.encode(), "text/html; charset=utf-8", Content_Security_Policy=POLICY.format(nonce))

    def _clip(self, path: Path) -> None:
        try:
            content = path.read_bytes()
        except OSError:  # cleared away since
            self._refuse(404, "Not found")
            return
        asked = re.fullmatch(r"bytes=(\d+)-(\d*)", self.headers.get("Range", ""))
        if not asked or int(asked[1]) >= len(content):
            self._send(200, content, "video/mp4", Accept_Ranges="bytes")
            return
        first, last = int(asked[1]), min(int(asked[2] or len(content)), len(content) - 1)
        where = f"bytes {first}-{last}/{len(content)}"
        self._send(206, content[first : last + 1], "video/mp4", Accept_Ranges="bytes", Content_Range=where)

    def _events(self) -> None:
        """Send the state now, and again whenever it changes."""
        self.close_connection = True
        self.send_response(200)
        for name, value in {**SECURITY, "Content-Type": "text/event-stream", "Connection": "close"}.items():
            self.send_header(name, value)
        self.end_headers()
        number = -1
        with contextlib.suppress(OSError):
            while True:
                number, state = self.board.wait(number, SILENCE)
                self.wfile.write(f"data: {state}\n\n".encode() if state else b": nothing new\n\n")
                self.wfile.flush()
