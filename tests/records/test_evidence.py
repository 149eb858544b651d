"""What happens to a file that somebody sends as evidence."""

import io
import resource
import subprocess
import sys
from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String
from PIL import Image

from recert.records.evidence import MAX_BYTES, Cleaned, Refused, clean, kinds
from recert.records.evidence.pictures import redraw
from tests.records import files


def kept(name: str, content: bytes) -> Cleaned:
    found = clean(name, io.BytesIO(content))
    assert isinstance(found, Cleaned), found
    return found


def refused(name: str, content: bytes) -> str:
    found = clean(name, io.BytesIO(content))
    assert isinstance(found, Refused), found.media_type
    assert found.sentence.startswith(f"“{name}”")
    return found.sentence


@pytest.mark.parametrize(
    ("name", "content", "media_type"),
    [
        ("done.png", files.png(), "image/png"),
        ("done.jpg", files.jpeg(), "image/jpeg"),
        ("DONE.JPEG", files.jpeg(), "image/jpeg"),
        ("done.webp", files.webp(), "image/webp"),
        ("done.pdf", files.pdf(), "application/pdf"),
    ],
)
def test_pictures_and_pdfs_are_kept(name: str, content: bytes, media_type: str) -> None:
    found = kept(name, content)
    assert (found.name, found.media_type) == (name, media_type)
    assert kept(name, found.content).media_type == media_type


def test_a_heic_photo_becomes_a_jpeg() -> None:
    found = kept("IMG_0001.HEIC", files.heic())
    assert (found.name, found.media_type) == ("IMG_0001.jpg", "image/jpeg")


def test_without_the_decoder_a_heic_photo_is_refused_with_the_way_to_convert_it() -> None:
    program = (
        "import io, sys; sys.modules['pillow_heif'] = None\n"
        "from django.conf import settings; settings.configure(USE_I18N=False)\n"
        "from recert.records.evidence import clean\n"
        "print(clean('IMG_0001.HEIC', io.BytesIO(sys.stdin.buffer.read())).sentence)"
    )
    done = subprocess.run([sys.executable, "-c", program], input=files.heic(), capture_output=True, check=True)
    assert "Most Compatible" in done.stdout.decode()


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16"])
def test_every_kind_of_pixel_is_kept(mode: str) -> None:
    image = files.picture().convert("L").convert(mode) if mode == "I;16" else files.picture().convert(mode)
    found = kept("done.png", files.encoded(image, "PNG"))
    assert Image.open(io.BytesIO(found.content)).size == (320, 200)


def test_a_picture_meant_for_print_is_kept_for_the_screen() -> None:
    found = kept("done.jpg", files.encoded(files.picture().convert("CMYK"), "JPEG"))
    assert Image.open(io.BytesIO(found.content)).mode == "RGB"


def test_a_photo_is_turned_upright_and_forgets_where_it_was_taken() -> None:
    sent = files.jpeg_from_a_phone()
    assert Image.open(io.BytesIO(sent)).getexif().get_ifd(0x8825)
    image = Image.open(io.BytesIO(kept("photo.jpg", sent).content))
    assert image.size == (200, 320)
    assert not image.getexif()
    assert not {"exif", "comment", "icc_profile", "xmp"} & set(image.info)


def test_texts_inside_a_png_are_dropped() -> None:
    from PIL.PngImagePlugin import PngInfo

    info = PngInfo()
    info.add_text("Author", "Somebody Private")
    info.add_itxt("XML:com.adobe.xmp", "<x:xmpmeta>Somebody Private</x:xmpmeta>")
    assert b"Somebody Private" not in kept("shot.png", files.png(pnginfo=info)).content


def test_a_very_large_photo_is_scaled_down() -> None:
    found = kept("photo.jpg", files.encoded(Image.new("RGB", (8000, 6000), "teal"), "JPEG"))
    width, height = Image.open(io.BytesIO(found.content)).size
    assert 15_000_000 < width * height <= 16_000_000


