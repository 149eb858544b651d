"""Every page there is, for everybody who may see it: accessible in both themes, valid as sent, used by keyboard alone.

The pages are those of the table in test_access.py, so a new address is looked at here without anybody remembering it.
"""

import re
from collections.abc import Callable, Iterator
from typing import Any, Final

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.conf import settings
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Browser, BrowserContext, Page

from recert.people.models import Candidate
from tests.browser import DESK, PHONE, check_html, check_page, open_context, watch
from tests.conftest import PASSWORD, Cast
from tests.hardening.test_access import PROVE, TABLE, WHO, ada, client_of, place, today
from tests.records.conftest import evidence_folder

__all__ = ["ada", "evidence_folder", "place", "today"]

LOOKED_AT: Final = ("anonymous", "candidate", "owner")
"""Who sees pages that look different. Another candidate and another program's owner see the same ones."""

STAFF: Final = ("senior", "administrator", "auditor", "viewer")
"""Staff who mostly see what the owner sees: of theirs, only what nobody before was shown is looked at."""

ASKED_OF_FEW: Final = frozenset(
    {
        *("mfa_reauthenticate", "mfa_deactivate_totp", "mfa_view_recovery_codes", "mfa_download_recovery_codes"),
        # A redirect unless a sign-in is under way, a passkey is at hand, or an import was just done: see the journeys.
        *("mfa_authenticate", "account_confirm_login_code", "mfa_reauthenticate_webauthn", "mfa_login_webauthn"),
        *("mfa_edit_webauthn", "mfa_remove_webauthn"),
        *("account_set_password", "desk:import_done"),
        # One leads to an entry, the other is asked for with entries picked: see tests/desk/test_audits_journeys.py.
        *("desk:audit_next", "desk:audits_several"),
        "activity_assign",  # only where activities are assigned: see tests/portal/test_serving.py
    }
)
"""Pages that depend on more than on who asks. Those of two-step sign-in have a test of their own below."""


FILES: Final = frozenset(
    {
        *("evidence", "desk:evidence", "desk:import_example", "desk:policy_effect_changes", "desk:figures_table"),
        *("desk:round_table", "mfa_download_recovery_codes"),
    }
)
"""What is no page."""


def pages_of(who: str) -> list[str]:
    """The names of all that this person is answered with a page."""
    at = WHO.index(who)
    return [name for name, (get, _post) in TABLE.items() if get[at] in {200, PROVE} and name not in ASKED_OF_FEW]


def test_no_page_is_forgotten() -> None:
    assert {name for who in (*LOOKED_AT, *STAFF) for name in pages_of(who)} | ASKED_OF_FEW == set(TABLE)


def proved(cast: Cast, who: str) -> Client:
    """Signed in, and has just typed the password, as the pages about security ask for."""
    client = client_of(cast, who)
    if who != "anonymous":
        client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    return client


def enter(context: BrowserContext, client: Client, base: str) -> None:
    """Gives the browser this client's session."""
    if settings.SESSION_COOKIE_NAME in client.cookies:
        session = client.cookies[settings.SESSION_COOKIE_NAME].value
        context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": base}])


@pytest.fixture
def themed(browser: Browser, live_server: object) -> Iterator[Page]:
    """A page at 1280 pixels in the light theme; each is looked at in the dark one at 390 pixels too."""
    for page in watch(open_context(browser, str(live_server), DESK)):
        page.emulate_media(color_scheme="light", reduced_motion="reduce")
        yield page


STOPS: Final = """() => {
    const all = 'a[href], button, input, select, textarea, summary, [tabindex]';
    const radios = new Set();
    window.stops = [...document.querySelectorAll(all)].filter((each) => {
        if (each.tabIndex < 0 || each.disabled || !each.checkVisibility({visibilityProperty: true})) return false;
        if (each.type !== 'radio') return true;
        const group = each.form?.querySelector(`[name="${each.name}"]:checked`);
        if (group ? group !== each : radios.has(each.name)) return false;
        radios.add(each.name);
        return true;
    });
    return window.stops.map((each) => each.outerHTML.slice(0, 120));
}"""
FOLLOW: Final = """() => {
    const ring = (each) => {
        const style = getComputedStyle(each);
        return style.outlineStyle !== 'none' && style.outlineWidth !== '0px';
    };
    window.missing = new Set(window.stops.keys());
    document.addEventListener('focusin', () => {
        // The ring is its own, or that of what frames it: a label, an editor with its line numbers.
        const on = document.activeElement, frame = on.closest('label, .editor');
        const shown = ring(on) || getComputedStyle(on).boxShadow !== 'none' || (frame && ring(frame));
        if (shown) window.missing.delete(window.stops.indexOf(on));
    });
}"""


