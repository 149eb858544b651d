"""A policy that is wrong: every problem at once, each with its line and what to do."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recert.policy.model import Policy
from recert.policy.problem import Problems
from recert.policy.read import parse_policy, read_policy
from recert.policy.warn import doubts
from tests.policy.strategies import PROGRAMS

TEXT = (PROGRAMS / "atlassian" / "policy.toml").read_text()


def problems(text: str) -> list[str]:
    found = parse_policy(text, "policy.toml")
    return [f"{p.what}: {p.fix}" for p in found.problems] if isinstance(found, Problems) else []


def line_of(text: str, words: str) -> int:
    return text[: text.index(words)].count("\n") + 1


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("months = 24", "mnths = 24", "`mnths` means nothing in [cycle]: did you mean `months`?"),
        ("months = 24", "months = 0", "`months` is 0: write a whole number from 1 to 240"),
        ("months = 24", 'months = "24"', '`months` is the text "24": write months = 24'),
        ("months = 24", "months = true", "`months` is true: write months = N, a whole number from 1 to 240"),
        (
            "grace_days = 90\n",
            "",
            "`grace_days` is missing in [cycle]: write grace_days = N, a whole number from 0 to 3650",
        ),
        ('surplus = "not carried"', 'surplus = "caried"', '`surplus` is "caried": did you mean "carried"?'),
        ('surplus = "not carried"', 'surplus = "carried"', "it is not said how much is carried: write [carry]"),
        ("units = 50", "units = 50.5", "50.5 is no whole number of steps of 1: round it, or make `step` smaller"),
        ("units = 50", "unit = 50", "`unit` means nothing in [group.aca.requires]: did you mean `units`?"),
        ("months = 24", 'months = "36"', '`months` is the text "36": write months = 36'),
        ("units = 30", "units = -30", "`units` is -30: write a number from 0 to 1000000"),
        ("units = 30", "units = nan", "`units` is NaN: write a number from 0 to 1000000"),
        (
            "from = 2024-02-01\n",
            'from = "soon"\n',
            '`from` is the text "soon": write from = DATE, written as 2024-02-01 without',
        ),
        ("from = 2024-02-01\n", "from = 2024-02-01T10:00:00\n", "`from` has a time of day: write the date alone"),
        ("from = 2024-02-01\n", "from = 1024-02-01\n", "`from` is 1024-02-01: write a date from 1950 to 2199"),
        ('group = "acp"\n', 'group = "apc"\n', 'there is no group "apc": did you mean "acp"?'),
        ('time_zone = "UTC"', 'time_zone = "Mars"', '"Mars" is no time zone: write a name such as "UTC"'),
        ("months = 12\n", "months = 12\nto = 2026-01-01\n", "a move needs a day or a number of months"),
        ("last = 2024-09-29", "last = 2023-09-29", "2023-09-29 comes before 2024-02-01"),
        ("to = 2024-09-30", "to = 2024-05-30", "2024-05-30 lies in the days that are moved"),
        ('source = "Announcement of 2024 (R14), the day decided here"', "", "ACP-JA is retired without a source"),
        ("most = 4", "most = 4000", "4000 uses are no limit"),
        ("[retake]", "[[retake]]", "`retake` is a list, and stands once: write [retake] instead of [[retake]]"),
        (
            'grace_activity = "ended cycle"',
            'grace_activity = "another cycle"',
            '`grace_activity` is "another cycle": write one of "ended cycle", "ended cycle, as far as needed", ',
        ),
        (
            "months = 24",
            "months = 24\nopens_weeks = 6",
            "`opens_weeks` means nothing in [cycle]: did you mean `opens_days`? known here: ",
        ),
        ("months = 24", "months = 24\nopens = 6", "`opens` means nothing in [cycle]: did you mean `opens_days` or "),
        (
            "months = 24",
            "months = 24\ndeadline = 30",
            "`deadline` means nothing in [cycle]: write it in a table of its own, [deadline]",
        ),
        ('version = "2024-02"', 'version = ""', "`version` is empty"),
    ],
)
def test_an_author_is_told_what_to_do(before: str, after: str, expected: str) -> None:
    assert before in TEXT
    found = problems(TEXT.replace(before, after, 1))
    assert any(problem.startswith(expected) for problem in found), found


@pytest.mark.parametrize("text", ["", "\n\n", "# what comes here later\n"])
def test_an_empty_file_is_one_problem(text: str) -> None:
    begin = "begin a program with recert policy new FOLDER, and change it"
    assert problems(text) == [f"nothing is written here: {begin}"]


def test_a_table_with_a_name_that_stands_in_a_list_is_told_where_it_is() -> None:
    text = 'program = "x"\n\n[circumstance.leave]\ntitle = "Leave"\n'
    found = parse_policy(text, "policy.toml")
    assert isinstance(found, Problems)
    what = "`circumstance` is one table, and must be a list of them"
    fix = "write [[circumstance]] instead of [circumstance.leave]"
    assert f"policy.toml:3: {what}: {fix}" in [str(problem) for problem in found.problems]


def test_a_circumstance_that_is_not_there_is_written_as_one_of_a_list() -> None:
    found = problems(TEXT.replace("units = 50", 'units = 50, when = { is = ["leave"] }', 1))
    assert 'there is no circumstance "leave": write [[circumstance]], with key = "leave"' in found


def test_a_problem_has_its_line_and_column() -> None:
    text = TEXT.replace("most = 4", 'most = "4"')
    found = parse_policy(text, "policy.toml")
    assert isinstance(found, Problems)
    (problem,) = found.problems
    assert problem.line == line_of(text, 'most = "4"')
    assert str(problem).startswith(f"policy.toml:{problem.line}: ")


def test_of_a_list_where_one_table_stands_nothing_else_is_said() -> None:
    text = TEXT.replace("[retake]", "[[retake]]")
    found = parse_policy(text, "policy.toml")
    assert isinstance(found, Problems)
    (problem,) = found.problems
    assert problem.line == line_of(text, "[[retake]]")


def test_all_problems_are_reported_at_once() -> None:
    text = TEXT.replace("months = 24", "months = 0").replace("digits = 8", "digits = 99").replace("step = 1", "stp = 1")
    assert len(problems(text)) == 3


def test_two_values_must_come_in_order() -> None:
    twice = "[{ from = 2024-02-01, units = 50, source = 'a' }, { from = 2024-02-01, units = 60, source = 'b' }]"
    text = TEXT.replace(
        '[{ from = 2024-02-01, units = 50, source = "Announcement of 2024 (R3): Associate needs 50 units per cycle" }]',
        twice,
    )
    fix = "take one out, or say with `when` for whom it holds"
    assert problems(text) == [f"two values hold for everybody from 2024-02-01 on: {fix}"]
    earlier = text.replace("from = 2024-02-01, units = 60", "from = 2023-02-01, units = 60")
    assert problems(earlier) == ["2023-02-01 does not come after 2024-02-01: put the values in order of days"]


def test_whoever_writes_the_exception_above_the_rule_is_told_which_comes_first() -> None:
    text = TEXT.replace(
        "units = 50", "units = 5, when = { cycle_to = 1 }, source = 'a' }, { from = 2024-02-01, units = 50", 1
    )
    what = "from 2024-02-01 on this holds for everybody, and would end what stands above with `when`"
    assert problems(text) == [f"{what}: put this value above those with `when`"]


def test_whoever_writes_a_rate_before_the_measure_is_told_to_write_that_first() -> None:
    text = TEXT.replace("units = 20, source", "units = 1, per = 50, source", 1)
    (found,) = problems(text)
    assert found.startswith(
        "`per` is for what is measured, and nothing says in what this is: write measured_in = { one"
    )
    assert found.endswith("in [activity.presenting] first")


def test_whoever_writes_groups_with_the_plural_is_told_the_name_and_of_nothing_that_follows() -> None:
    text = TEXT.replace("[group.", "[groups.").replace("months = 24", "mnths = 24")
    keys = ["aca", "acp", "ace"]
    groups = [f"[groups.{key}] is one of [group.NAME]: write [group.{key}]" for key in keys if f"[group.{key}]" in TEXT]
    slip = "`mnths` means nothing in [cycle]: did you mean `months`?"
    assert groups
    assert sorted(problems(text)) == sorted([*groups, slip])


BY = """
[proration]
months_counted = "full"
by = "{by}"
{more}
source = "decided"
"""


@pytest.mark.parametrize(
    ("by", "more", "said"),
    [
        (
            "for every",
            "every_months = 12\nunits = 8\nminima = []",
            '`minima` is a list, and by = "for every" takes so much of each for these months: write minima = { CAT',
        ),
        (
            "share",
            'rounding = "up"\nto = 1\nminima = []\nmonth_of_award = "counts"',
            '`month_of_award` goes with months_counted = "begun": full months begin with the award',
        ),
        ("share", 'rounding = "up"\nto = 1\nminima = []\nunits = 8', '`units` goes with by = "for every", and this is'),
    ],
)
def test_whoever_mixes_two_ways_to_prorate_is_told_to_which_one_a_key_belongs(by: str, more: str, said: str) -> None:
    (found,) = problems(TEXT + BY.format(by=by, more=more))
    assert found.startswith(said)


def test_whoever_writes_a_version_as_a_number_or_a_date_is_told_to_quote_it() -> None:
    for written in ("2025", "2025-01-01"):
        text = TEXT.replace('version = "2024-02"', f"version = {written}")
        assert problems(text) == [f'`version` is {written}: write version = "{written}"']


def test_the_bundled_policy_has_a_digest_of_its_text() -> None:
    one, other = parse_policy(TEXT), parse_policy(TEXT + "# a remark\n")
    assert isinstance(one, Policy) and isinstance(other, Policy)
    assert one.digest != other.digest


def test_a_text_that_is_too_long_is_refused_politely() -> None:
    assert problems("#" * 1_000_001) == ["the file has 1,000,001 characters: keep it under 1,000,000"]


def test_what_is_no_toml_says_where() -> None:
    found = parse_policy('program = "atlassian"\nname = = 3\n', "policy.toml")
    assert isinstance(found, Problems)
    assert found.problems[0].line == 2
    assert "this is not TOML" in str(found.problems[0])


@given(st.text(max_size=300))
def test_any_text_gives_problems_and_never_a_traceback(text: str) -> None:
    assert isinstance(parse_policy(text), Problems)


LINES = TEXT.splitlines()


@given(st.integers(0, len(LINES) - 1), st.sampled_from(["", "x = 1", "[x]", "= 3", '"', "[[move]]", "units = {}"]))
def test_a_policy_with_one_line_changed_gives_problems_or_a_policy(at: int, line: str) -> None:
    changed = "\n".join([*LINES[:at], line, *LINES[at + 1 :]])
    assert isinstance(parse_policy(changed), Policy | Problems)


def test_a_cascade_of_what_is_no_certification_gives_no_traceback() -> None:
    """What stands under the code is so wrong that it makes none; the cascade itself is not at fault."""
    cascade = """
