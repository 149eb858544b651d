"""Certificates as they are handed out: seven designs, five languages, rendered by the browser of the tests.

`Certificate` says what is on one, `drawn` how it looks. A design is a page of HTML with its own fonts, paper and order
of words, so that nothing in the product can lean on one of them.
"""

import io
import re
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
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
        "more": "La persona asistió a todas las sesiones y aprobó la evaluación final. El reconocimiento corresponde al "
        "organismo competente. Este documento es válido sin firma si el número figura en nuestra página.",
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

FRAME: Final = (
    "body{{margin:0;width:1123px;height:794px;position:relative;background:#fffdf6;color:#2b2b33;text-align:center;"
    "font-family:'EB Garamond','Noto Sans JP Variable',serif}}"
)
SEAL: Final = (
    "<svg width=120 height=120 viewBox='0 0 120 120' style='position:absolute;left:110px;bottom:90px'><g fill='#b08d2f'>"
    "<circle cx=60 cy=60 r=44 /><path d='M60 4 68 20 52 20zM60 116 68 100 52 100zM4 60 20 52 20 68zM116 60 100 52 100 "
    "68z'/></g><circle cx=60 cy=60 r=34 fill=none stroke='#fff' stroke-width=3 /><path d='M44 60l12 12 22-26' fill=none "
    "stroke='#fff' stroke-width=6 /></svg>"
)

DESIGNS: Final = {
    "classic": ((1123, 794), FRAME + "i{{position:absolute;inset:24px;border:6px double #8a6d1f}}"
        "h1{{font-size:56px;padding-top:80px;margin:0 0 18px;letter-spacing:2px}}p{{font-size:24px;margin:14px}}"
        "b{{display:block;font:400 64px 'Great Vibes','Noto Sans JP Variable';margin:20px;color:#1d2f5f}}"
        "h2{{font-size:36px;margin:16px 80px}}u{{position:absolute;right:120px;bottom:100px;text-decoration:none;"
        "border-top:1px solid #333;padding:8px 30px}}",
        "<i></i><h1>{head}</h1><p>{certify}</p><b>{name}</b><p>{done}</p><h2>{title}</h2><p>{on}</p><p>{hours}</p>"
        + SEAL + "<u>{signed}<br>{provider}</u>"),
    "modern": ((1200, 850), "body{{margin:0;width:1200px;height:850px;font-family:Montserrat,'Noto Sans JP Variable';"
        "background:linear-gradient(90deg,#0b5d5e 0 230px,#fff 230px);color:#15303a}}main{{position:absolute;left:300px;"
        "top:90px;width:820px}}h1{{font-size:26px;text-transform:uppercase;letter-spacing:4px;color:#0b5d5e}}"
        "b{{display:block;font-size:46px;margin:34px 0 10px}}h2{{font-size:30px;font-weight:400;margin:12px 0 40px}}"
        "p{{font-size:19px;margin:10px 0}}aside{{position:absolute;left:34px;top:90px;width:160px;color:#fff;font-weight:"
        "700;font-size:22px}}s{{display:block;width:90px;height:90px;border:14px solid #f2b84b;border-radius:50%;"
        "margin:470px 0 0 10px}}",
        "<aside>{provider}<s></s></aside><main><h1>{head}</h1><p>{certify}</p><b>{name}</b><p>{done}</p><h2>{title}</h2>"
        "<p>{hours}</p><p>{date}: {short}</p><p>{number} {serial}</p></main>"),
    "letter": ((794, 1123), "body{{margin:0;width:794px;height:1123px;background:#fff;color:#111;font:17px 'DejaVu "
        "Serif','Noto Sans JP Variable'}}main{{margin:90px 80px}}h1{{font-size:30px;margin:60px 0 30px}}header{{"
        "border-bottom:3px solid #9d1c1c;padding-bottom:14px;font-weight:bold;color:#9d1c1c}}td{{padding:6px 24px 6px 0}}",
        "<main><header>{provider}</header><h1>{head}</h1><p>{certify} <strong>{name}</strong> {done}:</p><table><tr><td>"
        "{course}<td><strong>{title}</strong><tr><td>{date}<td>{written}<tr><td>{number}<td>{serial}</table><p>{hours}."
        "</p><p>{more}</p><p style='margin-top:120px'>______________________<br>{signed}</p></main>"),
    "website": ((1280, 800), "body{{margin:0;width:1280px;height:800px;background:#eef0f4;font-family:'DejaVu Sans',"
        "'Noto Sans JP Variable';color:#222}}nav{{background:#20283d;color:#fff;padding:16px 40px;font-size:15px;"
        "word-spacing:26px}}main{{margin:50px auto;width:760px;background:#fff;border-radius:14px;padding:40px 60px;"
        "box-shadow:0 6px 30px #0002}}h1{{font-size:24px;color:#2c6cdf}}h2{{font-size:28px;margin:6px 0 26px}}dl{{display:"
        "grid;grid-template-columns:200px 1fr;row-gap:14px;font-size:17px}}dt{{color:#667}}dd{{margin:0;font-weight:bold}}",
        "<nav>{provider} Home Catalog Progress</nav><main><h1>✓ {head}</h1><h2>{title}</h2><dl><dt>{participant}<dd>"
        "{name}<dt>{date}<dd>{written}<dt>{number}<dd>{serial}</dl><p>{hours}</p></main>"),
    "night": ((1123, 794), "body{{margin:0;width:1123px;height:794px;color:#f4efe2;text-align:center;font-family:Playfair,"
        "'Noto Sans JP Variable';background:radial-gradient(circle at 20% 15%,#3b2a68,#141226 65%)}}h1{{font-size:44px;"
        "padding-top:110px;margin:0 0 30px;color:#e6c36a}}b{{display:block;font-size:52px;margin:26px}}h2{{font-weight:400;"
        "font-size:34px;margin:18px 100px}}p{{font-size:21px;margin:10px}}svg{{filter:hue-rotate(150deg)}}",
        "<h1>{head}</h1><p>{certify}</p><b>{name}</b><p>{done}</p><h2>{title}</h2><p>{written} · {hours}</p><p>{provider}"
        "</p>" + SEAL),
    "card": ((1000, 640), "body{{margin:0;width:1000px;height:640px;background:#fafafa;font-family:'DejaVu Sans Condensed',"
        "'Noto Sans JP Variable';color:#333}}header{{height:120px;background:repeating-linear-gradient(45deg,#e4572e 0 18px,"
        "#f0764f 18px 36px);color:#fff;font-size:38px;padding:36px 110px;box-sizing:border-box;font-weight:bold}}main{{"
        "padding:34px 110px}}p{{font-size:20px;margin:8px 0}}b{{font-size:34px}}h2{{font-size:27px;margin:10px 0 24px}}"
        "footer{{position:absolute;right:110px;bottom:70px;font-size:16px;color:#777}}",
        "<header>{provider}</header><main><p>{head}</p><b>{name}</b><p>{done}</p><h2>{title}</h2><p>{short}</p><p>{hours}"
        "</p></main><footer>{number} {serial}</footer>"),
    "table": ((900, 1100), "body{{margin:0;width:900px;height:1100px;background:#fff;font:16px Montserrat,'Noto Sans JP "
        "Variable';color:#1b1b1b}}main{{padding:110px 95px}}h1{{font-size:28px}}table{{border-collapse:collapse;width:100%;"
        "margin:30px 0}}td{{border:1px solid #aaa;padding:12px}}tr:nth-child(odd){{background:#f1f4f8}}",
        "<main><h1>{head}</h1><p>{provider}</p><table><tr><td>{participant}<td>{name}<tr><td>{course}<td>{title}<tr><td>"
        "{date}<td>{short}<tr><td>{number}<td>{serial}</table><p>{hours}</p><p>{more}</p><p>{more}</p><p>{signed}</p>"
        "</main>"),
}  # fmt: skip


