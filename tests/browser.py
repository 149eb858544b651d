"""A real browser, and what every page must pass in it: accessible, valid HTML, nothing refused by the content policy.

`page` runs a test at the width of a desk and of a phone; `phone` is a phone alone, `desk` a desk alone. `live_server`
(pytest-django) serves the pages. Call `check_page(page)` on every page a journey comes by.

A click returns before the page it leads to is there. What follows it must wait: `follow(page, link)` where the click
leads to another page, `expect(…)` about what appears where a script answers it. tests/house/test_journeys.py looks
that no journey reads, checks or leaves a page right after a click.
"""

import json
import re
import shutil
import subprocess
import threading
import time
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Final
from urllib.error import HTTPError
from urllib.request import Request as Question
from urllib.request import urlopen
from weakref import WeakSet

import psutil
import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Locator,
    Page,
    Playwright,
    Request,
    Response,
    expect,
    sync_playwright,
)

ROOT = Path(__file__).parents[1]
AXE = ROOT / "node_modules/axe-core/axe.min.js"
VNU = ROOT / "node_modules/vnu-jar/build/dist/vnu.jar"
DESK, PHONE = 1280, 390
PATIENCE = 30_000
"""Milliseconds until something that should happen counts as not happening; long, for machines that are busy."""

expect.set_options(timeout=PATIENCE)


