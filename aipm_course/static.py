from whitenoise.storage import CompressedManifestStaticFilesStorage


class StaticStorage(CompressedManifestStaticFilesStorage):
    """Names with hashes and compressed files, as whitenoise makes them; imports between our modules have hashes too."""

    support_js_module_import_aggregation = True
