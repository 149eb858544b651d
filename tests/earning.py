"""The reference program with approved providers, limits of each provider and of a month, and talks that count twice."""

from pathlib import Path

USUAL = Path(__file__).parents[1] / "programs" / "atlassian" / "policy.toml"
LIMITS = """
[category.talks]
name = "Talks"
[category.general]
name = "General"

[[limit]]
key = "one-provider"
title = "From one provider"
types = ["course"]
for_each = "provider"
each = "year of the cycle"
over = "lost"
most = [{ from = 2024-02-01, units = 15, source = "assumption" }]

[[limit]]
key = "talks"
title = "Talks in a month"
categories = ["talks"]
each = "month"
over = "counts as another category"
over_category = "general"
most = [{ from = 2024-02-01, units = 25, source = "assumption" }]
"""


def text() -> str:
    """The policy, as somebody would write it."""
    found = USUAL.read_text().replace('over_limit = "counts 0"', 'over_limit = "as each limit says"')
    found = found.replace("units = 20, source", 'units = 20, first_time = { times = 2, of = "ever" }, source')
    found = found.replace(
        'proof = "completion"', 'proof = "completion"\ncategory = "general"\nproviders = ["PMI", "ISC2"]'
    )
    found = found.replace('proof = "speaker"', 'proof = "speaker"\ncategory = "talks"')
    return found.replace('program = "atlassian"', 'program = "earning"') + LIMITS
