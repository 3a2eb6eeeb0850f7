"""Real pages in a real browser: the site runs as it does in production, under granian, on a database of its own.

Each test gets a fresh browser profile and makes the learner it needs. A test fails on any console message of level
error, page error, violation of the Content-Security-Policy, or request that leaves the site.
"""

import contextlib
import json
import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from dataclasses import dataclass
from itertools import count
from pathlib import Path

import pytest
from axe_playwright_python.base import AXE_SCRIPT

ROOT = Path(__file__).resolve().parents[2]
PASSWORD = "a long enough passphrase"
START_SECONDS = 40
BETWEEN_MAILS = "-" * 79 + "\n"
VIOLATIONS = """window.violations = [];
addEventListener("securitypolicyviolation", (e) => violations.push(`${e.violatedDirective} ${e.blockedURI}`));"""
RUN_AXE = """async options => window.axe
    && (await axe.run({resultTypes: ["violations"], preload: false, ...options})).violations"""
"""Without fetching the styles anew: only a rule that axe leaves off needs them, and those of Django's admin it would
put into the page, which the policy forbids."""
COLOUR_RULES = ["color-contrast", "link-in-text-block"]
WIDTHS = (320, 360, 768, 1280)
NARROW_AND_WIDE = (320, 1280)
numbers = count(1)


def pytest_collection_modifyitems(items):
    for item in items:
        if "tests/browser" in str(item.path):
            item.add_marker(pytest.mark.browser)
        elif "page" in item.fixturenames:
            raise pytest.UsageError(
                f"{item.nodeid} has an argument `page`, which starts a browser among tests of the database: rename it."
            )


@dataclass
class Site:
    """The running site: where it is, and a shell with its settings."""

    url: str
    folder: Path
    environment: dict
    shell: subprocess.Popen | None = None

    def run(self, script: str) -> str:
        """Run a script in the shell of the site; returns what it printed."""
        self.shell.stdin.write(json.dumps(script) + "\n")
        self.shell.stdin.flush()
        told = json.loads(self.shell.stdout.readline())
        assert told["error"] == "", told["error"]
        return told["printed"]

    def mails_to(self, address: str) -> list[str]:
        """Mails to `address`, oldest first."""
        files = sorted((self.folder / "mail").glob("*"), key=lambda path: path.stat().st_mtime_ns)
        mails = [mail for path in files for mail in path.read_text().split(BETWEEN_MAILS)]
        return [mail for mail in mails if f"To: {address}\n" in mail]

    def code_mailed_to(self, address: str) -> str:
        """The code in the newest mail to `address`."""
        deadline = time.monotonic() + 10
        while time.monotonic() < deadline:
            if mails := self.mails_to(address):
                return re.search(r"^\s*([A-Z0-9]{3,}-?[A-Z0-9]{3,})\s*$", mails[-1], re.MULTILINE)[1]
            time.sleep(0.05)
        raise AssertionError(f"no mail came to {address}")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def site_in(folder: Path, **environment: str) -> Site:
    """A site whose files are in `folder`; nothing of it is there yet."""
    port = free_port()
    base = {
        **os.environ,
        "VAR_DIR": str(folder),
        "DATABASE_URL": f"sqlite:///{folder / 'db.sqlite3'}",
        "SITE_URL": f"http://localhost:{port}",
        "DEBUG": "0",
        "SIGN_INS_PER_MINUTE": "10000",
        "PYTHONPATH": str(ROOT),
    }
    return Site(f"http://localhost:{port}", folder, base | environment)


def prepare(site: Site, prepared: Path) -> None:
    """Database, course and static files, as they were made once for all."""
    shutil.copytree(prepared, site.folder, dirs_exist_ok=True)


@contextlib.contextmanager
def serving(site: Site):
    """`site`, running while the block lasts."""
    site.shell = subprocess.Popen(
        [sys.executable, "-m", "tests.browser.shell"],
        cwd=ROOT,
        env=site.environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    log = (site.folder / "web.log").open("a")
    granian = shutil.which("granian", path=str(Path(sys.executable).parent))
    server = subprocess.Popen(
        [
            granian,
            "--interface",
            "wsgi",
            "--host",
            "127.0.0.1",
            "--port",
            site.url.rsplit(":", 1)[1],
            "--workers",
            "1",
            "--blocking-threads",
            "1",
            "--no-ws",
            "aipm_course.wsgi:application",
        ],
        cwd=ROOT,
        env=site.environment,
        stdout=log,
        stderr=log,
    )
    try:
        wait_until_it_answers(site.url, server)
        yield site
    finally:
        site.shell.stdin.close()
        server.terminate()
        server.wait(10)
        site.shell.wait(10)


@pytest.fixture(scope="session")
def site(prepared, tmp_path_factory):
    site = site_in(tmp_path_factory.mktemp("site"))
    prepare(site, prepared)
    with serving(site):
        yield site


def wait_until_it_answers(url, server):
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        assert server.poll() is None, "the site did not start"
        try:
            urllib.request.urlopen(f"{url}/about/", timeout=2)
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise AssertionError("the site did not answer in time")


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    names = ("chromium-headless-shell", "chromium", "chromium-browser")
    path = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, names)), None)
    assert path, "No Chromium: run bin/install-tool chromium, or set CHROMIUM to its path."
    quiet = [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
    ]
    return {**browser_type_launch_args, "executable_path": path, "args": quiet}


