"""How a text shows its pictures, which it names: `![words](image:NAME)`."""

from markdown.treeprocessors import Treeprocessor

Shown = tuple[str, int, int]
"""The address, width and height of a picture."""


class Pictures(Treeprocessor):
    """Gives pictures their address, and their size, so that nothing moves when they come."""

    def __init__(self, md, images, missing):
        super().__init__(md)
        self.images = images
        self.missing = missing

    def run(self, root):
        for image in root.iter("img"):
            source = image.get("src", "")
            shown = self.images.get(source.removeprefix("image:")) if source.startswith("image:") else None
            if shown is None:
                self.missing.append(source)
                continue
            url, width, height = shown
            size = {"width": str(width), "height": str(height), "loading": "lazy"}
            image.attrib.update({"src": url, **size})
