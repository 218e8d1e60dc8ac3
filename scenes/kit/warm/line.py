"""Messages between the command that watches and the processes that play: JSON, one a line."""

from __future__ import annotations

import json
import select
import socket
from contextlib import suppress
from dataclasses import dataclass
from typing import IO, Any

Message = dict[str, Any]


@dataclass(frozen=True)
class Line:
    """Both ends of a conversation; it ends with the process at the other end."""

    incoming: IO[bytes]
    outgoing: IO[bytes]
    connection: socket.socket | None = None

    @classmethod
    def over(cls, connection: socket.socket) -> Line:
        """Talk over a connected socket."""
        return cls(connection.makefile("rb"), connection.makefile("wb"), connection)

    @classmethod
    def to(cls, address: str) -> Line:
        """Call the Unix socket of that path."""
        connection = socket.socket(socket.AF_UNIX)
        connection.connect(address)
        return cls.over(connection)

    def tell(self, **message: Any) -> None:
        """Send a message.

        Raises
        ------
        OSError
            Where nobody listens any longer.
        """
        self.outgoing.write(json.dumps(message).encode() + b"\n")
        self.outgoing.flush()

    def hear(self) -> Message | None:
        """Wait for a message; None where the other end has gone."""
        try:
            text = self.incoming.readline()
        except OSError:
            return None
        return json.loads(text) if text.endswith(b"\n") else None

    def is_open(self) -> bool:
        """Whether the process at the other end is still there, as far as is known without waiting."""
        if self.connection is None:
            return True
        heard, _, _ = select.select([self.connection], [], [], 0)
        return not heard or self.connection.recv(1, socket.MSG_PEEK) != b""

    def close(self) -> None:
        """Hang up, also where a thread of this process is listening."""
        if self.connection is not None:
            with suppress(OSError):
                self.connection.shutdown(socket.SHUT_RDWR)
        self.drop()

    def drop(self) -> None:
        """Let go of this process's end; where it came by a fork, the line goes on for the other process."""
        for end in (self.incoming, self.outgoing, self.connection):
            if end is not None:
                with suppress(OSError):
                    end.close()
