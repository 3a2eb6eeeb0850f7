import re
from pathlib import Path

from whitenoise.storage import CompressedManifestStaticFilesStorage

IMPORT = re.compile(r'^@import url\("(?P<name>[\w-]+\.css)"\);\n', re.MULTILINE)


class StaticStorage(CompressedManifestStaticFilesStorage):
    """Names with hashes and compressed files, as whitenoise makes them; imports between our modules have hashes too.

    A style sheet that imports others of its folder gets their text, so that a page needs one request for it.
    """

    support_js_module_import_aggregation = True

    def post_process(self, paths, dry_run=False, **options):
        if not dry_run:
            paths = {name: (self, name) if self.is_joined(name, *source) else source for name, source in paths.items()}
        yield from super().post_process(paths, dry_run, **options)

    def is_joined(self, name: str, storage, path: str) -> bool:
        """Put the imported text into the collected copy of `name`; False where there is nothing to put in.

        Read from the source: the copy may be joined already, from an earlier run.
        """
        if not name.endswith(".css"):
            return False
        with storage.open(path) as file:
            text = file.read().decode()
        sheet = Path(self.path(name))
        joined = with_imports(text, sheet.parent)
        if joined != text:
            sheet.write_text(joined)
        return joined != text


def with_imports(text: str, folder: Path) -> str:
    return IMPORT.sub(lambda found: with_imports((folder / found["name"]).read_text(), folder), text)
