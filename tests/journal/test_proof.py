"""Somebody checks that the journal is whole, here or elsewhere, with nothing but a copy of it."""

import json
from collections.abc import Callable
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from hypothesis import given
from hypothesis import strategies as st

from recert.journal.chain import FIRST, Break, walk
from recert.journal.change import SYSTEM, change
from recert.journal.copies import UnreadableError, read
from recert.journal.models import Event, Head

pytestmark = pytest.mark.django_db
PROGRAM = "atlassian"


def write(n: int) -> None:
    with change(SYSTEM, "activity.withdrawn", program=PROGRAM) as made:
        made.subject = f"activity:{n}"
        made.data.update(name=f"Course {n}")


@pytest.fixture
def written(db: None) -> None:
    for n in range(6):
        write(n)


def command(*words: str) -> str:
    """What `recert journal` prints; SystemExit where it says that the chain does not hold."""
    out = StringIO()
    try:
        call_command("journal", *words, stdout=out, no_color=True)
    except SystemExit:
        raise AssertionError(out.getvalue()) from None
    return out.getvalue()


def refusal(*words: str) -> str:
    with pytest.raises(AssertionError) as found:
        command(*words)
    return str(found.value)


def test_a_whole_journal_is_said_to_be_whole(written: None) -> None:
    last = Head.objects.get(program=PROGRAM).hash
    assert command("verify") == f"The journal of {PROGRAM} is whole: 6 entries, the last one {last}.\n"


def test_a_journal_with_nothing_in_it_is_whole() -> None:
    assert command("verify") == f"The journal of {PROGRAM} is whole: 0 entries, the last one {FIRST}.\n"


def swap(one: int, other: int) -> None:
    """Puts two entries in each other's place, as somebody would who writes into the table."""
    first, second = (Event.objects.get(number=number) for number in (one, other))
    Event.objects.filter(pk=first.pk).update(number=1000)
    Event.objects.filter(pk=second.pk).update(number=one)
    Event.objects.filter(pk=first.pk).update(number=other)


@pytest.mark.parametrize(
    ("meddle", "sentence"),
    [
        (lambda: Event.objects.filter(number=3).update(subject="activity:9"), "Entry 3 is not what was written"),
        (lambda: Event.objects.filter(number=3).update(data={"name": "x"}), "What entry 3 tells was changed"),
        (lambda: Event.objects.filter(number=3).delete(), "Entry 3 is missing"),
        (lambda: Event.objects.filter(number=6).delete(), "Entry 6 is missing"),
        (lambda: swap(3, 4), "Entry 3 was written in another place"),
        (lambda: swap(2, 6), "Entry 2 was written in another place"),
    ],
)
def test_what_was_meddled_with_is_found_where_it_is(written: None, meddle: Callable[[], Any], sentence: str) -> None:
    meddle()
    assert sentence in refusal("verify")


def test_a_copy_is_checked_without_the_database(written: None, tmp_path: Path) -> None:
    copy, last = tmp_path / "copy.jsonl", Head.objects.get(program=PROGRAM).hash
    assert f"6 entries are in {copy}" in command("export", str(copy))
    Event.objects.all().delete()
    Head.objects.all().delete()
    assert command("check", str(copy)) == f"{copy} holds: 6 entries of {PROGRAM}, the last one {last}.\n"


def test_a_copy_without_data_tells_nobodys_name_and_holds(written: None, tmp_path: Path) -> None:
    copy = tmp_path / "copy.jsonl"
    command("export", str(copy), "--without-data")
    assert "Course" not in copy.read_text()
    assert "holds: 6 entries" in command("check", str(copy))


def test_erased_data_leave_a_copy_that_holds(written: None, tmp_path: Path) -> None:
    Event.objects.filter(number=3).update(data={}, salt="")
    copy = tmp_path / "copy.jsonl"
    command("export", str(copy))
    assert "Course 2" not in copy.read_text()
    assert "holds: 6 entries" in command("check", str(copy))