def open_browser(playwright: Playwright) -> Browser:
    """Debian's Chromium, which asks nobody for anything. It has no windows where that can be had: nobody sees them."""
    return playwright.chromium.launch(
        executable_path=shutil.which("chromium-headless-shell") or shutil.which("chromium") or "/usr/bin/chromium",
        args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
    )


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium, once for the whole run."""
    with sync_playwright() as playwright:
        found = open_browser(playwright)
        yield found
        found.close()


WITHOUT_SCRIPTS: WeakSet[BrowserContext] = WeakSet()
"""Contexts in which nothing that takes time can be evaluated: axe-core would never answer."""


def open_context(
    browser: Browser, base: str, width: int, *, javascript: bool = True, touch: bool = False
) -> BrowserContext:
    """A fresh browser profile that takes `page.goto("/path")`. `touch`: a device that is held in the hand."""
    context = browser.new_context(
        base_url=base,
        viewport={"width": width, "height": 800},
        java_script_enabled=javascript,
        has_touch=touch,
        is_mobile=touch,
        locale="en-US",
        reduced_motion="reduce",
    )
    context.set_default_timeout(PATIENCE)
    if javascript:
        context.add_init_script(path=AXE)  # sooner there than sent to each page that is looked at
    else:
        WITHOUT_SCRIPTS.add(context)
    return context


REFUSED = ("Failed to load resource: the server responded with a status of", "Response Status Error Code")
"""How the browser, and htmx, begin what they say about an answer that is an error."""
LEFT = ("htmx:afterRequest", "htmx:sendAbort")
"""What htmx says of a request that was under way when the page was left. Others are found as failed requests."""
ASSETS = frozenset({"stylesheet", "script", "font", "image", "manifest"})


def listen(context: BrowserContext, complaints: list[str]) -> None:
    """Notes what no page may do: errors of scripts, anything refused or missing.

    That a page itself answers 404 or 422 is for the test to judge, although the console calls it an error too.
    """

    def said(message: ConsoleMessage) -> None:
        if message.type == "error" and not message.text.startswith(REFUSED + LEFT):
            complaints.append(f"{message.page.url if message.page else ''}: {message.text}")

    def answered(response: Response) -> None:
        if response.status >= 400 and response.request.resource_type in ASSETS:
            complaints.append(f"{response.url} is missing: {response.status}")

    def failed(request: Request) -> None:
        if "ERR_ABORTED" not in (request.failure or ""):  # left for another page meanwhile, or downloaded
            complaints.append(f"{request.url} failed: {request.failure}")

    context.on("weberror", lambda error: complaints.append(str(error.error)))
    context.on("console", said)
    context.on("response", answered)
    context.on("requestfailed", failed)


def wait_for_answers() -> None:
    """Until the live server has let go of every connection that a closed browser left behind.

    Its threads may still be in the database that the next test's start empties.
    """
    for thread in threading.enumerate():
        if "process_request_thread" in thread.name:
            thread.join(PATIENCE / 1000)


def watch(context: BrowserContext) -> Iterator[Page]:
    """A page whose errors fail the test at its end, and those of every other tab."""
    complaints: list[str] = []
    listen(context, complaints)
    yield context.new_page()
    context.close()
    wait_for_answers()
    assert not complaints, "\n".join(complaints)


@pytest.fixture(params=[DESK, PHONE], ids=["desk", "phone"])
def page(request: pytest.FixtureRequest, browser: Browser, live_server: object) -> Iterator[Page]:
    """A page at 1280 and at 390 pixels."""
    yield from watch(open_context(browser, str(live_server), request.param))


@pytest.fixture
def desk(browser: Browser, live_server: object) -> Iterator[Page]:
    """A page at 1280 pixels."""
    yield from watch(open_context(browser, str(live_server), DESK))


@pytest.fixture
def phone(browser: Browser, live_server: object) -> Iterator[Page]:
    """A page at 390 pixels."""
    yield from watch(open_context(browser, str(live_server), PHONE))


@pytest.fixture(params=[DESK, PHONE], ids=["desk", "phone"])
def plain_page(request: pytest.FixtureRequest, browser: Browser, live_server: object) -> Iterator[Page]:
    """A page in a browser without JavaScript."""
    yield from watch(open_context(browser, str(live_server), request.param, javascript=False))


def follow(page: Page, link: Locator) -> None:
    """Clicks what leads to another page, and waits until that is loaded, with its scripts."""
    with page.expect_navigation():
        link.click()


def press_enter(page: Page) -> None:
    """Sends the form, or follows the link, that has the focus; waits until the next page is loaded."""
    with page.expect_navigation():
        page.keyboard.press("Enter")


VIOLATIONS: Final = "axe.run({resultTypes: ['violations'], preload: false}).then((found) => found.violations)"
"""What axe-core finds. Styles that it would load first are for rules of films and of turned screens, which are off."""


def check_accessible(page: Page) -> None:
    """Nothing found by axe-core, and nothing to scroll sideways for. Asked of pages with JavaScript alone."""
    if page.context in WITHOUT_SCRIPTS:
        return
    found = page.evaluate(VIOLATIONS)
    problems = [
        f"{page.url}: {each['help']}: {node['html']} ({node.get('failureSummary', '')})"
        for each in found
        for node in each["nodes"]
    ]
    assert not problems, "\n".join(problems)
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wide <= 0, f"{page.url} is {wide} pixels wider than the window"


def check_other_width(page: Page) -> None:
    """A page that is looked at on a desk needs no scrolling sideways in a hand either, and the other way round."""
    size = page.viewport_size
    if size is None or page.context in WITHOUT_SCRIPTS:
        return
    other = PHONE if size["width"] == DESK else DESK
    page.set_viewport_size({"width": other, "height": size["height"]})
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    page.set_viewport_size(size)
    assert wide <= 0, f"{page.url} is {wide} pixels wider than a window of {other}"


class HtmlChecker:
    """The Nu HTML checker, kept running so that a page costs milliseconds and not a start of Java.

    It chooses its port itself, and is asked which: a port that was looked for beforehand may be taken meanwhile.
    """

    def __init__(self) -> None:
        self.process = psutil.Popen(
            [
                "java",
                "-Xmx512m",
                # A few hundred pages are over before it would pay to compile the checker any better.
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xss2m",
                "-Dnu.validator.servlet.bind-address=127.0.0.1",
                "-cp",
                str(VNU),
                "nu.validator.servlet.Main",
                "0",
            ],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        self.port = self._port()

    def _port(self) -> int:
        end = time.monotonic() + 60
        while time.monotonic() < end and self.process.is_running():
            for each in self.process.net_connections("tcp"):
                if each.status == psutil.CONN_LISTEN:
                    return int(each.laddr.port)
            time.sleep(0.1)  # Java is still starting
        self.close()
        raise TimeoutError("The HTML checker did not start.")

    def problems(self, html: str) -> list[str]:
        """What is wrong with a page, each with its line."""
        request = Question(
            f"http://127.0.0.1:{self.port}/?out=json",
            data=html.encode(),
            headers={"Content-Type": "text/html; charset=utf-8"},
        )
        try:
            with urlopen(request, timeout=60) as answer:  # noqa: S310 - loopback
                said = json.load(answer)["messages"]
        except HTTPError as problem:
            raise RuntimeError(f"The HTML checker failed: {problem} {problem.read()[:500]!r}") from problem
        return [
            f"line {each.get('lastLine')}: {each['message']}: {each.get('extract', '')}"
            for each in said
            if (each["type"] == "error" or each.get("subType") == "warning")
            and "not supported in all browsers" not in each["message"]  # about what only helps where it is known
        ]

    def close(self) -> None:
        self.process.kill()
        self.process.wait()


checker: list[HtmlChecker] = []


@pytest.fixture(scope="session", autouse=True)
def html_checker() -> Iterator[None]:
    """Ends the checker that the first checked page started."""
    yield
    while checker:
        checker.pop().close()


def check_html(html: str, where: str) -> None:
    """Valid HTML."""
    if not checker:
        checker.append(HtmlChecker())
    problems = checker[0].problems(html)
    assert not problems, f"{where}\n" + "\n".join(problems)


PASSED: Final = set[str]()
"""Digests of what passed before in this process: the same page at the same width, in the same theme, passes again."""
OF_ITS_OWN: Final = re.compile(r'csrfmiddlewaretoken" value="\w+|[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f-]{22}')
"""What of a page is of this one time: the token of its forms, and their keys."""


def is_new(*parts: object) -> str:
    """A digest of a page if it did not pass before; else nothing."""
    digest = sha256(OF_ITS_OWN.sub("", repr(parts)).encode()).hexdigest()
    return "" if digest in PASSED else digest


def check_page(page: Page, *, at_this_width_alone: bool = False) -> None:
    """All that every page must pass, once it is there in full and no answer is awaited: as it stands in the browser."""
    page.wait_for_load_state()
    expect(page.locator(".htmx-request, .htmx-swapping, .htmx-settling")).to_have_count(0)
    html = "<!DOCTYPE html>\n" + page.evaluate("document.documentElement.outerHTML")
    dark = page.evaluate("matchMedia('(prefers-color-scheme: dark)').matches")
    seen = is_new("seen", html, page.viewport_size, dark, page.context in WITHOUT_SCRIPTS)
    if seen:
        check_accessible(page)
        if not at_this_width_alone:
            check_other_width(page)
    sent = is_new("sent", html)
    if sent:
        check_html(html, page.url)
    PASSED.update({seen, sent})
