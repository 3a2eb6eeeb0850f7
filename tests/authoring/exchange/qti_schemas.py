"""The schemas that items and manifests are checked with: our profiles, and 1EdTech's own files where the environment
names them. Nothing is fetched: what their files import is declared in `qti_imports`, as far as they name it."""

import os
import warnings
from functools import cache
from pathlib import Path

import xmlschema

HERE = Path(__file__).parent
IMPORTS = {
    "http://www.w3.org/1998/Math/MathML": "mathml",
    "http://www.w3.org/2001/XInclude": "xinclude",
    "http://www.imsglobal.org/xsd/apip/apipv1p0/imsapip_qtiv1p0": "apip",
    "http://ltsc.ieee.org/xsd/LOM": "lom",
    "http://www.imsglobal.org/xsd/imsqti_metadata_v2p1": "qti_metadata",
}


def read_schema(path: Path) -> xmlschema.XMLSchema:
    locations = {namespace: str(HERE / "qti_imports" / f"{name}.xsd") for namespace, name in IMPORTS.items()}
    with warnings.catch_warnings():
        # Each address that an import names is a warning, since none of them is looked up.
        warnings.simplefilter("ignore", xmlschema.XMLSchemaImportWarning)
        return xmlschema.XMLSchema(str(path), locations=locations, allow="local")


@cache
def item_profile() -> xmlschema.XMLSchema:
    return read_schema(HERE / "qti_profile.xsd")


@cache
def package_profile() -> xmlschema.XMLSchema:
    return read_schema(HERE / "package_profile.xsd")


@cache
def item_schemas() -> list[xmlschema.XMLSchema]:
    """Our profile, and 1EdTech's schema where there is one."""
    return [item_profile(), *official("QTI_SCHEMA")]


@cache
def package_schemas() -> list[xmlschema.XMLSchema]:
    return [package_profile(), *official("QTI_PACKAGE_SCHEMA")]


def official(name: str) -> list[xmlschema.XMLSchema]:
    return [read_schema(Path(os.environ[name]))] if os.environ.get(name) else []
