"""The columns of the tables that `recert assess` reads: data, for the reader and for the docs."""

from dataclasses import dataclass
from typing import Final, Literal

Kind = Literal["id", "word", "date", "text", "number"]


@dataclass(frozen=True, slots=True)
class Column:
    """`id` is text or a whole number; `word` is one of a few; `date` is a Parquet date, or 2026-03-05 in CSV.

    `number` has up to three decimals. One that is `required` has a value in each row if it is `filled`, too.
    """

    name: str
    kind: Kind
    meaning: str
    required: bool = True
    filled: bool = True


@dataclass(frozen=True, slots=True)
class Table:
    """One file: `name.parquet` or `name.csv`."""

    name: str
    columns: tuple[Column, ...]


PEOPLE: Final = Table("people", (Column("person", "id", "Identifies a person; once in this table."),))
CREDENTIALS: Final = Table(
    "credentials",
    (
        Column("person", "id", "Whose it is; a person of the people table."),
        Column("certification", "word", "Its code, as in the policy."),
        Column("awarded", "date", "The day of the award."),
        Column("expires", "date", "Only where the issuer set another date than the policy gives.", required=False),
    ),
)
ACTIVITIES: Final = Table(
    "activities",
    (
        Column("activity", "id", "Identifies the activity; appears in the entries."),
        Column("person", "id", "Whose it is."),
        Column("type", "word", "Its type, as in the policy."),
        Column("date", "date", "The day of the activity; of several days the last."),
        Column(
            "began",
            "date",
            "The first of several days; read where the rules count an activity by it.",
            required=False,
        ),
        Column("name", "text", "Its name; needed to find the same activity recorded twice.", required=False),
        Column(
            "quantity",
            "number",
            "How much of what its type is measured in, such as hours; up to 100,000, with up to three decimals.",
            required=False,
        ),
        Column("provider", "text", "Who gave it; needed where rules look at that.", required=False),
        Column("status", "word", "submitted (or empty), withdrawn or rejected.", required=False),
        Column(
            "parts",
            "text",
            "How much of it is of which category, where its type may serve several: tax:1.5;accounting:1.",
            required=False,
        ),
        Column(
            "serves",
            "text",
            "Groups to which it is assigned, with spaces between, where an activity does not serve all of them.",
            required=False,
        ),
    ),
)
EXAMS: Final = Table(
    "exams",
    (
        Column("person", "id", "Whose it is."),
        Column("certification", "word", "The certification whose exam it was."),
        Column("date", "date", "The day of the exam."),
        Column("result", "word", "passed or failed."),
    ),
)
RENEWALS: Final = Table(
    "renewals",
    (
        Column("person", "id", "Whose it is."),
        Column("group", "word", "The group that was renewed, as in the policy."),
        Column("cycle", "number", "The number of the cycle that was renewed, from 1."),
        Column("met_on", "date", "The day on which it was renewed."),
        Column("end", "date", "The last day of that cycle."),
        Column(
            "new_expiry",
            "date",
            "The date that was granted; it holds, whatever the other facts give by now. Empty where that is for life.",
            filled=False,
        ),
        Column("certifications", "text", "Codes of those renewed, with spaces between; empty for all.", required=False),
    ),
)
CIRCUMSTANCES: Final = Table(
    "circumstances",
    (
        Column("person", "id", "Of whom it is so."),
        Column("circumstance", "word", "What is so; a circumstance of the policy."),
        Column("from", "date", "The first day on which it is so."),
        Column("until", "date", "The last day; empty while it has no end.", required=False),
        Column("units", "number", "How many units it waives, where its records say so.", required=False),
    ),
)
EXTENSIONS: Final = Table(
    "extensions",
    (
        Column("person", "id", "Whose it is."),
        Column("certification", "word", "What is extended: a certification by its code, or all of a group by its key."),
        Column("on", "date", "The day on which it was given; what is held then is extended."),
        Column("to", "date", "The day until which it is extended; nothing is shortened."),
    ),
)
INPUTS: Final = (PEOPLE, CREDENTIALS, ACTIVITIES, EXAMS, RENEWALS, CIRCUMSTANCES, EXTENSIONS)
