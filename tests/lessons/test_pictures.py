"""Pictures: what is taken, what leaves, how a text shows them."""

import io
import struct
import zlib

import pytest
from django.core.files.storage import default_storage
from PIL import Image

from lessons.models import LessonImage
from lessons.pictures import BYTE_LIMIT, EDGE, NotTaken, as_it_is, made_anew
from lessons.services import keep_image, rendered_text
from tests.authoring.editing import picture

SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"


def header_of_png(width: int, height: int) -> bytes:
    """A PNG that says it has so many pixels."""
    chunk = b"IHDR" + struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    data = b"IDAT" + zlib.compress(b"\0" * 100)
    chunks = [struct.pack(">I", len(each) - 4) + each + struct.pack(">I", zlib.crc32(each)) for each in (chunk, data)]
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


def gif() -> bytes:
    return picture("GIF")


def moving(kind: str) -> bytes:
    stream = io.BytesIO()
    frames = [Image.new("RGB", (8, 8), colour) for colour in ("red", "blue")]
    frames[0].save(stream, kind, save_all=True, append_images=frames[1:], duration=100)
    return stream.getvalue()


def shown(content: bytes) -> Image.Image:
    return Image.open(io.BytesIO(content))


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_picture_is_made_anew_as_webp_and_named_by_what_is_in_it(kind):
    first, again = made_anew(picture(kind)), made_anew(picture(kind))

    assert (shown(first.content).format, first.width, first.height) == ("WEBP", 40, 30)
    assert first.name == again.name
    assert first.name != made_anew(picture(kind, (41, 30))).name


def test_what_a_camera_wrote_into_it_is_gone_and_the_picture_stands_upright():
    exif = Image.Exif()
    exif[0x0112], exif[0x010F] = 6, "Camera of somebody"

    made = made_anew(picture("JPEG", exif=exif))

    assert (made.width, made.height) == (30, 40)
    assert not shown(made.content).getexif()
    assert b"Camera" not in made.content


def test_large_picture_is_made_smaller():
    made = made_anew(picture("PNG", (4000, 1000)))

    assert (made.width, made.height) == (EDGE, EDGE // 4)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (SVG, "no picture that can be taken"),
        (b"GIF89a not really", "no picture that can be taken"),
        (gif(), "no picture that can be taken"),
        (b"<html>", "no picture that can be taken"),
        (b"", "no picture that can be taken"),
        (picture("PNG")[:60], "damaged"),
        (b"\x89PNG\r\n\x1a\n" + SVG, "no picture that can be taken"),
        (header_of_png(30_000, 30_000), "more than 24 million pixels"),
        (header_of_png(6_000, 5_000), "more than 24 million pixels"),
        (moving("WEBP"), "moves"),
        (moving("PNG"), "moves"),
        (b"\0" * (BYTE_LIMIT + 1), "more than 5 MB"),
    ],
    ids=[
        "svg",
        "gif magic",
        "gif",
        "html",
        "empty",
        "cut off",
        "png magic",
        "bomb",
        "huge",
        "webp moves",
        "png moves",
        "heavy",
    ],
)
def test_what_is_no_still_picture_of_some_size_is_refused_with_the_reason(content, message):
    with pytest.raises(NotTaken, match=message):
        made_anew(content)


def test_picture_that_was_made_here_comes_back_to_the_last_byte():
    made = made_anew(picture())

    assert as_it_is(made.content) == made


def test_picture_that_was_not_made_here_does_not_come_back_as_it_is():
    with pytest.raises(NotTaken):
        as_it_is(picture("PNG"))


@pytest.mark.django_db
def test_same_picture_is_kept_once_with_the_newest_words():
    for words in ("A square", "A teal square"):
        keep_image(picture=made_anew(picture()), alt=words)

    image = LessonImage.objects.get()
    assert image.alt == "A teal square"
    assert image.content == made_anew(picture()).content
    assert default_storage.listdir("lessons")[1] == [image.name]


@pytest.mark.django_db
def test_text_shows_a_picture_with_its_words_and_size():
    image = keep_image(picture=made_anew(picture()), alt="A [teal] square")

    rendered = rendered_text(f"Look:\n\n{image.markdown}\n", {})

    assert rendered.missing_images == []
    [block] = rendered.blocks
    wanted = f'src="/images/{image.name}" width="40"'
    for part in ('alt="A [teal] square"', wanted.split(" ")[0], 'width="40"', 'height="30"', 'loading="lazy"'):
        assert part in block["html"]


@pytest.mark.django_db
@pytest.mark.parametrize("target", ["image:0123456789abcdef0123.webp", "https://example.org/a.png", "image:../secret"])
def test_picture_that_is_not_ours_is_not_shown(target):
    rendered = rendered_text(f"![Words]({target}) image:", {})

    assert "src=" not in rendered.blocks[0]["html"]
    assert rendered.missing_images == [target]


@pytest.mark.django_db
def test_picture_is_served_to_be_kept_for_good_and_taken_for_nothing_else(client):
    image = keep_image(picture=made_anew(picture()), alt="A square")

    response = client.get(image.get_absolute_url())

    assert b"".join(response.streaming_content) == image.content
    assert response["Content-Type"] == "image/webp"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Cache-Control"] == "max-age=31536000, immutable"


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["0123456789abcdef0123.webp", "..%2Fdb.sqlite3", "a"])
def test_picture_that_is_not_there_is_not_found(client, name):
    assert client.get(f"/images/{name}").status_code == 404


@pytest.mark.django_db
def test_picture_whose_file_is_gone_is_not_found(client):
    image = keep_image(picture=made_anew(picture()), alt="A square")
    default_storage.delete(image.path)

    assert client.get(image.get_absolute_url()).status_code == 404
