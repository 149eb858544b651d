"""From the first visit to signing in with a passkey, in a real browser."""

import re
import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.conf import settings
from playwright.sync_api import Page, expect

from recert.people.browsers import digest
from recert.people.models import Browser, Candidate, User
from tests.browser import check_page, follow, press_enter
from tests.conftest import PASSWORD, make_account
from tests.portal.once import page

__all__ = ["page"]

ADDRESS = "mia@example.org"


def open_mail(page: Page, subject: str) -> None:
    page.goto("/outbox/")
    check_page(page)
    follow(page, page.get_by_role("link", name=subject).first)
    check_page(page)


def sign_up(page: Page) -> None:
    page.goto("/account/signup/")
    check_page(page)
    page.get_by_label("Full name").fill("Mia Lindqvist")
    page.get_by_label("Email address").fill(ADDRESS)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Create the account").click()
    expect(page.get_by_role("heading", name="Check your mail")).to_be_visible()
    check_page(page)


def confirm_address(page: Page) -> None:
    open_mail(page, "Confirm your email address")
    follow(page, page.get_by_role("link", name=re.compile("confirm-email")))
    check_page(page)
    follow(page, page.get_by_role("button", name="Yes, confirm this address"))


def sign_in(page: Page, address: str = ADDRESS, password: str = PASSWORD) -> None:
    page.goto("/account/login/?next=/account/email/")
    page.get_by_label("Email address").fill(address)
    page.get_by_label("Password").fill(password)
    follow(page, page.get_by_role("button", name="Sign in", exact=True))


def sign_out(page: Page) -> None:
    page.goto("/account/logout/")
    check_page(page)
    follow(page, page.get_by_role("main").get_by_role("button", name="Sign out"))


def signed_in(page: Page) -> None:
    expect(page.get_by_role("heading", name="Email addresses")).to_be_visible()


def prove(page: Page) -> None:
    """What changes how somebody signs in asks for the password once more."""
    expect(page.get_by_role("heading", name="Is it still you?")).to_be_visible()
    check_page(page)
    page.get_by_label("Password").fill(PASSWORD)
    follow(page, page.get_by_role("button", name="Confirm"))


def code(secret: str, step: int = 0) -> str:
    """What the app shows now, or so many half minutes later. The server takes a code for half a minute longer."""
    return str(format_hotp_value(hotp_value(secret, int(time.time()) // 30 + step)))


def wrong_code(secret: str) -> str:
    """One that the app shows neither now nor soon."""
    shown = {code(secret, step) for step in range(-2, 3)}
    return next(each for each in ("000000", "111111", "222222", "333333", "444444", "555555") if each not in shown)


def add_virtual_authenticator(page: Page) -> None:
    """A device with a fingerprint reader that always says yes."""
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    devtools.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2",
                "transport": "internal",
                "hasResidentKey": True,
                "hasUserVerification": True,
                "isUserVerified": True,
                "automaticPresenceSimulation": True,
            }
        },
    )


@pytest.mark.django_db(transaction=True)
def test_a_newcomer_signs_up_confirms_the_address_and_signs_in(page: Page) -> None:
    sign_up(page)
    sign_in(page)  # not confirmed yet: another look at the mail is asked for
    expect(page.get_by_role("heading", name="Check your mail")).to_be_visible()
    confirm_address(page)
    page.goto("/account/email/")  # the browser that signed up is signed in at once
    signed_in(page)
    check_page(page)
    sign_out(page)
    sign_in(page)
    signed_in(page)
    assert User.objects.get(email=ADDRESS).name == "Mia Lindqvist"


