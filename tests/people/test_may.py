from recert.people.may import TABLE, may
from tests.conftest import Cast


def test_a_senior_auditor_may_do_what_an_auditor_may_and_everybody_what_a_viewer_may(cast: Cast) -> None:
    for verb in TABLE:
        assert may(cast.senior, verb, "atlassian") or not may(cast.auditor, verb, "atlassian")
        for person in (cast.auditor, cast.senior, cast.owner, cast.administrator):
            assert may(person, verb, "atlassian") or not may(cast.viewer, verb, "atlassian")


def test_who_makes_the_rules_does_not_audit_and_who_audits_does_not_make_rules(cast: Cast) -> None:
    for auditor in (cast.auditor, cast.senior):
        assert not may(auditor, "policy.change", "atlassian")
    for other in (cast.viewer, cast.owner, cast.administrator):
        assert not may(other, "audit.decide", "atlassian")


def test_a_viewer_sees_no_evidence(cast: Cast) -> None:
    assert not may(cast.viewer, "evidence.view", "atlassian")
    assert may(cast.viewer, "candidate.view", "atlassian")


def test_candidates_and_staff_of_another_program_may_nothing_as_staff(cast: Cast) -> None:
    for verb in TABLE:
        for person in (cast.candidate, cast.other, cast.elsewhere):
            assert not may(person, verb, "atlassian")


def test_an_auditor_reads_and_an_owner_records(cast: Cast) -> None:
    assert may(cast.auditor, "candidate.view", "atlassian")
    assert not may(cast.auditor, "credential.record", "atlassian")
    assert may(cast.owner, "credential.record", "atlassian")
