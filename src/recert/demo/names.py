"""Invented people, courses and events."""

from random import Random
from typing import Final

GIVEN: Final = (
    "Alba", "Amir", "Anouk", "Bela", "Chidi", "Dana", "Eluned", "Emre", "Farah", "Goran", "Hanna", "Ines", "Jonas",
    "Kaia", "Lior", "Mako", "Nadia", "Olu", "Petra", "Quim", "Rana", "Sami", "Tove", "Uma", "Vera", "Wanjiru",
    "Xenia", "Yuki", "Zoran",
)  # fmt: skip
FAMILY: Final = (
    "Abara", "Bergqvist", "Castellan", "Dvorak", "Eriksen", "Falk", "Galanis", "Haddad", "Ivanek", "Jansma", "Kowal",
    "Lindholm", "Marchetti", "Nakata", "Okonjo", "Pereda", "Quist", "Rosenau", "Sandoval", "Takala", "Umber", "Varga",
    "Wolde", "Yilmaz", "Zeman",
)  # fmt: skip
COURSES: Final = (
    "Automation that lasts", "Boards for several teams", "Clean permission schemes", "Cloud migration, step by step",
    "Data residency in practice", "Forms and queues", "From tickets to services", "Goals and projects side by side",
    "Incident response, rehearsed", "Knowledge bases people use", "Managing users at scale",
    "Marketplace apps, chosen well", "Planning across teams", "Query language for the curious",
    "Release tracks and change windows", "Reports that answer questions", "Request types that fit",
    "Securing an organization", "Service levels that hold", "Spaces, pages and templates",
    "Sprints without surprises", "Workflows from first principles",
)  # fmt: skip
WEBINARS: Final = (
    "Live: ask the administrators", "Live: automation clinic", "Live: one hour of dashboards",
    "Live: planning season", "Live: service desks in winter", "Live: what is new in the cloud",
)  # fmt: skip
GLOBAL_EVENTS: Final = ("Team", "Unleash", "High Velocity")
CITIES: Final = (
    "Aarhus", "Bogotá", "Cluj", "Durban", "Edinburgh", "Fukuoka", "Gdańsk", "Hamilton", "İzmir", "Kraków", "Lyon",
    "Málaga", "Nairobi", "Osaka", "Porto", "Québec", "Riga", "Sevilla", "Tallinn", "Utrecht",
)  # fmt: skip
LANGUAGES: Final = ("en", "en", "en", "en", "de", "es", "fr", "ja", "pt")


def people(count: int, random: Random) -> list[str]:
    """So many full names, no two alike."""
    every = [f"{given} {family}" for given in GIVEN for family in FAMILY]
    return random.sample(every, count)
