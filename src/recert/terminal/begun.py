"""The texts of a program that begins, for `recert policy new`."""

from typing import Final

POLICY: Final = """\
# ${name}: the rules of renewal.
#
# Each line says where it comes from; README.md lists the sources. "assumption" is what nobody has said, so that
# somebody can correct it. Check this file with `recert policy check`, read it in words with `recert policy show`.

program = "${key}"
name = "${name}"
version = "${version}"
time_zone = "UTC"  # assumption

# What is earned, and the smallest step in which it is given.
[unit]
one = "unit"
many = "units"
step = ${step}

# How candidate numbers look.
[candidate]
prefix = "ID"
digits = 6
source = "assumption"

# What certifications that are renewed together are called.
[groups]
word = "certification"

[group.main]
name = "${name}"
short = "Main"
requires = [{ from = ${since}, units = ${required}, source = "assumption: ${units} in a cycle" }]

[cycle]
months = ${months}
grace_days = ${grace}
source = "assumption: a cycle is ${months} months, and the grace ${grace} days"
ends = "same day"                          # or "day before", "end of month", "end of year"
last_day = "included"
end = "earliest expiry"
new_expiry = "same date for all, at least the latest"
next_starts = "where the last one ended"
grace_activity = "ended cycle"
surplus = "not carried"                    # or "carried": then write [carry]
award_after_early_renewal = "keeps its own date"  # or "shares the renewed date"

[counting]
from = ${since}
source = "assumption: activities count from this day on"
when = "submitted"
worth_governed_by = "activity date"
limits_governed_by = "cycle start"
requirement_governed_by = "cycle start"
over_limit = "counts 0"
which_uses = "worth most"
same_day_again = "refused"
other_day_again = "warned"
several_days = "last day"

# A way to earn units. Write one of these for each that the program names.
[activity.course]
title = "Attending a course"
one = "course"
many = "courses"
description = "A course about what the certification is about."
evidence = "A certificate of completion."
proof = "completion"
worth = [{ from = ${since}, units = ${gives}, source = "assumption: ${worth} for a course" }]
# uses = [{ from = ${since}, most = 4, source = "at most 4 in a cycle" }]

[certification.${code}]
exam = "${code}"
title = "${name}"
group = "main"
"""

CASES: Final = """\
# A case is a person, a day, and what must come out. Write both sides of every boundary.

[[case]]
name = "Awarded today, it lasts ${months} months"
rule = "cycle"
as_of = ${since}
awards = ["${since} ${code}"]
[case.expect]
${code} = { state = "active", expires = ${expires} }

[[case]]
name = "The first course counts ${gives}"
rule = "worth"
as_of = ${first}
awards = ["${since} ${code}"]
activities = ["${first} course: Course 1"]
[case.expect]
main = { counted = ${gives}, required = ${required} }
"""

RENEWAL: Final = """
[[case]]
name = "Enough courses renew, from the old date on"
rule = "requirement"
as_of = ${met}
awards = ["${since} ${code}"]
activities = [
${courses}]
[case.expect]
main = { state = "renewed", counted = ${counted}, met_on = ${met}, new_expiry = ${renewed} }
"""

RENEWAL_TO_WRITE: Final = """
# It takes ${needed} courses to renew, too many to list here. Where a type is recorded in hours (`measured_in`), one
# line is enough: write the case of a renewal then.
"""

README: Final = """\
# ${name}

What this program's rules are, and where each is written.

## Sources

| number | document | address | read on |
|---|---|---|---|
| 1 | the program's handbook | https:// | |

Put the number before what a source says: `source = "1: 60 units in three years"`.

## What nobody has said

What is called an assumption in `policy.toml`; `recert policy show` lists it. Ask the program, and put the answer there.

## How to go on

1. Read the handbook next to `policy.toml`, value by value.
2. Write the examples of the handbook into `cases/`.
3. `recert policy check` and `recert policy test` say what is wrong.
"""
