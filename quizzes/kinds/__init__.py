"""The kinds of questions: one file each, found here. A new file is all the Python that a new kind needs."""

from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from quizzes.kinds.base import Kind


@cache
def kinds() -> dict[str, Kind]:
    """All kinds by name: of each module of this package the object called `kind`."""
    modules = [import_module(f"{__name__}.{module.name}") for module in iter_modules(__path__)]
    found = [module.kind for module in modules if hasattr(module, "kind")]
    return {kind.name: kind for kind in sorted(found, key=lambda kind: kind.name)}
