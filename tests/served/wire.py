"""A connection on which a test says exactly the bytes it means, and when."""

import socket
import time
from dataclasses import dataclass


@dataclass(frozen=True)
class Heard:
    status: int
    head: str
    body: bytes
    seconds: float

    def all_of(self, name: str) -> list[str]:
        lines = (line.partition(":") for line in self.head.splitlines()[1:])
        return [value.strip() for found, _, value in lines if found.lower() == name]


class Wire:
    """Speaks HTTP/1.1 to a server on this machine."""

    def __init__(self, port: int, seconds: float = 30) -> None:
        self.port = port
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=seconds)
        self.left = b""

    def say(self, text: str | bytes) -> "Wire":
        self.socket.sendall(text.encode() if isinstance(text, str) else text)
        return self

    def begin(self, method: str, path: str, *headers: str, body: bytes = b"") -> "Wire":
        lines = [f"{method} {path} HTTP/1.1", f"Host: 127.0.0.1:{self.port}", *headers]
        return self.say("\r\n".join([*lines, "", ""]).encode() + body)

    def hear(self, *, without_body: bool = False) -> Heard:
        """One whole answer. Raises OSError when none comes."""
        began = time.monotonic()
        while b"\r\n\r\n" not in self.left:
            self.more()
        raw, _, self.left = self.left.partition(b"\r\n\r\n")
        head = raw.decode("latin-1")
        heard = Heard(int(head.split()[1]), head, b"", 0)
        length = 0 if without_body else int((heard.all_of("content-length") or ["0"])[0])
        while len(self.left) < length:
            self.more()
        body, self.left = self.left[:length], self.left[length:]
        return Heard(heard.status, head, body, time.monotonic() - began)

    def more(self) -> None:
        piece = self.socket.recv(65536)
        if not piece:
            raise ConnectionError("The server hung up.")
        self.left += piece

    def is_hung_up(self) -> bool:
        """Waits until the server has closed the connection."""
        try:
            return not self.socket.recv(65536)
        except ConnectionError:
            return True

    def hang_up(self) -> None:
        self.socket.close()


def ask(port: int, method: str, path: str, *headers: str, body: bytes = b"") -> Heard:
    """One request on a connection of its own; `seconds` is the whole time it took."""
    began = time.monotonic()
    wire = Wire(port)
    try:
        heard = wire.begin(method, path, *headers, "Connection: close", body=body).hear(
            without_body=method == "HEAD"
        )
    finally:
        wire.hang_up()
    return Heard(heard.status, heard.head, heard.body, time.monotonic() - began)
