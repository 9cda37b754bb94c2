"""A mail server for tests: real SMTP on loopback. It keeps what it accepts, refuses whom it is told to, and can fall
silent in the middle of a mail."""

from __future__ import annotations

import socketserver
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from email import message_from_bytes, policy
from email.message import EmailMessage

# When a mail is offered, and when all of it has arrived but is not yet answered.
OFFERED, ARRIVED = "MAIL", "."


class MailServer(socketserver.ThreadingTCPServer):
    """`received` are the mails that arrived, in their order; `refusals` say what is answered to a recipient.

    Where `falls_silent(stage, mails so far)` is true, `is_silent` is set and no answer comes until `goes_on` is.
    """

    daemon_threads = True
    allow_reuse_address = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Session)
        self.received: list[EmailMessage] = []
        self.refusals: Mapping[str, str] = {}
        self.falls_silent: Callable[[str, int], bool] = lambda stage, mails: False
        self.is_silent, self.goes_on = threading.Event(), threading.Event()

    @property
    def port(self) -> int:
        port: int = self.server_address[1]
        return port

    @property
    def recipients(self) -> list[str]:
        return [str(mail["To"]) for mail in self.received]


@contextmanager
def mail_server() -> Iterator[MailServer]:
    """A server that runs as long as the block."""
    with MailServer() as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()


class _Session(socketserver.StreamRequestHandler):
    server: MailServer

    def handle(self) -> None:
        self.say("220 loopback")
        while line := self.rfile.readline():
            verb, _space, rest = line.decode().strip().partition(" ")
            match verb.upper():
                case "EHLO" | "HELO":
                    self.say("250 loopback")
                case "MAIL":
                    self.wait(OFFERED)
                    self.say("250 go on")
                case "RCPT":
                    address = rest.partition("<")[2].partition(">")[0]
                    self.say(self.server.refusals.get(address, "250 known"))
                case "DATA":
                    self.say("354 end with a dot")
                    self.keep_mail()
                    self.wait(ARRIVED)
                    self.say("250 kept")
                case "RSET" | "NOOP":
                    self.say("250 fine")
                case "QUIT":
                    self.say("221 bye")
                    return
                case _:
                    self.say("502 unknown")

    def keep_mail(self) -> None:
        lines = []
        while (line := self.rfile.readline()) not in (b".\r\n", b""):
            lines.append(line.removeprefix(b".") if line.startswith(b"..") else line)
        self.server.received.append(message_from_bytes(b"".join(lines), EmailMessage, policy=policy.default))

    def wait(self, stage: str) -> None:
        if self.server.falls_silent(stage, len(self.server.received)):
            self.server.is_silent.set()
            self.server.goes_on.wait(20)

    def say(self, line: str) -> None:
        with suppress(OSError):  # the client may be gone
            self.wfile.write(f"{line}\r\n".encode())