@pytest.mark.django_db(transaction=True)
def test_whoever_forgot_the_password_chooses_a_new_one(page: Page) -> None:
    make_account(ADDRESS, "Mia Lindqvist")
    page.goto("/account/password/reset/")
    check_page(page)
    page.get_by_label("Email address").fill(ADDRESS)
    page.get_by_role("button", name="Send the link").click()
    expect(page.get_by_role("heading", name="Check your mail")).to_be_visible()
    check_page(page)
    open_mail(page, "Choose a new password")
    link = page.get_by_role("link", name=re.compile("password.reset.key")).get_attribute("href") or ""
    page.goto(link)
    check_page(page)
    page.get_by_label("New password").fill("short")
    page.get_by_role("button", name="Save the new password").click()
    expect(page.get_by_role("alert")).to_contain_text("too short")
    check_page(page)
    page.get_by_label("New password").fill("another calm harbor")
    page.get_by_role("button", name="Save the new password").click()
    expect(page.get_by_role("heading", name="Your password is changed")).to_be_visible()
    check_page(page)
    page.goto(link)
    expect(page.get_by_role("heading", name="This link no longer works")).to_be_visible()
    check_page(page)
    sign_in(page)
    expect(page.get_by_role("alert")).to_contain_text("not right")
    check_page(page)
    sign_in(page, password="another calm harbor")
    signed_in(page)


@pytest.mark.django_db(transaction=True)
def test_a_candidate_sets_up_an_authenticator_app_and_signs_in_with_it(page: Page) -> None:
    make_account(ADDRESS, "Mia Lindqvist")
    sign_in(page)
    page.goto("/account/security/")
    check_page(page)
    follow(page, page.get_by_role("link", name="Set up an app"))
    prove(page)
    check_page(page)
    page.get_by_text("Type the secret instead").click()
    expect(page.locator("code.secret")).to_be_visible()
    secret = page.locator("code.secret").inner_text().replace(" ", "")
    check_page(page)
    page.get_by_label("Code from the app").fill(wrong_code(secret))
    page.get_by_role("button", name="Turn on").click()
    expect(page.get_by_role("alert")).to_contain_text("not right")
    page.get_by_label("Code from the app").fill(code(secret))
    page.get_by_role("button", name="Turn on").click()
    expect(page.get_by_role("heading", name="Your recovery codes")).to_be_visible()
    check_page(page)
    recovery = page.locator(".codes code").first.inner_text()
    sign_out(page)

    sign_in(page)
    expect(page.get_by_role("heading", name="The second step")).to_be_visible()
    check_page(page)
    Authenticator.objects.filter(type="totp").update(last_used_at=None)
    page.get_by_label("Code").fill(code(secret))
    page.get_by_role("button", name="Sign in", exact=True).click()
    signed_in(page)
    sign_out(page)

    sign_in(page)
    page.get_by_label("Code").fill(recovery)
    page.get_by_role("button", name="Sign in", exact=True).click()
    signed_in(page)
    page.goto("/account/security/")
    expect(page.get_by_text("9 codes left")).to_be_visible()
    check_page(page)


@pytest.mark.django_db(transaction=True)
def test_a_candidate_adds_a_passkey_and_signs_in_with_it(page: Page) -> None:
    make_account(ADDRESS, "Mia Lindqvist")
    sign_in(page)
    add_virtual_authenticator(page)
    page.goto("/account/security/webauthn/")
    check_page(page)
    follow(page, page.get_by_role("link", name="Add a passkey"))
    prove(page)
    check_page(page)
    page.get_by_label("Name").fill("Laptop")
    page.get_by_label("Name").press("Enter")
    expect(page.get_by_role("heading", name="Your recovery codes")).to_be_visible()
    page.goto("/account/security/webauthn/")
    check_page(page)
    expect(page.get_by_role("rowheader", name="Laptop")).to_be_visible()
    follow(page, page.get_by_role("link", name="Rename"))
    check_page(page)
    page.get_by_label("Name").fill("Work laptop")
    page.get_by_role("button", name="Save the name").click()
    expect(page.get_by_role("rowheader", name="Work laptop")).to_be_visible()
    sign_out(page)

    page.goto("/account/login/?next=/account/email/")
    check_page(page)
    mia = User.objects.get(email=ADDRESS)
    Candidate.objects.create(program="atlassian", number="AT00000001", user=mia, name=mia.name, email=mia.email)
    page.get_by_role("button", name="Sign in with a passkey").click()
    page.wait_for_url(lambda url: "/login/" not in url)
    kept = next(each for each in page.context.cookies() if each["name"] == settings.BROWSER_COOKIE_NAME)
    assert Browser.objects.get(user=mia).digest == digest(kept["value"])
    page.goto("/account/security/webauthn/")
    follow(page, page.get_by_role("link", name="Remove"))
    prove(page)
    check_page(page)
    page.get_by_role("button", name="Remove this passkey").click()
    expect(page.get_by_role("heading", name="No passkeys yet")).to_be_visible()
    check_page(page)


