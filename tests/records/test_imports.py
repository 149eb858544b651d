"""Staff import awards and exam results from a file."""

from datetime import date

import pytest

from recert.journal.change import SYSTEM
from recert.journal.models import Event
from recert.people.models import Candidate
from recert.records.actions import Imported, Refused, apply_import, record_credential
from recert.records.imports.lines import Kind
from recert.records.imports.preview import ImportPreview, Outcome, preview_import
from recert.records.models import Credential, ExamResult, Renewal
from recert.records.progress import progress
from tests.conftest import Cast
from tests.records.conftest import join

AWARDS = """candidate,name,certification,awarded,expires
AT00000042,,ACP-JCA,2025-01-15,
new@example.org,Nadia Novak,ACA-ACF,2025-02-28,2026-12-31
grace@example.org,,ACA-ACF,2024-12-10,
"""
EXAMS = """candidate;certification;taken;passed
AT00000042;ACA-900;2026-06-01;yes
AT00000042;ACA-ACF;2026-06-12;yes
AT00000042;ACP-JCA;2026-06-12;no
"""


def preview(kind: Kind, text: str | bytes) -> ImportPreview:
    return preview_import("atlassian", kind, text if isinstance(text, bytes) else text.encode())


def apply(kind: Kind, text: str, digest: str | None = None) -> Imported | Refused:
    return apply_import(SYSTEM, "atlassian", kind, text.encode(), digest or preview(kind, text).digest)


def told(seen: ImportPreview) -> list[str]:
    return [f"{p.line}:{p.column}: {p.sentence}" for p in seen.problems]


def test_staff_see_what_a_file_of_awards_would_do(grace: Candidate) -> None:
    seen = preview(Kind.AWARDS, AWARDS)
    assert not seen.problems
    assert [line.line for line in seen.lines] == [2, 3]
    assert [line.line for line in seen.duplicates] == [4]
    assert [person.shown for person in seen.newcomers] == ["Nadia Novak <new@example.org>"]
    assert [(e.person.key, e.outcome, e.certification, e.new) for e in seen.effects] == [
        ("AT00000042", Outcome.AWARDED, "ACP-JCA", date(2027, 1, 15)),
        ("new@example.org", Outcome.AWARDED, "ACA-ACF", date(2026, 12, 31)),
    ]
    assert Credential.objects.count() == 1


def test_staff_apply_a_file_of_awards(grace: Candidate) -> None:
    assert apply(Kind.AWARDS, AWARDS) == Imported(recorded=2, newcomers=1, duplicates=1)
    fresh = Candidate.objects.get(email="new@example.org")
    assert (fresh.name, fresh.user, fresh.number[:2], len(fresh.number)) == ("Nadia Novak", None, "AT", 10)
    assert fresh.credentials.get().expires == date(2026, 12, 31)
    assert list(Event.objects.order_by("-number").values_list("verb", flat=True)[:3]) == [
        "credential.recorded",
        "credential.recorded",
        "candidate.joined",
    ]


def test_the_same_file_again_changes_nothing(grace: Candidate) -> None:
    apply(Kind.AWARDS, AWARDS)
    before = Event.objects.count()
    assert apply(Kind.AWARDS, AWARDS) == Imported(recorded=0, newcomers=0, duplicates=3)
    assert Event.objects.count() == before


def test_exam_results_award_and_renew(grace: Candidate) -> None:
    seen = preview(Kind.EXAMS, EXAMS)
    assert [(e.outcome, e.certification, e.old, e.new) for e in seen.effects] == [
        (Outcome.RENEWED, "ACA-ACF", date(2026, 12, 10), date(2028, 12, 10)),
        (Outcome.AWARDED, "ACA-JSWE", None, date(2028, 6, 1)),
    ]
    assert apply(Kind.EXAMS, EXAMS) == Imported(recorded=3, newcomers=0, duplicates=0)
    assert ExamResult.objects.filter(passed=False).count() == 1
    (standing,) = progress(grace).assessment.groups
    assert {h.certification: h.expires for h in standing.holdings} == {
        "ACA-ACF": date(2028, 12, 10),
        "ACA-JSWE": date(2028, 6, 1),
    }


def test_what_changes_nothing_is_said_to_change_nothing(grace: Candidate) -> None:
    seen = preview(Kind.EXAMS, "candidate,certification,taken,passed\nAT00000042,ACA-ACF,2026-06-12,no\n")
    assert [effect.outcome for effect in seen.effects] == [Outcome.UNCHANGED]


