from recert.people.may import TABLE, may
from tests.conftest import Cast


def test_an_owner_may_do_what_an_auditor_may(cast: Cast) -> None:
    for verb in TABLE:
        assert may(cast.owner, verb, "atlassian") or not may(cast.auditor, verb, "atlassian")


def test_candidates_and_staff_of_another_program_may_nothing_as_staff(cast: Cast) -> None:
    for verb in TABLE:
        for person in (cast.candidate, cast.other, cast.elsewhere):
            assert not may(person, verb, "atlassian")


def test_an_auditor_reads_and_an_owner_records(cast: Cast) -> None:
    assert may(cast.auditor, "candidate.view", "atlassian")
    assert not may(cast.auditor, "credential.record", "atlassian")
    assert may(cast.owner, "credential.record", "atlassian")