@pytest.mark.parametrize("kind", [kinds.PNG, kinds.WEBP])
def test_a_picture_that_would_grow_beyond_the_limit_becomes_a_smaller_jpeg(kind: kinds.Kind) -> None:
    noise = Image.effect_noise((400, 400), 100)
    redrawn, became = redraw(files.encoded(noise, kind.extensions[0]), kind, 20_000)
    assert became is kinds.JPEG
    assert len(redrawn) <= 20_000


def test_pixels_without_end_are_refused_before_they_are_unpacked() -> None:
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert "3600 megapixels" in refused("shot.png", files.bomb_png())
    assert "60 megapixels" in refused("shot.png", files.bomb_png(7750))
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 50_000


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("ticket.png", files.pdf(), "is really a PDF. Rename it to “ticket.pdf”"),
        ("ticket.pdf", files.png(), "is really a PNG picture. Rename it to “ticket.png”"),
        ("ticket.png", files.jpeg(), "Rename it to “ticket.jpg”"),
        ("ticket.exe", files.jpeg(), "Rename it to “ticket.jpg”"),
        ("done.gif", files.encoded(files.picture(), "GIF"), "is a GIF picture"),
        ("done.png", files.encoded(files.picture(), "GIF"), "is a GIF picture"),
        ("done.bmp", files.encoded(files.picture(), "BMP"), "is a BMP picture"),
        ("done.tif", files.encoded(files.picture(), "TIFF"), "is a TIFF picture"),
        ("done.avif", files.encoded(files.picture(), "AVIF"), "is an AVIF picture"),
        ("logo.svg", b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script/></svg>', "SVG drawing"),
        ("logo.png", b'<svg xmlns="http://www.w3.org/2000/svg"></svg>', "SVG drawing"),
        ("page.png", b"<!DOCTYPE html><html><script>alert(1)</script></html>", "is a web page"),
        ("letter.docx", files.zip_with("word/document.xml", b"<w/>"), "Office document"),
        ("tool.png", b"MZ\x90\x00" + bytes(100), "is a program"),
        ("clip.mp4", b"\x00\x00\x00\x18ftypisom\x00\x00\x02\x00isommp42" + bytes(100), "is a video"),
        ("notes.txt", b"I attended the course.", "neither a picture nor a PDF"),
        ("empty.png", b"", "is empty"),
        ("large.png", files.png() + bytes(MAX_BYTES + 1), "larger than 10 MB"),
    ],
)
def test_what_is_no_evidence_is_refused_with_the_thing_to_do(name: str, content: bytes, words: str) -> None:
    assert words in refused(name, content)


def test_the_limit_is_ten_megabytes_to_the_byte() -> None:
    honest = files.jpeg()
    assert kept("photo.jpg", honest + bytes(MAX_BYTES - len(honest)))
    assert "10 MB" in refused("photo.jpg", honest + bytes(MAX_BYTES - len(honest) + 1))


@pytest.mark.parametrize("name", ["photo", "Screenshot 2026-01-05 at 9.30", "course no. 5"])
def test_a_name_without_an_extension_gets_one(name: str) -> None:
    assert kept(name, files.png()).name == f"{name}.png"


@pytest.mark.parametrize(
    ("sent", "shown"),
    [
        ("../../etc/passwd.png", "passwd.png"),
        ("C:\\fakepath\\done.png", "done.png"),
        ("invoice‮gnp.png", "invoicegnp.png"),
        ("line\r\nbreak\x00.png", "linebreak.png"),
        ("x" * 300 + ".png", "x" * 146 + ".png"),
        ("...", "file.png"),
    ],
)
def test_names_are_made_harmless(sent: str, shown: str) -> None:
    assert kept(sent, files.png()).name == shown


