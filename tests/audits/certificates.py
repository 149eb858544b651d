"""Certificates as they are handed out: seven designs, six languages, rendered by the browser of the tests.

`Certificate` says what is on one, `drawn` how it looks. A design is a page of HTML with its own fonts, paper and order
of words, so that nothing in the product can lean on one of them.
"""

import io
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from string import Template
from typing import Final

from PIL import Image
from playwright.sync_api import Browser

FONTS: Final = Path(__file__).parents[2] / "node_modules"


@dataclass(frozen=True, slots=True)
class Certificate:
    """What a certificate says."""

    design: str
    language: str
    name: str
    day: date
    title: str
    provider: str = "Northwind Academy"
    hours: int = 8


MONTHS: Final = {
    "en": "January February March April May June July August September October November December",
    "de": "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "es": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    "pt": "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
}

WORDS: Final = {
    "en": {
        "head": "Certificate of Completion",
        "certify": "This is to certify that",
        "done": "has successfully completed",
        "on": "on {day}",
        "hours": "{hours} hours of continuing education",
        "signed": "Director of Studies",
        "more": "The participant attended all sessions and passed the final assessment. Credit may be claimed with the "
        "body that accredits this course. This document is valid without a signature if the number below is found on "
        "our website.",
        "number": "Certificate no.",
        "date": "Date",
        "course": "Course",
        "participant": "Participant",
    },
    "de": {
        "head": "Teilnahmebescheinigung",
        "certify": "Hiermit wird bestätigt, dass",
        "done": "erfolgreich teilgenommen hat an",
        "on": "am {day}",
        "hours": "{hours} Stunden Fortbildung",
        "signed": "Studienleitung",
        "more": "Die Teilnehmerin oder der Teilnehmer hat alle Einheiten besucht und die Abschlussprüfung bestanden. "
        "Die Anerkennung erfolgt durch die zuständige Stelle. Dieses Dokument ist ohne Unterschrift gültig, wenn die "
        "Nummer auf unserer Website zu finden ist.",
        "number": "Bescheinigung Nr.",
        "date": "Datum",
        "course": "Kurs",
        "participant": "Teilnehmer",
    },
    "fr": {
        "head": "Attestation de formation",
        "certify": "Nous certifions que",
        "done": "a suivi avec succès la formation",
        "on": "le {day}",
        "hours": "{hours} heures de formation continue",
        "signed": "Directrice des études",
        "more": "La personne a assisté à toutes les séances et réussi l’évaluation finale. La reconnaissance relève de "
        "l’organisme compétent. Ce document est valable sans signature si le numéro figure sur notre site.",
        "number": "Attestation n°",
        "date": "Date",
        "course": "Formation",
        "participant": "Participant",
    },
    "es": {
        "head": "Certificado de finalización",
        "certify": "Se certifica que",
        "done": "ha completado con éxito el curso",
        "on": "el {day}",
        "hours": "{hours} horas de formación continua",
        "signed": "Dirección de estudios",
        "more": "La persona asistió a todas las sesiones y aprobó la evaluación final. El reconocimiento corresponde "
        "al organismo competente. Este documento es válido sin firma si el número figura en nuestra página.",
        "number": "Certificado n.º",
        "date": "Fecha",
        "course": "Curso",
        "participant": "Participante",
    },
    "pt": {
        "head": "Certificado de conclusão",
        "certify": "Certificamos que",
        "done": "concluiu com êxito o curso",
        "on": "em {day}",
        "hours": "{hours} horas de formação contínua",
        "signed": "Direção de estudos",
        "more": "A pessoa assistiu a todas as sessões e foi aprovada na avaliação final. O reconhecimento cabe ao "
        "organismo competente. Este documento é válido sem assinatura se o número constar em nossa página.",
        "number": "Certificado n.º",
        "date": "Data",
        "course": "Curso",
        "participant": "Participante",
    },
    "ja": {
        "head": "修了証",
        "certify": "下記の者は",
        "done": "所定の課程を修了したことを証します",
        "on": "{day}",
        "hours": "継続教育 {hours} 時間",
        "signed": "研修部長",
        "more": "受講者は全ての講義に出席し、最終試験に合格しました。この証明書は署名がなくても有効です。",
        "number": "証書番号",
        "date": "日付",
        "course": "講座名",
        "participant": "受講者",
    },
}


