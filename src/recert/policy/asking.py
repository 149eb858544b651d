"""What has to be known of an activity of a type, because some rule looks at it."""

from recert.policy.model import Policy


def asks_provider(policy: Policy, kind: str) -> bool:
    """Whether it matters who gave an activity of this type."""
    found = next((each for each in policy.types if each.key == kind), None)
    if found is None:
        return False
    own = any(cap.of_provider and kind in cap.types for cap in policy.caps)
    # what is over another limit may come to a category whose limit is of each provider
    return bool(found.providers) or own or any(cap.of_provider and cap.categories for cap in policy.caps)