@pytest.mark.parametrize(
    ("content", "cut"),
    [(files.jpeg(), 0.5), (files.jpeg(), 0.95), (files.png(), 0.5), (files.webp(), 0.6), (files.heic(), 0.6)],
)
def test_a_picture_cut_short_is_refused(content: bytes, cut: float) -> None:
    name = {b"\xff\xd8": "a.jpg", b"\x89P": "a.png", b"RI": "a.webp"}.get(content[:2], "a.heic")
    assert "cut short or damaged" in refused(name, content[: int(len(content) * cut)])


@pytest.mark.parametrize("form", ["PNG", "WEBP"])
def test_an_animation_is_refused(form: str) -> None:
    frames = [Image.new("RGB", (40, 40), color) for color in ("red", "green", "blue")]
    content = files.encoded(frames[0], form, save_all=True, append_images=frames[1:], duration=100)
    assert "is an animation" in refused(f"moving.{form.lower()}", content)


@pytest.mark.parametrize("honest", [("a.png", files.png()), ("a.jpg", files.jpeg()), ("a.webp", files.webp())])
@pytest.mark.parametrize(
    ("hidden", "what"),
    [
        (files.zip_with("payload.js", b"alert(1)"), "ZIP"),
        (files.pdf(), "PDF"),
        (b"<html><script>alert(1)</script></html>", "web page"),
        (b"\n<svg onload='alert(1)'></svg>", "SVG"),
        (b"MZ\x90\x00" + bytes(64), "program"),
    ],
)
def test_a_file_that_claims_to_be_two_things_is_refused(honest: tuple[str, bytes], hidden: bytes, what: str) -> None:
    sentence = refused(honest[0], honest[1] + hidden)
    assert what in sentence and "at once" in sentence


def test_a_page_hidden_in_a_pictures_comment_is_refused() -> None:
    assert "web page" in refused("a.jpg", files.jpeg(comment=b"<script>alert(1)</script>"))


def test_the_short_video_a_phone_appends_to_a_photo_is_dropped() -> None:
    video = b"\x00\x00\x00\x18ftypmp42" + bytes(5000)
    assert b"ftypmp42" not in kept("motion.jpg", files.jpeg() + video).content


def javascript(made: pikepdf.Pdf) -> None:
    made.Root.OpenAction = Dictionary(S=Name.JavaScript, JS=String("app.alert(1)"))


def javascript_in_a_name_tree(made: pikepdf.Pdf) -> None:
    action = Dictionary(S=Name.JavaScript, JS=String("app.alert(1)"))
    made.Root.Names = Dictionary(JavaScript=Dictionary(Names=Array([String("a"), made.make_indirect(action)])))


def javascript_nothing_refers_to(made: pikepdf.Pdf) -> None:
    made.make_indirect(Dictionary(S=Name.JavaScript, JS=String("app.alert(1)")))
    made.Root.Extra = made.objects[-1]


def javascript_on_a_page(made: pikepdf.Pdf) -> None:
    made.pages[0].obj.AA = Dictionary(O=Dictionary(S=Name.JavaScript, JS=String("app.alert(1)")))


def javascript_deep_inside(made: pikepdf.Pdf) -> None:
    action = Dictionary(S=Name.URI, URI=String("https://example.org"), Next=Array([Dictionary(S=Name.JavaScript)]))
    made.pages[0].obj.Annots = Array([Dictionary(Type=Name.Annot, Subtype=Name.Link, A=action, Rect=[0, 0, 9, 9])])


def launch(made: pikepdf.Pdf) -> None:
    made.pages[0].obj.Annots = Array(
        [Dictionary(Subtype=Name.Link, Rect=[0, 0, 9, 9], A=Dictionary(S=Name.Launch, F=String("cmd.exe")))]
    )


def submit(made: pikepdf.Pdf) -> None:
    made.Root.OpenAction = Dictionary(S=Name.SubmitForm, F=String("https://example.org"))