@pytest.mark.parametrize("number", range(1, 7))
def test_one_letter_changed_in_a_copy_is_found(written: None, number: int, tmp_path: Path) -> None:
    copy = tmp_path / "copy.jsonl"
    command("export", str(copy))
    lines = copy.read_text().splitlines(keepends=True)
    lines[number] = lines[number].replace("Course", "Kourse")
    copy.write_text("".join(lines))
    assert f"What entry {number} tells was changed" in refusal("check", str(copy))


def test_a_line_left_out_of_a_copy_is_found(written: None, tmp_path: Path) -> None:
    copy = tmp_path / "copy.jsonl"
    command("export", str(copy))
    lines = copy.read_text().splitlines(keepends=True)
    copy.write_text("".join(lines[:-1]))
    assert "Entry 6 is missing" in refusal("check", str(copy))
    copy.write_text("".join(lines[:2] + lines[3:]))
    assert "Entry 2 is missing" in refusal("check", str(copy))


def test_a_journal_that_was_written_anew_does_not_agree_with_a_copy_from_before(written: None, tmp_path: Path) -> None:
    copy = tmp_path / "copy.jsonl"
    command("export", str(copy))
    assert "is whole" in command("verify", "--against", str(copy))
    write(7)
    assert "is whole: 7 entries" in command("verify", "--against", str(copy))
    Event.objects.all().delete()
    Head.objects.all().delete()
    for n in range(10, 18):
        write(n)
    assert "is whole" in command("verify")
    with pytest.raises(CommandError, match="Entry 6 is another one"):
        command("verify", "--against", str(copy))


def test_a_file_that_is_no_copy_is_refused_in_a_sentence(tmp_path: Path) -> None:
    for content in ("", "{", "[]", '{"format": "something"}', '{"format": "recert journal 1"}'):
        copy = tmp_path / "copy.jsonl"
        copy.write_text(content)
        with pytest.raises(CommandError, match=r"line 1: "):
            command("check", str(copy))
    with pytest.raises(CommandError, match="No such file"):
        command("check", str(tmp_path / "nowhere"))
    copy.write_bytes(b"\xff\xfe")
    with pytest.raises(CommandError, match="can't decode"):
        command("check", str(copy))


def test_a_copy_that_cannot_be_written_leaves_nothing_behind(written: None, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="can't be written"):
        command("export", str(tmp_path / "nowhere" / "copy.jsonl"))
    assert list(tmp_path.iterdir()) == []


values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=9),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=9), inner, max_size=3),
    max_leaves=9,
)
HEADER = json.dumps({"format": "recert journal 1", "program": "p", "entries": 1, "last": "0"})


@given(st.lists(values.map(json.dumps) | st.text(max_size=40), max_size=4))
def test_whatever_stands_in_a_copy_it_is_refused_or_does_not_hold(rows: list[str]) -> None:
    try:
        _, links = read([HEADER, *rows])
        found = walk(links, "p")
    except UnreadableError as wrong:
        assert str(wrong).startswith("line ")
    else:
        assert found.links == 0
        assert found.broken in (None, Break(1, "missing"), Break(1, "altered"))


def test_the_chain_can_be_followed_by_what_the_page_says_alone(written: None, tmp_path: Path) -> None:
    page = (Path(__file__).parents[2] / "docs" / "journal.md").read_text()
    script: dict[str, Any] = {}
    exec(page.split("```python\n")[1].split("```")[0], script)  # noqa: S102 - the page's own example
    copy = tmp_path / "copy.jsonl"
    command("export", str(copy))
    lines = copy.read_text().splitlines()
    assert script["holds"](lines)
    assert not script["holds"]([*lines[:3], lines[3].replace("withdrawn", "recorded"), *lines[4:]])
    assert not script["holds"](lines[:-1])