def watch(context, site) -> list[str]:
    """Complaints about what must not happen on any page of a browser's profile, from now on."""
    complaints = []

    def hear(message):
        is_form_with_errors = "the server responded with a status of 422" in message.text
        if message.type == "error" and not is_form_with_errors:
            complaints.append(f"console: {message.text}")

    def listen(page):
        page.on("console", hear)
        page.on("pageerror", lambda error: complaints.append(f"page error: {error}"))
        page.on(
            "request",
            lambda request: (
                request.url.startswith((site.url, "data:", "blob:"))
                or complaints.append(f"left the site: {request.url}")
            ),
        )

    context.on("page", listen)
    return complaints


@pytest.fixture
def context(context, site):
    """The browser's profile, which reports what must not happen on any page."""
    complaints = context.complaints = watch(context, site)
    context.add_init_script(VIOLATIONS)
    yield context
    for page in context.pages:
        if page.url.startswith("http"):
            complaints.extend(f"CSP: {violation}" for violation in page.evaluate("window.violations || []"))
    assert complaints == []


@pytest.fixture
def plain_page(browser, site):
    """A page in a browser without JavaScript."""
    context = browser.new_context(base_url=site.url, java_script_enabled=False)
    complaints = watch(context, site)
    page = context.new_page()
    yield page
    context.close()
    assert complaints == []


@pytest.fixture(scope="session")
def base_url(site):
    return site.url


@dataclass
class Person:
    email: str
    password: str = PASSWORD
    cookie: dict | None = None


def new_email() -> str:
    return f"person{next(numbers)}-{os.getpid()}@example.org"


@pytest.fixture(scope="session")
def password_hash(site):
    """Of the password that everybody has: hashing it takes longer than all else that makes a member."""
    return site.run(
        f"from django.contrib.auth.hashers import make_password; print(make_password({PASSWORD!r}))"
    ).strip()


MAKE_MEMBER = """
from allauth.account.models import EmailAddress
from django.conf import settings
from django.test import Client
from accounts.models import User

member = User.objects.create(email={email!r}, password={password!r}, display_name="Robin")
EmailAddress.objects.create(user=member, email=member.email, verified=True, primary=True)
client = Client()
client.force_login(member)
print(client.cookies[settings.SESSION_COOKIE_NAME].value)
"""


@pytest.fixture
def member(site, password_hash):
    """A member with a verified address, not signed in yet."""
    email = new_email()
    session = site.run(MAKE_MEMBER.format(email=email, password=password_hash)).strip()
    return Person(email, cookie={"name": "session", "value": session, "url": site.url, "httpOnly": True})


def come_in(page, person: Person) -> None:
    """Be signed in without having gone through the form, for tests of what comes after it."""
    page.context.add_cookies([person.cookie])


def sign_in(page, person: Person) -> None:
    page.goto("/accounts/login/")
    page.get_by_label("Email").fill(person.email)
    page.get_by_label("Password").fill(person.password)
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.wait_for_url(re.compile(r"/course/$"))


def press_and_wait(page, control) -> None:
    """Press what loads another page, and wait until it is there: axe must not look at the one that is leaving."""
    with page.expect_navigation():
        control.click()


def axe_violations(page, **options) -> list[str]:
    """What axe finds on the page as it stands. Its script, half a megabyte, is read once on each page."""
    violations = page.evaluate(RUN_AXE, options)
    if violations is None:
        page.evaluate(AXE_SCRIPT)
        violations = page.evaluate(RUN_AXE, options)
    return [
        f"{violation['id']}: {node['target']} {node.get('failureSummary', '')}"
        for violation in violations
        for node in violation["nodes"]
    ]


def assert_page_is_good(page, widths=WIDTHS, state: str = "") -> None:
    """Accessible in both themes and no wider than the screen. A dark theme sets colours and nothing else."""
    where = f"{page.url} {state}"
    page.emulate_media(color_scheme="light", reduced_motion="reduce")  # no colour half-way to another
    assert axe_violations(page) == [], f"{where} in light"
    page.emulate_media(color_scheme="dark")
    assert axe_violations(page, runOnly=COLOUR_RULES) == [], f"{where} in dark"
    for width in widths:
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth") <= width, f"{where} at {width} px"


def heights_shown(controls) -> list[float]:
    """How high each control is that can be seen, in one question to the browser."""
    return controls.evaluate_all(
        """all => all.filter(e => e.checkVisibility({visibilityProperty: true}))
        .map(e => e.getBoundingClientRect()).filter(box => box.width && box.height).map(box => box.height)"""
    )
