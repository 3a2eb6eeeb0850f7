"""Parts of a page that depend on who is reading it.

A template tag declared with `personal_tag` is a function from the request (and the tag's arguments) to a small context,
and a template for it. On an ordinary page it renders in place. While a page is rendered once for everybody (see
`lessons.pages`), it leaves a hole instead, which is filled for each reader; fragments are remembered by their context,
so that filling a hole is a look-up.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field

from django import template
from django.http import HttpRequest
from django.template.loader import get_template

MARK = f"\x1a{secrets.token_hex(8)}\x1a"  # nobody can write it into a text beforehand
MARK_PATTERN = re.compile(f"{MARK}(\\d+){MARK}")
FRAGMENTS_KEPT = 32


@dataclass
class Hole:
    """One place in a shared page: what to ask about the reader, and the template for the answer."""

    ask: Callable[..., dict]
    args: tuple
    template_name: str
    fragments: dict = field(default_factory=dict)

    def fill(self, request: HttpRequest) -> str:
        answer = self.ask(request, *self.args)
        key = tuple(answer.values())
        fragment = self.fragments.get(key)
        if fragment is None:
            if len(self.fragments) >= FRAGMENTS_KEPT:
                self.fragments.clear()
            fragment = get_template(self.template_name).render(answer).strip()
            self.fragments[key] = fragment
        return fragment


class PersonalNode(template.Node):
    def __init__(self, ask, template_name, arguments):
        self.ask = ask
        self.template_name = template_name
        self.arguments = arguments

    def render(self, context):
        request = context["request"]
        hole = Hole(
            self.ask,
            tuple(argument.resolve(context) for argument in self.arguments),
            self.template_name,
        )
        holes = getattr(request, "holes", None)
        if holes is None:
            return hole.fill(request)
        holes.append(hole)
        return f"{MARK}{len(holes) - 1}{MARK}"


def personal_tag(library: template.Library, template_name: str):
    """Register `ask(request, *args) -> dict` as a tag; the dict's values must be hashable and decide the fragment.

    The fragment's template gets only that dict: no request, no user, no CSRF token.
    """

    def decorate(ask):
        def compile_tag(parser, token):
            _name, *arguments = token.split_contents()
            return PersonalNode(
                ask,
                template_name,
                [parser.compile_filter(argument) for argument in arguments],
            )

        library.tag(ask.__name__, compile_tag)
        return ask

    return decorate


class SharedPage:
    """A page that was rendered once: text with holes in it."""

    def __init__(self, html: str, holes: list[Hole]):
        pieces = MARK_PATTERN.split(html)
        self.texts = pieces[0::2]
        self.holes = [holes[int(number)] for number in pieces[1::2]]

    def fill(self, request: HttpRequest) -> str:
        parts = [self.texts[0]]
        for hole, text in zip(self.holes, self.texts[1:], strict=True):
            parts.append(hole.fill(request))
            parts.append(text)
        return "".join(parts)
