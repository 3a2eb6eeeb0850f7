"""Handing a mail to the mail server, so that one knows afterwards whether it may have gone.

SMTP says yes or no after the text. Up to the text, a mail has certainly not gone; from then on until the answer, nobody
can know. `hand_over` calls `before_text` just between: what is written there tells the two apart.
"""

import contextlib
import re
import smtplib
from collections.abc import Callable
from time import monotonic

from anymail.exceptions import AnymailError, AnymailRecipientsRefused
from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.smtp import EmailBackend as SMTPBackend
from requests import exceptions as of_requests
from urllib3.exceptions import NewConnectionError

SMTP = "django.core.mail.backends.smtp.EmailBackend"
TEXT_WANTED = 354
PERMANENT = range(500, 600)
REFUSED_BY_PROVIDER = range(400, 500)
OF_THE_OPERATOR = (401, 403, 408, 429)
"""Answers of a provider that say nothing about the mail: wrong key, too slow, too many."""
ASKED_AFTER_SECONDS = 5
"""A connection that was idle for so long is asked whether it is still there."""
WORDS_KEPT = 200
ADDRESS = re.compile(r"<?[^\s<>@]+@[^\s<>]+>?")


class NotTaken(Exception):
    """The mail has certainly not gone. `is_permanent`: trying again would change nothing. `is_about_address`: the
    server says that nobody has this address. `is_server_away`: no other mail would go now, either."""

    def __init__(
        self, words: str, *, is_permanent: bool = False, is_about_address: bool = False, is_server_away: bool = False
    ):
        super().__init__(words)
        self.is_permanent, self.is_about_address = is_permanent, is_about_address
        self.is_server_away = is_server_away


class MayHaveGone(Exception):
    """The connection ended while the server had the text and had not answered."""


class Told:
    """An SMTP session that says so just before it sends a text."""

    before_text: Callable[[], None] = staticmethod(lambda: None)
    command = ""
    has_sent_text = False

    def putcmd(self, cmd, args=""):
        self.command = cmd
        super().putcmd(cmd, args)

    def getreply(self):
        code, words = super().getreply()
        if self.command == "data" and code == TEXT_WANTED:
            self.before_text()
            self.has_sent_text = True
        return code, words


class ToldSMTP(Told, smtplib.SMTP):
    pass


class ToldSMTPWithTLS(Told, smtplib.SMTP_SSL):
    pass


class TellingBackend(SMTPBackend):
    """Django's SMTP backend with sessions of ours."""

    @property
    def connection_class(self):
        return ToldSMTPWithTLS if self.use_ssl else ToldSMTP


class Outgoing:
    """One connection to the mail server, kept open from mail to mail."""

    def __init__(self):
        self.connection, self.used_at = None, 0.0

    def close(self) -> None:
        """Without a word: the server may be away."""
        connection, self.connection = self.connection, None
        session = getattr(connection, "connection", None)
        if session is not None:
            with contextlib.suppress(OSError):
                session.close()

    def hand_over(self, message: EmailMessage, before_text: Callable[[], None]) -> None:
        """Returns when the server took it; else raises NotTaken, MayHaveGone, or what `before_text` raised."""
        if settings.EMAIL_BACKEND == SMTP:
            self.by_smtp(message, before_text)
        else:
            by_another(message, before_text)

    def by_smtp(self, message: EmailMessage, before_text: Callable[[], None]) -> None:
        """A connection that was open already and is found broken before the text is there is opened anew, once."""
        is_reused = self.connection is not None
        try:
            self.over_session(message, before_text)
        except NotTaken as error:
            if not (is_reused and isinstance(error.__cause__, smtplib.SMTPServerDisconnected | ConnectionError)):
                raise
            self.over_session(message, before_text)

    def over_session(self, message: EmailMessage, before_text: Callable[[], None]) -> None:
        session = self.session()
        session.before_text, session.has_sent_text = before_text, False
        try:
            self.connection.send_messages([message])
            self.used_at = monotonic()
        except Exception as error:
            self.close()
            raise what_became_of_it(error, session.has_sent_text) from error

    def session(self):
        """The session that is open and alive, or a new one."""
        if self.connection is not None and not self.is_alive():
            self.close()
        if self.connection is None:
            connection = TellingBackend()
            try:
                connection.open()
            except OSError as error:
                raise NotTaken(words_of(error), is_server_away=True) from error
            self.connection, self.used_at = connection, monotonic()
        return self.connection.connection

    def is_alive(self) -> bool:
        if monotonic() - self.used_at < ASKED_AFTER_SECONDS:
            return True
        try:
            return self.connection.connection.noop()[0] == 250
        except OSError:
            return False


def words_of(error: Exception) -> str:
    """What the server said, without addresses, which belong in no log; or else what went wrong."""
    if isinstance(error, smtplib.SMTPResponseException):
        text = error.smtp_error
        text = text.decode(errors="replace") if isinstance(text, bytes) else str(text)
        return ADDRESS.sub("<…>", f"{error.smtp_code} {text}")[:WORDS_KEPT]
    return type(error).__name__


def what_became_of_it(error: Exception, has_sent_text: bool) -> Exception:
    """NotTaken, MayHaveGone, or the error itself where it is not the mail server's."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        code, text = next(iter(error.recipients.values()))
        words = words_of(smtplib.SMTPResponseException(code, text))
        is_permanent = code in PERMANENT
        return NotTaken(words, is_permanent=is_permanent, is_about_address=is_permanent)
    if isinstance(error, smtplib.SMTPDataError):
        return NotTaken(words_of(error), is_permanent=error.smtp_code in PERMANENT)
    if isinstance(error, smtplib.SMTPResponseException):  # of the sender, or of signing in: the operator's to mend
        return NotTaken(words_of(error))
    if isinstance(error, OSError):  # all other errors of smtplib are, too
        return (MayHaveGone if has_sent_text else NotTaken)(words_of(error))
    return error


def by_another(message: EmailMessage, before_text: Callable[[], None]) -> None:
    """Through a backend that writes files, or asks a provider: one step, of which nobody knows the middle."""
    connection = get_connection()
    before_text()
    try:
        connection.send_messages([message])
    except AnymailRecipientsRefused as error:
        raise NotTaken(words_of(error), is_permanent=True, is_about_address=True) from error
    except (AnymailError, OSError) as error:
        status = getattr(error, "status_code", None)
        if status in REFUSED_BY_PROVIDER:
            raise NotTaken(f"{status} {words_of(error)}", is_permanent=status not in OF_THE_OPERATOR) from error
        if isinstance(error, (FileNotFoundError, PermissionError)):
            raise NotTaken(words_of(error)) from error
        if has_met_nobody(error):
            raise NotTaken(words_of(error), is_server_away=True) from error
        raise MayHaveGone(words_of(error)) from error


def has_met_nobody(error: Exception) -> bool:
    """Whether no connection came about: then nothing was said."""
    if isinstance(error, (ConnectionRefusedError, of_requests.ConnectTimeout)):
        return True
    cause = error.__cause__
    tried = cause.args[0] if isinstance(cause, of_requests.ConnectionError) and cause.args else None
    return isinstance(getattr(tried, "reason", tried), NewConnectionError)


outgoing = Outgoing()
