"""The third party that translates, as the operator named it; there is none unless they did."""

import hashlib
import ipaddress
import re
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urlsplit

from django.conf.locale import LANG_INFO

LANGUAGES = ("ar", "de", "es", "fr", "hi", "id", "it", "ja", "ko", "nl", "pl", "pt", "ru", "tr", "uk", "zh")
LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z]{2,4})?")
ALSO_KNOWN_AS = {"zh": "zh-hans", "zh-cn": "zh-hans", "zh-tw": "zh-hant"}
CHARACTERS = 5000


@dataclass(frozen=True)
class Language:
    """`code` is the provider's, and what stands in `lang`; `name` is the language's own word for itself."""

    code: str
    name: str
    direction: str


def language(code: str) -> Language:
    known = LANG_INFO.get(ALSO_KNOWN_AS.get(code.lower(), code.lower()), {})
    name = known.get("name_local", code)
    return Language(code, name[:1].upper() + name[1:], "rtl" if known.get("bidi") else "ltr")


@dataclass(frozen=True)
class Provider:
    """A server that speaks LibreTranslate's API. `characters`: how many it takes in one request."""

    url: str
    name: str
    privacy_url: str
    policy_version: str
    key: str = ""
    codes: tuple[str, ...] = LANGUAGES
    characters: int = CHARACTERS

    @cached_property
    def languages(self) -> dict[str, Language]:
        found = [language(code) for code in self.codes]
        return {each.code: each for each in sorted(found, key=lambda each: each.name.casefold())}

    @property
    def host(self) -> str:
        return urlsplit(self.url).netloc

    @cached_property
    def terms(self) -> str:
        """What a reader agrees to, in short: who translates, where, under which version of their policy."""
        return hashlib.sha256("\n".join((self.name, self.host, self.policy_version)).encode()).hexdigest()[:16]

    @property
    def is_in_clear(self) -> bool:
        """Whether texts and key would travel unencrypted beyond this machine."""
        parts = urlsplit(self.url)
        return parts.scheme == "http" and not is_this_machine(parts.hostname)


def is_this_machine(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def provider_of(
    *, url: str, name: str, privacy_url: str, policy_version: str, key: str, languages: list[str], characters: int
) -> Provider | None:
    """The provider that these settings name, or None for an empty `url`. ValueError says what is wrong."""
    if not url:
        return None
    check_address("TRANSLATION_URL", url)
    check_address("TRANSLATION_PRIVACY_URL", privacy_url)
    if not name.strip() or not policy_version.strip():
        raise ValueError("TRANSLATION_NAME and TRANSLATION_POLICY_VERSION say what readers agree to: set both.")
    if wrong := [code for code in languages if not LANGUAGE.fullmatch(code)]:
        raise ValueError(
            f"TRANSLATION_LANGUAGES holds {wrong[0]!r}: write codes as the provider does, like de or pt-BR."
        )
    if not 500 <= characters <= 100_000:
        raise ValueError("TRANSLATION_CHARACTERS is a number from 500 to 100000.")
    return Provider(
        url=url.rstrip("/"),
        name=name.strip(),
        privacy_url=privacy_url,
        policy_version=policy_version.strip(),
        key=key,
        codes=tuple(dict.fromkeys(languages)) or LANGUAGES,
        characters=characters,
    )


def check_address(name: str, url: str) -> None:
    try:
        parts = urlsplit(url)
        is_good = parts.scheme in ("http", "https") and bool(parts.hostname) and "@" not in parts.netloc
        is_good = is_good and (parts.port is None or parts.port > 0) and not re.search(r"[\s\x00-\x1f]", url)
    except ValueError:
        is_good = False
    if not is_good:
        raise ValueError(f"{name} is {url!r}: write the whole address, beginning with https://, without a password.")
