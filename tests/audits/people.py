"""Who earned what, for certificates in great numbers: drawn from lists by a seed, so that each run makes the same."""

import random
from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from tests.audits.certificates import DESIGNS, Certificate

NAMES: Final = {
    "en": ("Olivia Bennett", "James O’Connor", "Priya Ramanathan", "Tom Hale", "Margaret A. Whitfield", "Daniel Kim",
           "Ruth Nakamura-Stone", "Ian McAllister", "Grace Okafor", "Peter Jones", "Petra Jonas", "Wei Zhang"),
    "de": ("Jürgen Müller", "Anna Groß", "Lukas Schönfeld", "Heike Böttcher", "Kai Vogel", "Maria von der Heide",
           "Sven Krause", "Özlem Yıldız", "Ute Weiß", "Hans-Peter Lang"),
    "fr": ("Chloé Lefèvre", "François Dubois", "Anaïs Moreau", "Jean-Luc Bélanger", "Zoé Garçon", "Benoît Lemaître",
           "Inès Dupuy", "Théo Marchand"),
    "es": ("María José Núñez", "Iñaki Etxeberria", "Lucía Fernández Gómez", "Andrés Peña", "Sofía Ibáñez", "Raúl Ortiz",
           "Begoña Martín", "Joaquín Díaz"),
    "ja": ("山田 太郎", "佐藤 花子", "鈴木 一郎", "高橋 美咲", "田中 健", "伊藤 さくら", "渡辺 直樹", "小林 陽子"),
}  # fmt: skip

TITLES: Final = {
    "en": ("Ethics in Project Practice", "Advanced Incident Response", "Leading Remote Teams", "Data Protection Basics",
           "Agile Planning at Scale", "Cloud Security Essentials"),
    "de": ("Datenschutz im Betrieb", "Führung in verteilten Teams", "Brandschutz für Fortgeschrittene",
           "Grundlagen der Cloudsicherheit", "Ethik in der Beratung"),
    "fr": ("Sécurité des réseaux", "Gestion de projet agile", "Éthique professionnelle", "Protection des données",
           "Diriger une équipe à distance"),
    "es": ("Seguridad en la nube", "Gestión ágil de proyectos", "Ética profesional", "Protección de datos",
           "Liderazgo de equipos remotos"),
    "ja": ("情報セキュリティ基礎", "プロジェクト管理実務", "個人情報保護研修", "リーダーシップ入門"),
}  # fmt: skip

PROVIDERS: Final = ("Northwind Academy", "Institut Meridian", "Harbor Learning", "Skyline College")


def someone(chance: random.Random, design: str | None = None, language: str | None = None) -> Certificate:
    """Anybody's certificate."""
    language = language or chance.choice(sorted(NAMES))
    return Certificate(
        design or chance.choice(sorted(DESIGNS)),
        language,
        chance.choice(NAMES[language]),
        date(2023, 1, 2) + timedelta(days=chance.randrange(1000)),
        chance.choice(TITLES[language]),
        chance.choice(PROVIDERS),
        chance.randrange(1, 13),
    )


def with_other_name(one: Certificate, chance: random.Random) -> Certificate:
    """The same course on the same day, somebody else: what colleagues bring home."""
    return replace(one, name=chance.choice([name for name in NAMES[one.language] if name != one.name]))


def with_other_day(one: Certificate, chance: random.Random) -> Certificate:
    """The same person, the same course, held again: often a day or a year later."""
    days = chance.choice((1, 1, 7, 30, 365, 366))
    return replace(one, day=one.day + timedelta(days=days))
