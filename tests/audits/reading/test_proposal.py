"""What the form is filled in with."""

from datetime import date

from recert.audits.reading.lines import Reading
from recert.audits.reading.proposal import Proposal, proposal
from tests.audits.reading.readings import ENGLISH, reading


def test_title_day_and_provider_are_proposed() -> None:
    assert proposal(ENGLISH, "Margaret Whitfield") == Proposal(
        "Ethics in Project Practice", date(2025, 3, 4), "Northwind Academy"
    )


def test_labels_announce_what_follows() -> None:
    shown = reading("Kurs: Datenschutz im Betrieb", "Datum: 4. März 2025", "gültig bis 4. März 2028")
    assert proposal(shown) == Proposal("Datenschutz im Betrieb", date(2025, 3, 4), "")


def test_a_label_in_a_table_stands_before_its_value() -> None:
    shown = reading("受講者", "山田太郎", "講座名", "個人情報保護研修", "日付", "2025年3月4日")
    assert proposal(shown, "山田 太郎") == Proposal("個人情報保護研修", date(2025, 3, 4), "")


def test_a_label_is_no_title_though_it_follows_a_sentence() -> None:
    shown = reading("Hiermit wird bestätigt, dass Ute Weiß erfolgreich teilgenommen", "hat an:", "Kurs", "Brandschutz")
    assert proposal(shown, "Ute Weiß").title == "Brandschutz"


def test_known_providers_are_recognized_by_name() -> None:
    assert proposal(reading("Meridian", "Certificate"), providers=["Meridian"]).provider == "Meridian"


def test_nothing_is_proposed_where_it_is_not_clear() -> None:
    assert proposal(Reading(())) == Proposal()
    assert proposal(reading("03/04/2026")).day is None
    assert proposal(reading("March 4, 2025", "March 9, 2025")).day is None