[[cascade]]
key = "up"
title = "Up"
by = "renewing"
of = ["ACA-JSWE"]
renews = ["ACP-JCA"]
new_expiry = "with it"
from = 2024-02-01
source = "a rule"
"""
    for code in ("ACA-JSWE", "ACP-JCA"):
        before, after = TEXT.split(f"[certification.{code}]\n", 1)
        rest = after[after.index("[certification.") :]
        (found,) = problems(f"{before}[certification]\n{code} = 3\n{rest}{cascade}")
        assert found.startswith(f"`{code}` is 3")


def test_a_condition_where_there_is_none_is_not_also_said_to_be_out_of_order() -> None:
    text = (PROGRAMS / "pmi" / "policy.toml").read_text()
    row = next(line for line in text.splitlines() if line.startswith("worth = [{"))
    more = (
        row.removesuffix("]") + ", " + row.removeprefix("worth = [").replace("source", "when = { cycle = 1 }, source")
    )
    found = parse_policy(text.replace(row, more, 1))
    assert isinstance(found, Problems)
    assert [p.what for p in found.problems] == ["`when` means nothing in [activity.ways-of-working-course.worth]"]


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("from = 2024-02-01\n", 'from = "2023-11-01"\n', '`from` is the text "2023-11-01": write from = 2023-11-01'),
        ("units = 50", 'units = "50"', '`units` is the text "50": write units = 50'),
        ("units = 50", 'units = "22.5 %"', '`units` is the text "22.5 %": write units = 22.5'),
        ("months = 12\n", 'months = "12"\n', '`months` is the text "12": write months = 12'),
        ("units = 50", 'units = "many"', '`units` is the text "many": write units = N'),
        ("in_grace = true", 'in_grace = "True"', '`in_grace` is the text "True": write in_grace = true'),
        ("first = 2024-02-01", 'first = "2024-02-01"', '`first` is the text "2024-02-01": write first = 2024-02-01'),
        ("last = 2024-09-29", 'last = "2024-09-29"', '`last` is the text "2024-09-29": write last = 2024-09-29'),
        ("to = 2024-09-30", "to = 2024-09-30T00:00:00", "`to` has a time of day: write the date alone"),
        ("units = 50", "count = 50", "`count` is `units` here: write units = 50"),
    ],
)
def test_whoever_quotes_a_value_is_told_that_value_and_nothing_that_only_follows(
    before: str, after: str, expected: str
) -> None:
    assert before in TEXT
    assert problems(TEXT.replace(before, after, 1)) == [expected]


def test_whoever_quotes_the_second_of_two_days_is_not_told_of_a_day_that_stands_nowhere() -> None:
    one = "from = 2024-02-01, units = 50, source = 'a'"
    for values in (
        f"{{ from = '2023-11-01', {one[19:]} }}, {{ {one} }}",
        f"{{ {one} }}, {{ from = '2025-11-01', {one[19:]} }}",
    ):
        text = re.sub(r"requires = \[.*R3.*Associate.*", f"requires = [{values}]", TEXT, count=1)
        found = problems(text)
        assert len(found) == 1 and "write from = 202" in found[0] and "-11-01" in found[0], found


def test_whoever_forgets_a_number_is_told_none_that_would_change_the_rule() -> None:
    for line in ("months = 24\n", "grace_days = 90\n", "digits = 8\n"):
        (found,) = problems(TEXT.replace(line, "", 1))
        assert f"write {line.split(' ')[0]} = N, a whole number from" in found


def test_whoever_writes_an_answer_of_their_own_is_not_told_that_what_belongs_to_it_means_nothing() -> None:
    text = TEXT.replace(
        'surplus = "not carried"', 'surplus = "not carried"\nunmet = "goes on"\nshortfall = "is forgiven"'
    )
    (found,) = problems(text)
    assert found.startswith('`unmet` is "goes on": write one of ')


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("[cycle]", "[cycles]", "`cycles` means nothing in the file: did you mean `cycle`?"),
        ("[counting]", "[countin]", "`countin` means nothing in the file: did you mean `counting`?"),
        ("[retake]", "[retakes]", "`retakes` means nothing in the file: did you mean `retake`?"),
        ("months = 24", "month = 24", "`month` means nothing in [cycle]: did you mean `months`?"),
        ("units = 50", "unit = 50", "`unit` means nothing in [group.aca.requires]: did you mean `units`?"),
    ],
)
def test_whoever_misspells_a_key_or_a_table_is_told_that_alone(before: str, after: str, expected: str) -> None:
    assert problems(TEXT.replace(before, after, 1)) == [expected]


def test_what_else_is_wrong_in_a_misspelled_table_is_said_with_its_line() -> None:
    text = TEXT.replace("[cycle]", "[cycles]").replace("months = 24", "months = 0")
    found = parse_policy(text, "policy.toml")
    assert isinstance(found, Problems)
    assert [problem.what for problem in found.problems] == [
        "`cycles` means nothing in the file",
        "`months` is 0",
    ]
    assert [problem.line for problem in found.problems] == [line_of(text, "[cycles]"), line_of(text, "months = 0")]


@pytest.mark.parametrize(
    ("written", "what", "fix"),
    [
        ("units = 22,5", "22,5 has a comma", "write 22.5: decimals take a point"),
        ("x = [{ units = 0,5 }]", "0,5 has a comma", "write 0.5: decimals take a point"),
        ("x = [{ units = 0,5, source = 'a, b' }]", "0,5 has a comma", "write 0.5: decimals take a point"),
        ("one = hour", "hour stands without quotes", 'write "hour": words take quotes'),
        ("surplus = not carried # so", "not carried stands without quotes", 'write "not carried": words take quotes'),
        ("types = [course]", "course stands without quotes", 'write "course": words take quotes'),
        ("one = “hour”", "its quotes are typographic ones", 'write straight ones: "…"'),
        ("in_grace = True", "True has a capital letter", "write true"),
        ("x = [{ from = 01.11.2023, units = 1 }]", "01.11.2023 is no date here", "write 2023-11-01: the year, "),
        ("from = 11/01/2023", "11/01/2023 is no date here", "write the year, the month, the day, as 2024-02-01"),
        ("from = 2023-1-5", "2023-1-5 is no date here", "write 2023-01-05: two digits for month and day"),
        (
            "from = 2023-11-31",
            "there is no day 2023-11-31",
            "write a day that there is: the last of that month is 2023-",
        ),
        ("percent = 50%", "50% is no number here", "write 50 alone"),
        ("months = 06", "06 begins with a 0", "write 6"),
        ("months: 6", "a colon stands after months", "write months = …"),
        (
            "a = 1\na = 2",
            "`a` stands twice in one table",
            "leave one of them out, or write the [table] of the second above it",
        ),
        ("[cycle]\na = 1\n[cycle]\nb = 1", "[cycle] stands twice", "put its lines together under one of them"),
        (
            "[circumstance]\nkey = 'a'\n[circumstance]\nkey = 'b'",
            "there are several circumstance, so that they are a list",
            "write [[circumstance]] each time, instead of [circumstance]",
        ),
        (
            "[[group.a.or.also]]\nkey = 'a'\n[[group.a.or]]\nkey = 'b'",
            "[[group.a.or.also]] stands above the [[group.a.or]] that it is in",
            "write [[group.a.or]] above it",
        ),
        ("x = [{ a = 1,\n b = 2 }]", "what stands in { } goes on in another line", "write all of it on one line"),
        ('a = "b\nc = 1', "a text in quotes does not end on its line", 'end it with "'),
    ],
)
def test_whoever_writes_no_toml_is_told_in_their_own_words(written: str, what: str, fix: str) -> None:
    found = parse_policy(f"program = 'x'\n{written}\n", "policy.toml")
    assert isinstance(found, Problems)
    (problem,) = found.problems
    assert (problem.what, problem.fix[: len(fix)]) == (what, fix)
    assert problem.line > 1


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("worth = [", "worth = 1 # [", '`worth` is 1: write worth = [{ from = DATE, units = 1, source = "…" }]'),
        (
            "months = 24",
            "years = 2",
            "`years` means nothing in [cycle]: write months = 24",
        ),
        (
            'ends = "same day" ',
            'ends = "03-31" ',
            '`ends` is "03-31": write ends = "end of year", and year_ends = ["03-31"]',
        ),
        (
            'ends = "same day" ',
            'ends = "end of quarter" ',
            '`ends` is "end of quarter": '
            'write ends = "end of year", and year_ends = ["03-31", "06-30", "09-30", "12-31"]',
        ),
        (
            'ends = "same day" ',
            'anchor = "calendar"\nends = "end of year" ',
            'with anchor = "calendar" a cycle ends with its period: '
            "leave `ends` out: `periods_from` of each group, and `months`, say when that is",
        ),
        (
            "months = 24",
            'months = 24\nshortfall = "is forgiven"',
            "it is asked only where the next cycle begins without what is missing: "
            'write unmet = "the next cycle begins" as well, or leave `shortfall` out',
        ),
    ],
)
def test_whoever_writes_a_rule_in_another_way_is_told_how_it_is_written(before: str, after: str, expected: str) -> None:
    found = problems(TEXT.replace(before, after, 1))
    assert expected in found, found


def test_whoever_leaves_a_table_out_is_told_its_header() -> None:
    text = TEXT[: TEXT.index("[candidate]")] + TEXT[TEXT.index("[groups]") :]
    assert problems(text)[0] == "`candidate` is missing in the file: write [candidate]"


def test_whoever_writes_one_table_on_its_line_is_told_to_put_it_in_brackets() -> None:
    text = re.sub(r"worth = \[(\{.*\})\]", r"worth = \1", TEXT, count=1)
    assert text != TEXT
    assert problems(text) == ["`worth` is one table, and must be a list of them: put [ ] around it: worth = [{ … }]"]


def test_whoever_shrinks_minima_by_the_name_of_another_table_is_told_its_name_here() -> None:
    leave = """