def test_a_file_is_not_applied_when_the_facts_changed_since_its_preview(grace: Candidate) -> None:
    seen = preview(Kind.EXAMS, EXAMS)
    record_credential(SYSTEM, grace, "ACA-JSWE", date(2026, 1, 1))
    outcome = apply(Kind.EXAMS, EXAMS, seen.digest)
    assert isinstance(outcome, Refused) and "has changed since the preview" in outcome.problems[0].sentence
    assert not ExamResult.objects.exists()


def test_another_file_is_not_applied_under_a_previews_digest(grace: Candidate) -> None:
    seen = preview(Kind.EXAMS, EXAMS)
    assert isinstance(apply(Kind.EXAMS, EXAMS.replace("yes", "no"), seen.digest), Refused)


def test_a_file_with_one_bad_line_is_not_applied_at_all(grace: Candidate) -> None:
    text = AWARDS + "AT99999999,,ACA-ACF,2024-12-10,\n"
    assert told(preview(Kind.AWARDS, text)) == ["5:candidate: No candidate has the number AT99999999. Check it."]
    assert isinstance(apply(Kind.AWARDS, text), Refused)
    assert Credential.objects.count() == 1


def test_a_candidate_is_known_by_every_verified_address(cast: Cast, program: str) -> None:
    from allauth.account.models import EmailAddress

    EmailAddress.objects.create(user=cast.candidate, email="ada@work.example.org", verified=True)
    EmailAddress.objects.create(user=cast.other, email="ada2@work.example.org", verified=False)
    text = "candidate,certification,awarded\nADA@work.example.org,ACA-ACF,2025-01-01\n"
    (line,) = preview(Kind.AWARDS, text).lines
    assert line.person.key == "AT00000001"
    unverified = "candidate,certification,awarded\nada2@work.example.org,ACA-ACF,2025-01-01\n"
    assert "add a name" in told(preview(Kind.AWARDS, unverified))[0]


def test_one_newcomer_in_several_lines_is_one_candidate(program: str) -> None:
    text = (
        "candidate,name,certification,awarded\n"
        "new@example.org,Nadia Novak,ACA-ACF,2025-01-01\nNEW@example.org,,ACP-JCA,2025-01-01\n"
    )
    assert apply(Kind.AWARDS, text) == Imported(2, 1, 0)
    assert Candidate.objects.get().credentials.count() == 2


def test_lines_that_contradict_each_other_are_problems(grace: Candidate) -> None:
    text = EXAMS + "AT00000042;ACP-JCA;2026-06-12;yes\n"
    assert told(preview(Kind.EXAMS, text)) == [
        "5:passed: This contradicts what is on record, or an earlier line, for the same day. Check both."
    ]


def test_a_line_twice_is_a_duplicate(grace: Candidate) -> None:
    text = EXAMS + "AT00000042;ACP-JCA;2026-06-12;no\n"
    assert [line.line for line in preview(Kind.EXAMS, text).duplicates] == [5]


@pytest.mark.parametrize(
    "text",
    [
        EXAMS.encode("utf-8-sig"),
        EXAMS.encode("utf-16"),
        EXAMS.replace(";", ",").encode(),
        EXAMS.replace(";", "\t").encode(),
        EXAMS.replace("\n", "\r\n").encode(),
        ("sep=;\n" + EXAMS).encode(),
        EXAMS.replace("candidate", '"Candidate"').encode(),
        EXAMS.replace("\nAT", "\n\n;;;\nAT", 1).encode(),
    ],
)
def test_files_of_all_spreadsheets_are_read(grace: Candidate, text: bytes) -> None:
    seen = preview(Kind.EXAMS, text)
    assert not seen.problems
    assert [line.certification for line in seen.lines] == ["ACA-JSWE", "ACA-ACF", "ACP-JCA"]


