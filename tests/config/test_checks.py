from typing import Any

import pytest
from django.core.checks import run_checks

from recert.config.checks import TAG


def ids() -> set[str | None]:
    return {found.id for found in run_checks(tags=[TAG], include_deployment_checks=True)}


def test_the_settings_of_a_developer_are_fine() -> None:
    assert ids() == set()


@pytest.mark.parametrize(
    ("wrong", "found"),
    [
        ({"SITE_URL": "http://recert.example.org", "ALLOWED_HOSTS": ["recert.example.org"]}, {"recert.E001"}),
        ({"SITE_URL": "https://recert.example.org", "HTTPS": True, "PROXIES": 1}, {"recert.E002"}),
        ({"ALLOWED_HOSTS": ["*"]}, {"recert.E003"}),
        ({"MAIL_SERVER": None}, {"recert.E005"}),
        ({"SITE_URL": "https://a.org", "ALLOWED_HOSTS": ["a.org"], "HTTPS": True, "PROXIES": 0}, {"recert.W001"}),
    ],
)
def test_a_mistake_is_found_by_its_id(settings: Any, wrong: dict[str, Any], found: set[str]) -> None:
    settings.DEVELOPMENT = False
    settings.MAIL_SERVER = {"host": "mail.example.org"}
    for name, value in wrong.items():
        setattr(settings, name, value)
    assert ids() == found


def test_the_outbox_is_never_public(settings: Any) -> None:
    settings.SITE_URL, settings.ALLOWED_HOSTS = "https://a.org", ["a.org"]
    settings.HTTPS, settings.PROXIES, settings.DEVELOPMENT = True, 1, True
    assert ids() == {"recert.E004"}
