"""The index of the pages about kinds of rule, made from the pages: `python -m tests.docs.kinds` writes it."""

from pathlib import Path
from typing import Final

FOLDER: Final = Path(__file__).parents[2] / "docs" / "policy" / "kinds"
ORDER: Final = (
    (
        "Time",
        (
            "cycle",
            "from-the-first-of-the-month",
            "rest-of-the-year",
            "program-year",
            "window",
            "renewal-window-and-rhythm",
            "from-the-pass",
            "from-the-old-date",
            "starting-at-once",
            "deadline",
            "each-year",
            "calendar-years",
            "years-of-the-program",
            "consecutive-years",
            "counter-each-year",
            "missed-year",
            "made-up-year",
            "suspended-year",
            "year-of-leave",
            "first-months",
            "last-months",
            "leave-from-practice",
            "several-cycles",
            "recurring-topic",
            "once",
            "effective-dating",
            "ending-from",
            "year-start",
            "limit-year-start",
            "earlier-grace",
            "code-editions",
            "existing-holders",
            "move",
            "several-days",
            "divided-days",
        ),
    ),
    (
        "Units",
        (
            "units-and-rounding",
            "worth",
            "recorded-in-steps",
            "formulas",
            "repeats",
            "successive-years",
            "limits",
            "ended-limits",
            "periods",
            "lifetime",
            "spill",
            "providers",
        ),
    ),
    (
        "What is required",
        (
            "categories",
            "two-categories",
            "share-of-what-counts",
            "splitting",
            "relevance",
            "ways",
            "only-ways",
            "another-length",
            "choices",
            "yearly-choices",
            "without-units",
            "only-an-exam",
            "exams-alone",
            "conditions",
            "role-in-a-cycle",
            "exempt",
            "counters",
            "current-on-the-day",
            "fee",
        ),
    ),
    (
        "From cycle to cycle",
        (
            "carry-over",
            "carried-again",
            "carry-by-cycle",
            "carried-over-limits",
            "carry-in-time",
            "after-renewal",
            "make-up",
            "grace-for-renewing",
            "late",
            "months-late",
            "earlier-lateness",
            "category-when-late",
            "growing-late-fee",
            "suspension",
            "back-into-the-period",
            "suspended-for-days",
            "reinstatement",
            "earning-while-suspended",
            "unmet",
            "proration",
            "half-a-month",
            "half-after-a-day",
            "prorated-demands",
            "circumstances",
        ),
    ),
    ("Evidence", ("recorded-by-the-program", "audits")),
    (
        "Many certifications",
        (
            "cohorts",
            "own-cycle",
            "own-rhythm",
            "never-renewed",
            "for-life",
            "own-retake",
            "one-exam-for-all",
            "own-carry",
            "own-proration",
            "portfolio",
            "allocation",
            "cascade",
            "replacement",
            "designation",
        ),
    ),
)


BEGINNING: Final = (
    "Each page says what a rule means, what you decide, and shows it with a case.",
    "",
    "What is shown is laid over the reference program (`programs/atlassian/policy.toml`): the group `aca` with its",
    "certification `ACA-JSWE`, the group `acp` with `ACP-JCA`, the types `course` and `presenting`. In your own policy",
    "write your own keys; what `recert policy new` begins with is called `main`, `FIRST` and `course`. A case is run",
    "with the piece of policy above it, and fails without it. A piece that names its own `program` is a whole policy.",
)
"""What stands above the pages: what each has, and whose keys they use."""


def pages() -> list[Path]:
    """All pages but the index."""
    return sorted(page for page in FOLDER.glob("*.md") if page.stem != "index")


def index() -> str:
    """The index: each page with its first sentence, in the order in which one asks."""
    lines = ["# Kinds of rule", "", *BEGINNING]
    for title, names in ORDER:
        lines += ["", f"## {title}", ""]
        for name in names:
            text = (FOLDER / f"{name}.md").read_text().splitlines()
            lines.append(f"- [{text[0].removeprefix('# ')}]({name}.md): {text[2]}")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    (FOLDER / "index.md").write_text(index())