HEADER = "candidate,name,certification,awarded,expires\n"


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (b"", "0:: The file is empty. Its first line names the columns."),
        (b"\x00\x01", "0:: The file is not text. Export the sheet as “CSV UTF-8” and send that."),
        (
            HEADER.encode() + "x,Zoë".encode("latin-1"),
            "2:: The file is not UTF-8 text. Export it again as “CSV UTF-8”.",
        ),
        (b"a" * (1024 * 1024 + 1), "0:: The file is larger than 1 MB. Split it into several."),
        ("candidate,certification\nx,y\n", "1:awarded: The column “awarded” is missing. Add it."),
        (
            "candidate,certification,awarded,award\n",
            "1:award: There is no column “award”. Perhaps “awarded” is meant. The columns are candidate, "
            "certification, awarded, name, expires.",
        ),
        (
            "candidate,candidate,certification,awarded\n",
            "1:candidate: The column “candidate” is there twice. Remove one.",
        ),
        (
            HEADER + '=HYPERLINK("http://example.org"),,ACA-ACF,2025-01-01,',
            '2:candidate: “=HYPERLINK("http://example.org")” begins like a formula. Write the value itself.',
        ),
        (
            HEADER + "=1+1,,ACA-ACF,2025-01-01,",
            "2:candidate: “=1+1” begins like a formula. Write the value itself.",
        ),
        (
            HEADER + "new@example.org,@SUM(A1),ACA-ACF,2025-01-01,",
            "2:name: “@SUM(A1)” begins like a formula. Write the value itself.",
        ),
        (
            HEADER + "AT00000042,,ACA-ACF,2025-01-01",
            "2:: This line has 4 cells and the header has 5. Check its separators and quotation marks.",
        ),
        (
            HEADER + 'AT00000042,"unclosed,ACA-ACF,2025-01-01,',
            "2:: The quotation marks don't match up from this line on. A quoted cell ends with one mark.",
        ),
        (
            HEADER + "AT00000042,,ACA-ACF,03/04/2025,",
            "2:awarded: “03/04/2025” is no day we can be sure of. Write it as year-month-day, such as 2026-03-31.",
        ),
        (
            HEADER + "AT00000042,,ACA-ACF,2025-02-30,",
            "2:awarded: “2025-02-30” is no day we can be sure of. Write it as year-month-day, such as 2026-03-31.",
        ),
        (HEADER + "AT00000042,,ACA-ACF,2027-02-20,", "2:awarded: February 20, 2027 is in the future. Check the date."),
        (
            HEADER + "AT00000042,,ACX-1,2025-02-20,",
            "2:certification: This program has no certification “ACX-1”. Check the code.",
        ),
        (
            HEADER + "AT00000042,,ACP-JA,2025-02-20,",
            "2:awarded: ACP-JA was retired as of February 1, 2024 and can't be awarded from that day on. "
            "Check code and date.",
        ),
        (
            HEADER + "AT00000042,,ACA-ACF,2025-02-20,2025-02-20",
            "2:expires: The expiry date is not after the award. Check both dates.",
        ),
        (
            HEADER + "somebody,,ACA-ACF,2025-02-20,",
            "2:candidate: “somebody” is neither a candidate's number nor an email address. Check it.",
        ),
        (
            HEADER + "who@example.org,,ACA-ACF,2025-02-20,",
            "2:candidate: No candidate has the address who@example.org. Check it, or add a name to record "
            "somebody new.",
        ),
        (
            HEADER + "who@example.org,a\u202eb,ACA-ACF,2025-02-20,",
            "2:name: This cell contains characters that can't be shown. Type it again.",
        ),
    ],
)
def test_what_is_wrong_is_told_with_its_line(grace: Candidate, text: str | bytes, problem: str) -> None:
    assert told(preview(Kind.AWARDS, text)) == [problem]


def test_all_problems_of_a_file_are_told_at_once(grace: Candidate) -> None:
    text = HEADER + "AT1,,ACA-ACF,2025-01-01,\nAT00000042,,ACA-ACF,soon,\nAT00000042,,NONE,2025-01-01,\n"
    assert [problem.line for problem in preview(Kind.AWARDS, text).problems] == [2, 3, 4]


def test_a_file_of_more_than_two_thousand_lines_is_refused(grace: Candidate) -> None:
    text = HEADER + "AT00000042,,ACA-ACF,2025-01-01,\n" * 2001
    assert told(preview(Kind.AWARDS, text))[-1].startswith("2002:: The file has more than 2,000 lines.")


def test_the_preview_of_a_large_file_asks_few_questions(program: str, django_assert_max_num_queries: object) -> None:
    for n in range(60):
        join(f"AT{n:08d}", f"c{n}@example.org")
    text = "candidate,certification,awarded\n" + "".join(f"AT{n:08d},ACA-ACF,2025-01-01\n" for n in range(60))
    with django_assert_max_num_queries(15):  # type: ignore[operator]
        assert len(preview(Kind.AWARDS, text).lines) == 60
    assert not Renewal.objects.exists()
