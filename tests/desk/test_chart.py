"""Somebody looks at a drawing of who gains and who loses: every month has its place, and its height."""

from datetime import date

from recert.desk.chart import GUTTER, HALF, MOST, WIDTH, chart_of
from recert.policy.compare import Counts, first_of, month_of


def test_months_stand_in_their_order_with_those_between() -> None:
    chart = chart_of([(date(2026, 11, 1), Counts(gained=4)), (date(2027, 2, 1), Counts(lost=2, gained=1))])
    assert chart is not None and chart.most == 4
    assert [bar.month for bar in chart.bars] == [
        date(2026, 11, 1),
        date(2026, 12, 1),
        date(2027, 1, 1),
        date(2027, 2, 1),
    ]
    assert [(bar.up, bar.down) for bar in chart.bars] == [(HALF, 0), (0, 0), (0, 0), (HALF / 4, HALF / 2)]
    assert all(bar.x > GUTTER and bar.x + bar.width <= WIDTH for bar in chart.bars)
    assert chart.bars[0].marked


def test_a_single_month_or_too_many_are_left_to_the_table() -> None:
    months = [(first_of(month_of(date(2026, 1, 1)) + n), Counts(gained=1)) for n in range(MOST + 1)]
    assert chart_of(months[:1]) is None
    assert chart_of(months) is None
    assert chart_of(months[:MOST]) is not None