@pytest.mark.django_db(transaction=True)
def test_a_passkey_that_does_not_answer_is_explained(page: Page) -> None:
    page.goto("/account/login/")
    page.evaluate("() => { navigator.credentials.get = () => Promise.reject(new DOMException('', 'NotAllowedError')) }")
    page.get_by_role("button", name="Sign in with a passkey").click()
    expect(page.get_by_text("That did not work")).to_be_visible()
    check_page(page)


@pytest.mark.django_db(transaction=True)
def test_signing_in_needs_nothing_but_the_keyboard(page: Page) -> None:
    make_account(ADDRESS, "Mia Lindqvist")
    page.goto("/account/login/?next=/account/email/")
    for _step in range(12):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.name") == "login":
            break
    page.keyboard.type(ADDRESS)
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Tab")
    page.keyboard.press("Space")  # keep me signed in
    page.keyboard.press("Tab")
    press_enter(page)
    signed_in(page)
    assert [each["expires"] > 0 for each in page.context.cookies() if each["name"] == "session"] == [True]


@pytest.mark.django_db(transaction=True)
def test_without_javascript_one_signs_up_and_in(plain_page: Page) -> None:
    page = plain_page
    page.goto("/account/signup/")
    page.get_by_label("Full name").fill("Mia Lindqvist")
    page.get_by_label("Email address").fill(ADDRESS)
    page.get_by_label("Password").fill(PASSWORD)
    follow(page, page.get_by_role("button", name="Create the account"))
    page.goto("/outbox/")
    follow(page, page.get_by_role("link", name="Confirm your email address"))
    follow(page, page.get_by_role("link", name=re.compile("confirm-email")))
    follow(page, page.get_by_role("button", name="Yes, confirm this address"))
    sign_out(page)
    sign_in(page)
    signed_in(page)


@pytest.mark.django_db(transaction=True)
def test_a_candidate_adds_another_address_and_makes_it_the_main_one(page: Page) -> None:
    user = make_account(ADDRESS, "Mia Lindqvist")
    Candidate.objects.create(program="atlassian", number="AT00000009", user=user, name=user.name, email=user.email)
    sign_in(page)
    page.get_by_label("Another email address").fill("mia@home.example.org")
    follow(page, page.get_by_role("button", name="Add this address"))
    prove(page)
    expect(page.get_by_text("Not confirmed yet")).to_be_visible()
    check_page(page)
    confirm_address(page)
    page.goto("/account/email/")
    page.get_by_role("button", name=re.compile("Make it the main address")).click()
    expect(page.get_by_text("Your main address is changed")).to_be_visible()
    check_page(page)
    assert User.objects.get().email == "mia@home.example.org"
    assert Candidate.objects.get().email == "mia@home.example.org"
    page.get_by_role("button", name=f"Remove {ADDRESS}").click()
    expect(page.get_by_text(f"{ADDRESS} is removed")).to_be_visible()


@pytest.mark.django_db(transaction=True)
def test_a_candidate_changes_the_password(page: Page) -> None:
    make_account(ADDRESS, "Mia Lindqvist")
    sign_in(page)
    page.goto("/account/password/change/")
    check_page(page)
    page.get_by_label("Current password").fill(PASSWORD)
    page.get_by_label("New password").fill("another calm harbor")
    page.get_by_role("button", name="Change the password").click()
    expect(page.get_by_text("Your password is changed")).to_be_visible()
    check_page(page)