def opens_a_page_of_the_web(made: pikepdf.Pdf) -> None:
    made.Root.OpenAction = Dictionary(S=Name.URI, URI=String("https://example.org"))


def attachment(made: pikepdf.Pdf) -> None:
    made.attachments["payload.exe"] = b"MZ"


def active_form(made: pikepdf.Pdf) -> None:
    made.Root.AcroForm = Dictionary(XFA=made.make_stream(b"<xdp/>"), Fields=Array())


PACKED = {"object_stream_mode": pikepdf.ObjectStreamMode.generate}
PLAIN = {"object_stream_mode": pikepdf.ObjectStreamMode.disable}


@pytest.mark.parametrize("how", [PACKED, PLAIN], ids=["packed", "plain"])
@pytest.mark.parametrize(
    ("put", "words"),
    [
        (javascript, "a script or an active form"),
        (javascript_in_a_name_tree, "a script or an active form"),
        (javascript_nothing_refers_to, "a script or an active form"),
        (javascript_on_a_page, "a script or an active form"),
        (javascript_deep_inside, "a script or an active form"),
        (active_form, "a script or an active form"),
        (launch, "starts something"),
        (submit, "starts something"),
        (opens_a_page_of_the_web, "starts something"),
        (attachment, "has other files inside it"),
    ],
)
def test_a_pdf_that_does_something_is_refused(put: Any, words: str, how: dict[str, Any]) -> None:
    assert words in refused("done.pdf", files.pdf_with(put, **how))


@pytest.mark.parametrize(
    ("plain", "spelled"),
    [(b"/JavaScript", b"/J#61v#61Script"), (b"/JavaScript", b"/#4AavaScrip#74"), (b"/Launch", b"/L#61unch")],
)
def test_a_script_spelled_in_another_way_is_refused_too(plain: bytes, spelled: bytes) -> None:
    content = files.pdf_with(javascript if plain == b"/JavaScript" else launch, **PLAIN).replace(b"/JS (", b"/XX (")
    assert plain in content
    # written anew with the escapes in place, so that the offsets are right
    swapped = content.replace(plain, spelled)
    with pikepdf.open(io.BytesIO(swapped)) as recovered:
        out = io.BytesIO()
        recovered.save(out, **PLAIN)
    by_hand = out.getvalue().replace(plain, spelled[:1] + b"#" + f"{plain[1]:x}".encode() + plain[2:])
    assert "cut short" in refused("done.pdf", by_hand) or "script" in refused("done.pdf", by_hand)
    assert refused("done.pdf", handwritten(spelled)).endswith("and send that.")


def handwritten(action: bytes) -> bytes:
    """A PDF written byte by byte, with an open action spelled as given."""
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R /OpenAction << /S " + action + b" >> >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] >>",
    ]
    out, offsets = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    start = len(out)
    out += b"xref\n0 4\n0000000000 65535 f \n" + table
    return out + b"trailer << /Size 4 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % start


def test_a_pdf_with_a_password_is_refused() -> None:
    lock = pikepdf.Encryption(owner="secret", user="secret")
    assert "protected by a password" in refused("done.pdf", files.pdf(encryption=lock))
    open_to_read = pikepdf.Encryption(owner="secret", user="")
    assert "protected by a password" in refused("done.pdf", files.pdf(encryption=open_to_read))