def html(certificate: Certificate) -> str:
    """The page that a browser draws as the certificate."""
    _, style, body = DESIGNS[certificate.design]
    words = WORDS[certificate.language]
    plain = {key: text for key, text in words.items() if key not in {"on", "hours"}}
    day, language = certificate.day, certificate.language
    serial = abs(sum(ord(c) * 31**i for i, c in enumerate(certificate.title + certificate.provider))) % 900000 + 100000
    shown = body.format(
        name=certificate.name,
        title=certificate.title,
        provider=certificate.provider,
        on=words["on"].format(day=written(day, language)),
        hours=words["hours"].format(hours=certificate.hours),
        written=written(day, language),
        short=short(day, language),
        serial=f"{serial}-{day.year}",
        **plain,
    )
    style = style.format()
    if language == "ja":  # first, not last: Chromium keeps the boxes of a word that it set before the font was there
        style = re.sub(r"(font-family:|px )(?=['A-Z])", r"\1'Noto Sans JP Variable',", style)
    return f"<!DOCTYPE html><html lang={language}><meta charset=utf-8><style>{_faces()}{style}</style>{shown}"


def drawn(browser: Browser, certificates: Iterable[Certificate]) -> Iterator[Image.Image]:
    """Each certificate as the browser shows it."""
    page = browser.new_page()
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "certificate.html"
        for certificate in certificates:
            width, height = DESIGNS[certificate.design][0]
            page.set_viewport_size({"width": width, "height": height})
            file.write_text(html(certificate))
            page.goto(file.as_uri())
            page.evaluate(FONTS_THERE)
            yield Image.open(io.BytesIO(page.screenshot())).convert("RGB")
    page.close()
