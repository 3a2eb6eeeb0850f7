"""What an operator can ask the provider before readers do."""

import dataclasses
from io import StringIO

import pytest
from django.core.management import CommandError, call_command


def test_provider_that_has_the_languages_shows_a_sentence(provider, settings):
    settings.TRANSLATION = dataclasses.replace(provider, codes=("de", "ar"))
    out = StringIO()

    call_command("check_translation", stdout=out)

    assert "translates English into: ar de en fr" in out.getvalue()
    assert '<strong id="a1-1">HYPE</strong>' in out.getvalue()


def test_language_that_it_has_not_is_named(provider):
    with pytest.raises(CommandError, match="It does not have: nl"):
        call_command("check_translation", stdout=StringIO())


def test_provider_that_is_away_is_said(provider, settings):
    settings.TRANSLATION = dataclasses.replace(provider, url="http://127.0.0.1:9")

    with pytest.raises(CommandError, match="It could not be reached"):
        call_command("check_translation", stdout=StringIO())


def test_without_a_provider_the_way_is_told(off):
    with pytest.raises(CommandError, match="TRANSLATION_URL is not set"):
        call_command("check_translation", stdout=StringIO())
