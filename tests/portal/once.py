"""For modules whose journeys are taken once, in a hand: `from tests.portal.once import page`.

`check_page` looks at each page at the width of a desk too. What candidates do most is done at both widths.
"""

import pytest
from playwright.sync_api import Page


@pytest.fixture
def page(phone: Page) -> Page:
    """A page at 390 pixels."""
    return phone
