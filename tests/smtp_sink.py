"""A mail server for tests, on a port of its own: it takes mails, and fails in the ways that mail servers do."""

import asyncio
import email
from email import policy

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP

from tests.run.running import free_port


class Taken:
    """What the server does with each recipient and each text."""

    def __init__(self):
        self.mails, self.refused, self.answer, self.seconds, self.drops = [], {}, "250 OK", 0.0, False

    async def handle_RCPT(self, server, session, envelope, address, rcpt_options):
        if address in self.refused:
            return self.refused[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        if self.answer.startswith("250"):
            self.mails.append((envelope.rcpt_tos[0], envelope.content))
        if self.drops:
            server.transport.abort()
        await asyncio.sleep(self.seconds)
        return self.answer


class PlainController(Controller):
    def factory(self):
        return SMTP(self.handler, hostname="sink", enable_SMTPUTF8=True)


class Sink:
    """`refused`: address → answer to it; `answer`: to each text; `seconds`: how long that takes; `drops`: the
    connection ends when the text is there, without an answer."""

    def __init__(self):
        self.port, self.taken = free_port(), Taken()
        self.start()

    def start(self) -> None:
        self.controller = PlainController(self.taken, hostname="127.0.0.1", port=self.port)
        self.controller.start()

    def stop(self) -> None:
        self.controller.stop(no_assert=True)

    @property
    def url(self) -> str:
        return f"smtp://127.0.0.1:{self.port}"

    @property
    def receivers(self) -> list[str]:
        """To whom each mail went that the server took, in the order of time."""
        return [address for address, _text in self.taken.mails]

    @property
    def messages(self) -> list:
        return [email.message_from_bytes(text, policy=policy.default) for _address, text in self.taken.mails]
