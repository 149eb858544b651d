"""What is to be seen in a file."""

import io

import pikepdf
from PIL import Image, ImageDraw

from recert.audits.looks.fingerprint import fingerprint
from recert.audits.looks.pages import MOST, SIDE, Unseen, pages
from tests.records import files


def test_a_picture_is_its_only_page() -> None:
    seen = pages(files.png(), "image/png")
    assert not isinstance(seen, Unseen)
    assert [page.size for page in seen] == [(320, 200)]


def test_a_pdf_is_rendered_page_by_page() -> None:
    seen = pages(files.pdf(pages=MOST + 3), "application/pdf")
    assert not isinstance(seen, Unseen)
    assert len(seen) == MOST
    assert {max(page.size) for page in seen} == {SIDE}


def test_a_picture_in_a_pdf_is_a_copy_of_the_picture() -> None:
    picture = Image.new("RGB", (900, 600), "white")
    pen = ImageDraw.Draw(picture)
    for at in range(12):
        pen.text((100 + 40 * (at % 3), 40 + 44 * at), f"Line {at} of something {at * 7919}", fill="black", font_size=34)
    seen = pages(files.encoded(picture, "PDF"), "application/pdf")
    assert not isinstance(seen, Unseen)
    assert fingerprint(seen[0]).near(fingerprint(picture)) > 20


def test_what_is_broken_is_said_and_not_raised() -> None:
    assert pages(b"%PDF-1.7 nothing more", "application/pdf") == Unseen("broken")
    assert pages(files.png()[:200], "image/png") == Unseen("broken")
    assert pages(files.bomb_png(), "image/png") == Unseen("bomb")


def test_a_page_as_large_as_a_field_is_rendered_small() -> None:
    with pikepdf.new() as pdf:
        pdf.add_blank_page(page_size=(14_000, 14_000))
        pdf.add_blank_page(page_size=(14_000, 3))
        out = io.BytesIO()
        pdf.save(out)
    seen = pages(out.getvalue(), "application/pdf")
    assert not isinstance(seen, Unseen)
    assert [page.size for page in seen] == [(SIDE, SIDE)]
