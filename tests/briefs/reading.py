"""What a brief shows, and the forms in it, as plain functions on a test client."""

from tests.quizzes.page import Element, read

BRIEF = "/brief/"


def edit_url(source: str) -> str:
    return f"/brief/edit/{source}/"


def brief_in(client) -> Element:
    return read(client.get(BRIEF)).one("main")


def piece_in(client, source: str) -> Element:
    """The piece as it stands in the brief."""
    return brief_in(client).one("article", id=source.lower().replace(".", "-"))


def text_of(client, source: str) -> str:
    """The words of a piece without what stands around them, paragraph by paragraph."""
    return paragraphs_in(piece_in(client, source))


def paragraphs_in(element: Element) -> str:
    return " ".join(line.words for own in element.all(class_="own") for line in own if line.tag in ("p", "li"))


def left_out(client) -> list[str]:
    """The names of the pieces that are not in the brief."""
    return [row.all("span")[0].words for row in brief_in(client).one(id="left-out").all("li")]


def sent_by(client, url: str) -> dict[str, str]:
    """What the form of an editing page sends when nothing is changed."""
    form = read(client.get(url)).one("form", class_="stack", action=url)
    fields = {each["name"]: each["value"] for each in form.all("input") if "name" in each}
    fields |= {each["name"]: each.text.removeprefix("\n") for each in form.all("textarea")}
    for select in form.all("select"):
        chosen = [option["value"] for option in select.all("option") if "selected" in option]
        fields[select["name"]] = chosen[0] if chosen else ""
    return fields


def edit(client, source: str, text: str):
    url = edit_url(source)
    return client.post(url, sent_by(client, url) | {"text": text})