def written(day: date, language: str) -> str:
    """The day in full, as people of a language write it."""
    if language == "ja":
        return f"{day.year}年{day.month}月{day.day}日"
    month = MONTHS[language].split()[day.month - 1]
    return {
        "en": f"{month} {day.day}, {day.year}",
        "de": f"{day.day}. {month} {day.year}",
        "fr": f"{day.day} {month} {day.year}",
        "es": f"{day.day} de {month} de {day.year}",
        "pt": f"{day.day} de {month} de {day.year}",
    }[language]


def short(day: date, language: str) -> str:
    """The day in digits."""
    form = {"en": "%m/%d/%Y", "de": "%d.%m.%Y", "ja": "%Y/%m/%d"}.get(language, "%d/%m/%Y")
    return day.strftime(form)


JAPANESE: Final = "* { font-family: 'Noto Sans JP Variable' !important }"
"""First, not last in the list: Chromium keeps the boxes of a word that it set before the font was there."""


def _font(family: str, folder: str, file: str, weight: str = "400") -> str:
    address = (FONTS / folder / "files" / f"{file}.woff2").as_uri()
    return f"@font-face{{font-family:'{family}';font-weight:{weight};src:url({address})}}"


def _faces() -> str:
    japanese = (FONTS / "@fontsource-variable/noto-sans-jp/index.css").read_text()
    folder = (FONTS / "@fontsource-variable/noto-sans-jp/files").as_uri()
    faces = [japanese.replace("./files", folder)]
    for family, folder in (
        ("EB Garamond", "eb-garamond"),
        ("Montserrat", "montserrat"),
        ("Playfair", "playfair-display"),
    ):
        for weight in ("400", "700"):
            faces.append(_font(family, f"@fontsource/{folder}", f"{folder}-latin-{weight}-normal", weight))
    faces.append(_font("Great Vibes", "@fontsource/great-vibes", "great-vibes-latin-400-normal"))
    return "".join(faces)


FONTS_THERE: Final = """async () => {
  for (const weight of [400, 700])
    await document.fonts.load(`${weight} 16px 'Noto Sans JP Variable'`, document.body.innerText)
  await document.fonts.ready
}"""

DESIGNS: Final = {
    "classic": (1123, 794),
    "modern": (1200, 850),
    "letter": (794, 1123),
    "website": (1280, 800),
    "night": (1123, 794),
    "card": (1000, 640),
    "table": (900, 1100),
}
"""Each with the size of its paper in pixels. What it looks like is in `designs/`."""


def html(certificate: Certificate) -> str:
    """The page that a browser draws as the certificate."""
    page = Template((Path(__file__).parent / "designs" / f"{certificate.design}.html").read_text())
    words, day, language = WORDS[certificate.language], certificate.day, certificate.language
    serial = abs(sum(ord(c) * 31**i for i, c in enumerate(certificate.title + certificate.provider))) % 900000 + 100000
    return page.substitute(
        words,
        faces=_faces() + (JAPANESE if language == "ja" else ""),
        language=language,
        name=certificate.name,
        title=certificate.title,
        provider=certificate.provider,
        on=words["on"].format(day=written(day, language)),
        hours=words["hours"].format(hours=certificate.hours),
        written=written(day, language),
        short=short(day, language),
        serial=f"{serial}-{day.year}",
    )


def drawn(browser: Browser, certificates: Iterable[Certificate]) -> Iterator[Image.Image]:
    """Each certificate as the browser shows it."""
    page = browser.new_page()
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "certificate.html"
        for certificate in certificates:
            width, height = DESIGNS[certificate.design]
            page.set_viewport_size({"width": width, "height": height})
            file.write_text(html(certificate))
            page.goto(file.as_uri())
            page.evaluate(FONTS_THERE)
            yield Image.open(io.BytesIO(page.screenshot())).convert("RGB")
    page.close()
