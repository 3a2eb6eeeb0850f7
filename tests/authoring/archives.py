"""ZIP files for tests, also such as nobody should send."""

import zipfile
from io import BytesIO
from pathlib import Path


def zip_of(folder: Path) -> bytes:
    names = {f"course/{path.relative_to(folder)}": path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    return zip_with(names)


def zip_with(files: dict[str, bytes | str]) -> bytes:
    place = BytesIO()
    with zipfile.ZipFile(place, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return place.getvalue()


def zip_with_link() -> bytes:
    place = BytesIO()
    with zipfile.ZipFile(place, "w") as archive:
        link = zipfile.ZipInfo("course/course.yaml")
        link.external_attr = 0o120777 << 16
        archive.writestr(link, "/etc/passwd")
    return place.getvalue()