def test_a_pdf_cut_short_is_refused() -> None:
    content = files.pdf(20)
    assert "cut short or damaged" in refused("done.pdf", content[: len(content) // 2])
    assert "cut short or damaged" in refused("done.pdf", content[:-30])


def test_a_pdf_of_fifty_pages_is_kept_and_one_of_fifty_one_is_not() -> None:
    assert kept("done.pdf", files.pdf(50))
    assert "has 51 pages; the most we keep is 50" in refused("done.pdf", files.pdf(51))


@pytest.mark.parametrize("times", [1, 2])
def test_a_pdf_that_unpacks_without_end_is_refused(times: int) -> None:
    import zlib

    def put(made: pikepdf.Pdf) -> None:
        packer = zlib.compressobj(9)
        block = packer.compress(bytes(1 << 20)) + packer.flush(zlib.Z_FULL_FLUSH)
        again = packer.compress(bytes(1 << 20)) + packer.flush(zlib.Z_FULL_FLUSH)
        packed = block + again * 1500
        filters: Any = Name.FlateDecode
        if times == 2:
            packed, filters = zlib.compress(packed, 9), Array([Name.FlateDecode, Name.FlateDecode])
        stream = made.make_stream(b"")
        stream.write(packed, filter=filters)
        made.pages[0].obj.Contents = stream

    content = files.pdf_with(put, stream_decode_level=pikepdf.StreamDecodeLevel.none, compress_streams=False)
    assert len(content) < 3_000_000
    assert "unpacks to far more than its size" in refused("done.pdf", content)


def test_a_pdf_that_is_a_zip_as_well_is_refused() -> None:
    assert "ZIP" in refused("done.pdf", files.pdf() + files.zip_with("a.js", b"alert(1)"))


def test_a_pdf_forgets_who_made_it_but_keeps_its_pages_and_links() -> None:
    def put(made: pikepdf.Pdf) -> None:
        with made.open_metadata() as metadata:
            metadata["dc:creator"] = ["Somebody Private"]
        photo = made.make_stream(files.jpeg_from_a_phone())
        photo.stream_dict = Dictionary(
            Type=Name.XObject, Subtype=Name.Image, Width=320, Height=200, ColorSpace=Name.DeviceRGB, BitsPerComponent=8
        )
        photo.write(files.jpeg_from_a_phone(), filter=Name.DCTDecode)
        page = made.pages[0].obj
        page.Resources = Dictionary(XObject=Dictionary(Photo=photo))
        page.Contents = made.make_stream(b"q 300 0 0 200 0 0 cm /Photo Do Q")
        link = Dictionary(S=Name.URI, URI=String("https://example.org/course"))
        page.Annots = Array([Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=[0, 0, 9, 9], A=link)])

    found = kept("done.pdf", files.pdf_with(put, 3))
    assert b"Somebody Private" not in found.content
    with pikepdf.open(io.BytesIO(found.content)) as pdf:
        assert len(pdf.pages) == 3
        assert not pdf.docinfo.keys()
        assert "/Metadata" not in pdf.Root
        page = pdf.pages[0].obj
        assert str(page.Annots[0].A.URI) == "https://example.org/course"
        photo = page.Resources.XObject.Photo.read_raw_bytes()
    assert b"Telephone Works" not in photo and b"taken at home" not in photo
    assert Image.open(io.BytesIO(photo)).size == (320, 200)


def test_a_photo_of_two_pictures_in_one_file_keeps_the_first() -> None:
    second = Image.new("RGB", (64, 40), "teal")
    content = files.encoded(files.picture(), "MPO", save_all=True, append_images=[second])
    found = kept("IMG_0002.jpg", content)
    assert found.media_type == "image/jpeg"
    assert Image.open(io.BytesIO(found.content)).size == (320, 200)


def test_a_very_large_photo_is_turned_upright_too() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    content = files.encoded(Image.new("RGB", (7000, 3500), "teal"), "JPEG", exif=exif)
    width, height = Image.open(io.BytesIO(kept("photo.jpg", content).content)).size
    assert width < height


def test_texts_that_unpack_without_end_inside_a_png_are_refused() -> None:
    from PIL.PngImagePlugin import PngInfo

    info = PngInfo()
    info.add_text("Comment", "x" * 5_000_000, zip=True)
    assert "cut short or damaged" in refused("shot.png", files.png(pnginfo=info))


def test_what_was_cleaned_is_the_same_each_time() -> None:
    assert kept("done.png", files.png()) == kept("done.png", files.png())
