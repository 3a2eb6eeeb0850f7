"""The certificate as a PDF."""

from io import BytesIO

import pytest
from pypdf import PdfReader

from certificates.services import withdraw
from tests.certificates.factories import make_certificate
from tests.quizzes.page import read


@pytest.fixture
def certificate(ruled_course):
    return make_certificate(name="Łukasz Παπαδόπουλος")


@pytest.fixture
def url(certificate):
    return certificate.get_absolute_url()


def typefaces_in(pdf: PdfReader) -> list[str]:
    """Names of the typefaces on the page, each of which must be in the file itself."""
    fonts = [font.get_object() for font in pdf.pages[0]["/Resources"]["/Font"].values()]
    descriptors = [font["/DescendantFonts"][0].get_object()["/FontDescriptor"].get_object() for font in fonts]
    assert all(len(descriptor["/FontFile2"].get_object().get_data()) > 1000 for descriptor in descriptors)
    return sorted(str(descriptor["/FontName"]) for descriptor in descriptors)


def pdf_of(client, url) -> PdfReader:
    return PdfReader(BytesIO(client.get(f"{url}certificate.pdf").content))


def test_pdf_is_one_page_with_its_typeface_in_it_and_text_that_can_be_copied(client, url, certificate):
    pdf = pdf_of(client, url)

    text = " ".join(pdf.pages[0].extract_text().split())
    assert len(pdf.pages) == 1
    assert pdf.pages[0].mediabox.width > pdf.pages[0].mediabox.height
    assert {name.partition("+")[2] for name in typefaces_in(pdf)} == {"SourceSerif4", "SourceSerif4SemiBold"}
    assert "Łukasz Παπαδόπουλος has met the rule of the course Small course" in text
    assert f"https://course.example{url}" in text


SCRIPTS = {
    "प्रिया शर्मा": "NotoSerifDevanagari",
    "সুমিত রায়": "NotoSerifBengali",
    "สมชาย ใจดี": "NotoSerifThai",
    "Հայկ Սարգսյան": "NotoSerifArmenian",
    "გიორგი ბერიძე": "NotoSerifGeorgian",
    "மலர்": "NotoSerifTamil",
    "שרה": "NotoSerifHebrew",
    "محمد": "NotoNaskhArabic",
}


@pytest.mark.parametrize(("name", "typeface"), SCRIPTS.items())
def test_name_in_another_script_brings_a_typeface_that_can_write_it(client, ruled_course, name, typeface):
    certificate = make_certificate(name=name)

    pdf = pdf_of(client, certificate.get_absolute_url())

    assert any(typeface in embedded for embedded in typefaces_in(pdf))
    assert set(name) <= set(pdf.pages[0].extract_text())  # scripts that reorder are not read back letter by letter
    assert "Get at least 70% right" in pdf.pages[0].extract_text()


def test_pdf_says_its_title_and_language(client, url):
    pdf = pdf_of(client, url)

    assert pdf.metadata.title == "Certificate of Łukasz Παπαδόπουλος"
    assert pdf.trailer["/Root"]["/Lang"] == "en"
    assert pdf.trailer["/Root"]["/ViewerPreferences"]["/DisplayDocTitle"].value is True


@pytest.mark.parametrize("name", ["W" * 100, " ".join(["Wilhelmina"] * 9), "Å"])
def test_name_of_any_length_stays_on_one_page(client, ruled_course, name):
    certificate = make_certificate(name=name)

    pdf = pdf_of(client, certificate.get_absolute_url())

    assert len(pdf.pages) == 1
    assert "".join(name.split()) in "".join(pdf.pages[0].extract_text().split())


def test_pdf_that_did_not_change_is_not_sent_again(client, url):
    first = client.get(f"{url}certificate.pdf")

    again = client.get(f"{url}certificate.pdf", HTTP_IF_NONE_MATCH=first["ETag"])

    assert (again.status_code, again.content) == (304, b"")


def test_pdf_of_a_revoked_one_is_gone(client, url, certificate):
    withdraw(learner=certificate.learner)

    response = client.get(f"{url}certificate.pdf")

    assert response.status_code == 410
    assert read(response).one("h1").words == "This PDF is gone"
