"""What an operator can set, and what is refused at the start."""

import pytest

from tests.aipm_course.test_settings import PRODUCTION, run, setting
from translations.provider import Provider, language, provider_of

SET = {
    "url": "https://translate.example/api/",
    "name": "Elsewhere",
    "privacy_url": "https://translate.example/privacy",
    "policy_version": "2026-05",
    "key": "",
    "languages": [],
    "characters": 5000,
}
ENVIRONMENT = {
    "TRANSLATION_URL": "https://translate.example",
    "TRANSLATION_NAME": "Elsewhere",
    "TRANSLATION_PRIVACY_URL": "https://translate.example/privacy",
    "TRANSLATION_POLICY_VERSION": "2026-05",
    "TRANSLATION_KEY": "a key",
    "TRANSLATION_LANGUAGES": "de,pt-BR",
}


def test_without_an_address_there_is_no_provider():
    assert provider_of(**SET | {"url": ""}) is None


def test_languages_are_named_in_their_own_words_and_sorted_by_them():
    provider = provider_of(**SET | {"languages": ["pl", "de", "ar", "zh", "tlh", "pt-BR"]})

    assert provider.url == "https://translate.example/api"
    assert [(each.code, each.name, each.direction) for each in provider.languages.values()] == [
        ("de", "Deutsch", "ltr"),
        ("pl", "Polski", "ltr"),
        ("pt-BR", "Português Brasileiro", "ltr"),
        ("tlh", "Tlh", "ltr"),
        ("ar", "العربيّة", "rtl"),
        ("zh", "简体中文", "ltr"),
    ]


def test_every_language_offered_by_default_has_a_name():
    provider = provider_of(**SET)

    assert [code for code in provider.codes if language(code).name.lower() == code] == []


@pytest.mark.parametrize(
    ("change", "word"),
    [
        ({"url": "translate.example"}, "TRANSLATION_URL"),
        ({"url": "file:///etc/passwd"}, "TRANSLATION_URL"),
        ({"url": "https://user:secret@translate.example"}, "TRANSLATION_URL"),
        ({"url": "https://translate.example:x"}, "TRANSLATION_URL"),
        ({"url": "https://translate.example/ HTTP/1.1"}, "TRANSLATION_URL"),
        ({"privacy_url": ""}, "TRANSLATION_PRIVACY_URL"),
        ({"privacy_url": "javascript:alert(1)"}, "TRANSLATION_PRIVACY_URL"),
        ({"name": " "}, "TRANSLATION_NAME"),
        ({"policy_version": ""}, "TRANSLATION_POLICY_VERSION"),
        ({"languages": ["de", "../x"]}, "TRANSLATION_LANGUAGES"),
        ({"characters": 10}, "TRANSLATION_CHARACTERS"),
    ],
)
def test_half_a_provider_is_refused(change, word):
    with pytest.raises(ValueError, match=word):
        provider_of(**SET | change)


def test_terms_are_others_when_provider_server_or_version_is_another():
    same = [provider_of(**SET), provider_of(**SET | {"key": "k", "languages": ["de"], "characters": 900})]
    changes = [{"name": "Another"}, {"url": "https://other.example"}, {"policy_version": "2026-06"}]

    terms = {provider_of(**SET | change).terms for change in changes}

    assert same[0].terms == same[1].terms
    assert len(terms | {same[0].terms}) == 4


@pytest.mark.parametrize(
    ("url", "is_in_clear"),
    [
        ("https://translate.example", False),
        ("http://translate.example", True),
        ("http://127.0.0.1:5000", False),
        ("http://[::1]:5000", False),
        ("http://localhost:5000", False),
        ("http://10.0.0.3:5000", True),
    ],
)
def test_a_provider_elsewhere_is_asked_over_https(url, is_in_clear):
    assert Provider(url, "E", "https://e.example", "1").is_in_clear is is_in_clear


def test_settings_are_read_from_the_environment(tmp_path):
    assert setting(tmp_path, "TRANSLATION") is None
    assert "Elsewhere" in setting(tmp_path, "TRANSLATION", **ENVIRONMENT)
    assert "pt-BR" in setting(tmp_path, "TRANSLATION", **ENVIRONMENT)


def test_start_is_refused_with_what_to_do(tmp_path):
    result = run(tmp_path, "manage.py", "check", **ENVIRONMENT | {"TRANSLATION_NAME": ""})

    assert result.returncode != 0
    assert "TRANSLATION_NAME and TRANSLATION_POLICY_VERSION say what readers agree to: set both." in result.stderr


def test_deployment_with_a_provider_passes_every_check_and_one_in_clear_is_advised_against(tmp_path):
    deploy = ("manage.py", "check", "--deploy", "--fail-level", "DEBUG")

    good = run(tmp_path, *deploy, **PRODUCTION | ENVIRONMENT)
    in_clear = run(tmp_path, *deploy, **PRODUCTION | ENVIRONMENT | {"TRANSLATION_URL": "http://translate.example"})

    assert good.returncode == 0, good.stderr
    assert "translations.W001" in in_clear.stderr