def check_keyboard(page: Page) -> None:
    """Everything that can be used is reached by the Tab key, and shows that it has the focus."""
    stops: list[str] = page.evaluate(STOPS)
    page.evaluate(FOLLOW)
    missing = list(range(len(stops)))
    left = 4 * len(stops) + 20  # a date is up to four stops of its own
    while missing and left > 0:
        for _step in missing:
            page.keyboard.press("Tab")
        left -= len(missing)
        missing = page.evaluate("[...window.missing]")
    assert not missing, f"{page.url}: not reached by the Tab key, or not seen: {[stops[each] for each in missing]}"


def look(page: Page, name: str, address: str) -> bool:
    """Goes there and checks it. False where it is a file, or a part of a page."""
    answer = page.request.get(address) if name in FILES else page.goto(address)
    assert answer is not None and answer.ok, f"{address}: {answer and answer.status}"
    text = "" if name in FILES else answer.text()
    if "<html" not in text:
        return False
    check_html(text, f"{address} as the server sent it")
    assert page.url.endswith(address), f"{address} led to {page.url}"
    check_page(page, at_this_width_alone=True)
    check_keyboard(page)
    check_in_hand(page)
    return True


def check_in_hand(page: Page) -> None:
    """The same page on a phone, in the dark theme."""
    size = page.viewport_size
    assert size is not None
    page.set_viewport_size({"width": PHONE, "height": size["height"]})
    page.emulate_media(color_scheme="dark")
    check_page(page, at_this_width_alone=True)
    page.emulate_media(color_scheme="light")
    page.set_viewport_size(size)


@pytest.mark.parametrize("who", LOOKED_AT)
def test_every_page_is_good_for_everybody(
    who: str, themed: Page, cast: Cast, ada: Candidate, place: Callable[[str], str], live_server: object
) -> None:
    names = pages_of(who)
    addresses = {name: place(name) for name in names}
    enter(themed.context, proved(cast, who), str(live_server))
    looked = [name for name in names if look(themed, name, addresses[name])]
    assert set(names) - set(looked) <= FILES | {"activity_preview", "activity_assign"}


def shown(client: Client, address: str) -> str:
    """The main part of the page, without what differs each time."""
    answer = client.get(address)
    if answer.streaming:
        return ""  # a file
    text = answer.content.decode(errors="replace")
    main = re.search(r"<main.*</main>", text, re.DOTALL)
    return re.sub(r'name="csrfmiddlewaretoken" value="[^"]*"', "", main[0] if main else "")


def test_every_page_is_good_for_all_of_the_staff(
    themed: Page, cast: Cast, ada: Candidate, place: Callable[[str], str], live_server: object
) -> None:
    addresses = {name: place(name) for name in (*pages_of("owner"), *pages_of("senior"), *pages_of("administrator"))}
    owner = proved(cast, "owner")
    seen = {(name, shown(owner, addresses[name])) for name in pages_of("owner")}
    for who in STAFF:
        client = proved(cast, who)
        pages = [(name, shown(client, addresses[name])) for name in pages_of(who) if name.startswith("desk:")]
        enter(themed.context, client, str(live_server))
        for name, main in pages:
            if main and (name, main) not in seen:
                assert look(themed, name, addresses[name])
                seen.add((name, main))


def test_pages_of_two_step_sign_in_are_good_too(themed: Page, cast: Cast, live_server: Any) -> None:
    client = proved(cast, "candidate")
    TOTP.activate(cast.candidate, generate_totp_secret())
    RecoveryCodes.activate(cast.candidate)
    assert Authenticator.objects.count() == 2
    enter(themed.context, client, str(live_server))
    for name in ("mfa_index", "mfa_reauthenticate", "mfa_deactivate_totp", "mfa_view_recovery_codes"):
        assert look(themed, name, reverse(name))
    assert not look(themed, "mfa_download_recovery_codes", reverse("mfa_download_recovery_codes"))
