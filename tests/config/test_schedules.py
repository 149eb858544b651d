"""What the worker does again and again is in the code; its table follows."""

import pytest
from django_q.conf import Conf
from django_q.models import Schedule

from recert.config import schedules


@pytest.mark.django_db
def test_the_worker_s_table_of_schedules_is_the_one_in_the_code() -> None:
    Schedule.objects.create(name="of a former version", func="nowhere")
    schedules.write()
    first = set(Schedule.objects.values_list("name", "next_run"))
    schedules.write()
    assert set(Schedule.objects.values_list("name", "next_run")) == first
    assert {name for name, _next in first} == {each.name for each in schedules.SCHEDULES}


def test_the_worker_goes_on_looking_what_is_due() -> None:
    """When it starts it looks by itself; after that its cluster does, twice a minute."""
    assert Conf.SCHEDULER and Conf.GUARD_CYCLE <= 1