[category.ethics]
name = "Ethics"
[group.aca.minimum]
ethics = [{ from = 2024-02-01, units = 4, source = "x" }]
[[circumstance]]
key = "leave"
title = "Leave"
description = "A leave."
evidence = "A letter."
removes = "months"
months_counted = "full"
at_least_days = 0
most_months = 0
rounding = "up"
to = 1
minima = ["ethics"]
extends = false
source = "x"
"""
    assert problems(TEXT + leave) == ["`minima` means nothing in [circumstance]: did you mean `shrinks`?"]


WITHOUT_UNITS = """
[counter.talks]
name = "Talks"
one = "talk"
many = "talks"
counts = "uses"
types = ["presenting"]
[[group.aca.or]]
key = "talk"
title = "A talk"
[[group.aca.or.also]]
key = "talk"
title = "A talk"
kind = "counter"
counter = "talks"
least = [{ from = 2024-02-01, count = 1, source = "x" }]
"""


def test_whoever_misspells_what_a_counter_counts_is_told_that_alone() -> None:
    worthless = re.sub(r"(?s)(\[activity\.presenting\].*?)worth = [^\n]*\nuses = [^\n]*\n", r"\1", TEXT, count=1)
    assert worthless != TEXT
    assert problems(worthless + WITHOUT_UNITS.replace('["presenting"]', '["presentin"]')) == [
        'there is no activity "presentin": did you mean "presenting"?'
    ]


def test_whoever_misspells_a_kind_is_told_that_alone() -> None:
    recent = """
