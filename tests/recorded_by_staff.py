"""The reference program with a type that only its staff record, and one that is measured and asks for its provider."""

from recert.journal.change import SYSTEM
from recert.records.actions import publish_policy
from recert.records.models import PolicyVersion
from tests.records.conftest import POLICY

ATTENDANCE = """
[activity.attendance]
title = "Attendance"
one = "attendance"
many = "attendances"
description = "A day at the program's own conference, as its registration desk noted."
recorded_by = "staff"
worth = [{ from = 2024-02-01, units = 6, source = "six units a day" }]

[activity.committee]
title = "Committee work"
one = "session"
many = "sessions"
description = "Hours on a committee of the program."
recorded_by = "staff"
providers = ["Standards board", "Exam board"]
measured_in = { one = "hour", many = "hours", step = 0.5 }
worth = [{ from = 2024-02-01, units = 2, source = "two units an hour" }]
"""


def publish_attendance(text: str | None = None) -> None:
    """Puts such rules in force."""
    text = (text or POLICY.read_text()).replace("[unit]\n", '[unit]\nrounding = "down"\n', 1)
    published = publish_policy(SYSTEM, text + ATTENDANCE, str(POLICY))
    assert isinstance(published, PolicyVersion), published
