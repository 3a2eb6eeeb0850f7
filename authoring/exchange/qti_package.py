"""Items in a content package of QTI 2.1: a ZIP with a manifest."""

from collections.abc import Iterable
from dataclasses import dataclass
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from authoring.exchange.gift_writing import LessonItems
from authoring.exchange.losses import Losses
from authoring.exchange.qti_items import WRITERS, shows_pictures, write_item
from authoring.exchange.qti_xml import XSI, document, element

CONTENT_PACKAGE = "http://www.imsglobal.org/xsd/imscp_v1p1"
PACKAGE_SCHEMA = "http://www.imsglobal.org/xsd/qti/qtiv2p1/qtiv2p1_imscpv1p2_v1p0.xsd"
ITEM_TYPE = "imsqti_item_xmlv2p1"
OLDEST = (1980, 1, 1, 0, 0, 0)
"""So that the same questions make the same file."""
REASONS = {
    "single": "Feedback is shown on the option that was chosen, not on the others.",
    "multiple": "Feedback is shown on the options that were chosen, not on the others.",
}
NO_PICTURES = "Its pictures are left out; their descriptions stand in their place."
LEFT_OUT = "It is not exported to QTI: only single, multiple, match, categorise and order are."


@dataclass
class Package(Losses):
    content: bytes = b""


def write_package(lessons: Iterable[LessonItems], course_title: str) -> Package:
    """All questions that can be items, and what could not."""
    package, files = Package(), {}
    for lesson in lessons:
        for entry in lesson.entries:
            if entry["kind"] in WRITERS:
                files[f"items/{entry['id']}.xml"] = write_item(entry)
                package.hold(entry, reasons(entry))
            else:
                package.leave_out(entry, LEFT_OUT)
    package.content = zipped({"imsmanifest.xml": manifest(list(files), course_title), **files})
    return package


def reasons(entry: dict) -> list[str]:
    """What is lost of a question that the package holds."""
    kept_back = [REASONS[entry["kind"]]] if entry["kind"] in REASONS else []
    return [*kept_back, NO_PICTURES] if shows_pictures(entry) else kept_back


def manifest(paths: list[str], course_title: str) -> bytes:
    resources = [
        element("resource", element("file", href=path), identifier=f"RES-{name_of(path)}", type=ITEM_TYPE, href=path)
        for path in paths
    ]
    metadata = element("metadata", element("schema", "QTIv2.1 Package"), element("schemaversion", "1.0.0"))
    root = element(
        "manifest", metadata, element("organizations"), element("resources", *resources), identifier="QUESTIONS"
    )
    root.attrib |= {
        "xmlns": CONTENT_PACKAGE,
        "xmlns:xsi": XSI,
        "xsi:schemaLocation": f"{CONTENT_PACKAGE} {PACKAGE_SCHEMA}",
    }
    return document(root)


def name_of(path: str) -> str:
    return path.removeprefix("items/").removesuffix(".xml")


def zipped(files: dict[str, bytes]) -> bytes:
    content = BytesIO()
    with ZipFile(content, "w") as archive:
        for name, data in files.items():
            archive.writestr(ZipInfo(name, OLDEST), data, ZIP_DEFLATED)
    return content.getvalue()