[[group.aca.also]]
key = "recent"
title = "Recently"
kind = "last month"
months = 12
before = "the renewal"
carried_units = "don't count"
least = [{ from = 2024-02-01, units = 10, source = "x" }]
"""
    assert problems(TEXT + recent) == ['`kind` is "last month": did you mean "last months"?']


def test_whoever_calls_units_by_their_name_is_told_their_key() -> None:
    named = TEXT.replace('many = "CE units"', 'many = "CE credits"', 1)
    found = problems(named.replace("units = 50", "credits = 50", 1))
    assert found == ["`credits` is `units` here: write units = 50"]
    worth = named.replace("worth = [{ from = 2024-02-01, units = 10", "worth = [{ from = 2024-02-01, credits = 10", 1)
    assert problems(worth) == ["`credits` is `units` here: write units = 10"]


def test_what_is_measured_and_worth_nothing_needs_no_rounding() -> None:
    pounds = """
[counter.fees]
name = "Fees"
one = "pound"
many = "pounds"
counts = "quantity"
types = ["fee"]
[activity.fee]
title = "Fee"
one = "fee"
many = "fees"
description = "The fee."
evidence = "A receipt."
proof = "registration"
measured_in = { one = "pound", many = "pounds" }
worth = WORTH
"""
    assert problems(TEXT + pounds.replace("WORTH", "[]")) == []
    (found,) = problems(TEXT + pounds.replace("WORTH", '[{ from = 2024-02-01, units = 1, per = 3, source = "x" }]'))
    what = "it is not said how an amount between two steps is rounded, such as fee may give"
    assert found.startswith(f"{what}: write rounding = ")


def test_whoever_writes_a_measure_as_one_word_is_shown_both_words() -> None:
    rounded = TEXT.replace("step = 1\n", 'step = 1\nrounding = "down"\n', 1)
    assert problems(rounded.replace('many = "courses"\n', 'many = "courses"\nmeasured_in = "hours"\n', 1)) == [
        '`measured_in` is the text "hours": write measured_in = { one = "hour", many = "hours" }'
    ]


def test_whoever_renews_by_ways_alone_is_told_how_to_say_that_no_units_do() -> None:
    text = re.sub(r"requires = \[.*R3.*Associate.*", "", TEXT, count=1) + WITHOUT_UNITS
    (found,) = problems(text)
    assert found.endswith("where no units renew without it, write requires = []; else requires = [{ … }]")
    assert problems(text.replace('short = "ACA"', 'short = "ACA"\nrequires = []')) == []
    alone = text[: text.index("[retake]")] + text[text.index("[activity.") :]
    assert problems(alone.replace('short = "ACA"', 'short = "ACA"\nrequires = []')) == []


LOST = TEXT.replace("[counting]\n", "").replace(
    'source = "Announcement of 2024 (R12), the day decided here: only activities on or after this day count"\n', ""
)
UNITS = """
[[group.aca.also]]
key = "law"
title = "Law"
kind = "units"
carried_units = "don't count"
least = [{ from = 2024-02-01, units = 1, source = "s" }]
"""
ALONE = TEXT[: TEXT.index("[group.acp]")] + TEXT[TEXT.index("[cycle]") :].replace('group = "acp"', 'group = "aca"')
MEANT = {
    "units that are always needed, as a demand": (
        TEXT + UNITS,
        'kind = "units"',
        'kind = "units" is for ways ([[group.NAME.or.also]]) and choices alone: '
        "write units that are always needed in `requires`, or in [group.NAME.minimum]",
    ),
    "a first cycle": (
        TEXT.replace("units = 50, source", "units = 50, when = { first_cycle = true }, source"),
        "requires = [{ from = 2024-02-01, units = 50",
        "`first_cycle` means nothing in [group.aca.requires.when]: write cycle_to = 1",
    ),
    "a minimum of no group": (
        ALONE + '[category.ethics]\nname = "E"\n[group.minimum]\n'
        'ethics = [{ from = 2024-02-01, units = 1, source = "s" }]\n',
        "[group.minimum]",
        "[group.minimum] says of no group what it is of: write [group.aca.minimum]",
    ),
    "a demand of no group": (
        TEXT + UNITS.replace("group.aca", "group"),
        "[[group.also]]",
        "[[group.also]] says of no group what it is of: write [[group.NAME.also]]",
    ),
}


@pytest.mark.parametrize("name", MEANT)
def test_a_newcomer_reads_once_what_was_meant(name: str) -> None:
    text, words, expected = MEANT[name]
    found = parse_policy(text)
    assert isinstance(found, Problems)
    assert [(p.line, f"{p.what}: {p.fix}") for p in found.problems] == [(line_of(text, words), expected)]


def test_who_lost_the_line_above_a_table_reads_where_it_belongs() -> None:
    at = line_of(LOST, "from = 2024-02-01\n")
    found = parse_policy(LOST)
    assert isinstance(found, Problems)
    assert [(p.line, f"{p.what}: {p.fix}") for p in found.problems] == [
        (1, '`source` is missing in [counting]: write source = "…"'),
        (at, "[counting] is missing above this line: write [counting] there"),
    ]


def test_who_checks_a_file_of_cases_is_told_that_it_is_one() -> None:
    (told,) = problems(next((PROGRAMS / "atlassian" / "cases").glob("*.toml")).read_text())
    assert "this is a file of cases, and no policy: write them in a folder `cases` beside the policy" in told


def test_who_checks_the_folder_around_programs_is_told_which_to_name(tmp_path: Path) -> None:
    found = read_policy(PROGRAMS)
    assert isinstance(found, Problems)
    assert "there is no policy.toml in this folder: name a program's own folder, such as" in str(found.problems[0])
    empty = read_policy(tmp_path)
    assert isinstance(empty, Problems) and "recert policy new FOLDER" in str(empty.problems[0])


def test_whoever_asks_for_what_everybody_holds_is_not_told_to() -> None:
    """Of a group of one certification whoever is asked holds that one."""
    condition = ', {{ from = 2024-02-01, units = 5, when = {{ holds = ["{code}"] }}, source = "s" }}]'
    at = TEXT.index("requires = [", TEXT.index("[group.aca]"))
    end = TEXT.index("]", at + len("requires = ["))
    text = TEXT[:end] + condition.format(code="XX") + TEXT[end + 1 :]
    codes = [line[15:-1] for line in TEXT.splitlines() if line.startswith("[certification.")]
    assert any(f"write one of {', '.join(codes)}" in problem for problem in problems(text))
    start = TEXT.index("[certification.")
    first = TEXT[start : TEXT.index("[certification.", start + 1)]
    alone = text[: text.index("[certification.")] + first
    assert any('there is no certification "XX": write [certification.XX]' in problem for problem in problems(alone))


def test_whoever_writes_an_amount_twice_or_a_word_without_its_list_is_told_that_alone() -> None:
    rounded = TEXT.replace("step = 1\n", 'step = 1\nrounding = "down"\n', 1)
    category = (
        '[category.law]\nname = "Law"\n[group.aca.minimum]\nlaw = [{ from = 2024-02-01, units = 1, source = "s" }]\n'
    )
    both = rounded.replace("[activity.course]", f"{category}[activity.course]", 1)
    assert problems(both) == []
    assert problems(both.replace("units = 1, source", "units = 1, percent = 10, source", 1)) == [
        "the amount is said in units and in percent: leave `units` or `percent` out"
    ]
    carried = '\n[carry]\nmost = [{ from = 2024-02-01, units = 5, source = "s" }]\nsatisfies = "the total alone"\n'
    carried += 'carried_units = "are carried once"\n'
    assert problems(TEXT + carried) == [
        "[carry] says how much is carried, and `surplus` that nothing is: "
        'write surplus = "carried", or leave [carry] out'
    ]


PORTFOLIO = (PROGRAMS / "scrum-alliance" / "policy.toml").read_text()
FIRST = PORTFOLIO.index("[certification.")
SECOND = PORTFOLIO.index("[certification.", FIRST + 1)
ONE_OF_SEVERAL = PORTFOLIO[FIRST:SECOND]


@pytest.mark.parametrize("left_out", ["alone", "added"])
def test_whoever_says_one_half_of_what_a_certification_requires_is_told_which_is_missing(left_out: str) -> None:
    shorter = re.sub(rf"^{left_out} = .*\n", "", ONE_OF_SEVERAL, flags=re.MULTILINE)
    assert shorter != ONE_OF_SEVERAL
    found = parse_policy(PORTFOLIO[:FIRST] + shorter + PORTFOLIO[SECOND:])
    header = ONE_OF_SEVERAL.splitlines()[0]
    assert isinstance(found, Problems)
    assert [(p.line, p.what, p.fix) for p in found.problems] == [
        (line_of(PORTFOLIO, header), f"`{left_out}` is missing in {header}", f"write {left_out} = N")
    ]


def test_whoever_misspells_the_group_of_a_certification_is_told_that_alone() -> None:
    text = PORTFOLIO[:FIRST] + re.sub('group = "(.*)"', r'group = "\1s"', ONE_OF_SEVERAL) + PORTFOLIO[SECOND:]
    (told,) = problems(text)
    assert told.startswith("there is no group ")


def test_a_program_of_exams_alone_may_name_what_people_keep_on_record_or_nothing() -> None:
    text = (PROGRAMS / "cncf" / "policy.toml").read_text()
    first, rest = text.split("[activity.learning]\n")
    without = first + "[activity]\n\n" + rest[rest.index("[certification.") :]
    (problem,) = (each for each in problems(without) if "there is no activity type" in each)
    assert "leave [activity] out where nothing is recorded" in problem
    policy = parse_policy(text)
    assert isinstance(policy, Policy)
    assert list(doubts(policy)) == []
