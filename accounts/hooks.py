"""What apps above do when something happens below them: the settings name functions, and nobody imports upwards."""

from collections.abc import Iterable

from django.utils.module_loading import import_string


def call_all(paths: Iterable[str], **values) -> None:
    """Call each function by its dotted path, in this order and in the caller's transaction."""
    for path in paths:
        import_string(path)(**values)
