"""What a person can take along: each app says in its `exports.py` which rows of its models are theirs.

The settings list `EXPORTS` names those lists. `accounts.checks` refuses a site in which a model that belongs to people
is in none of them.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from django.apps import apps
from django.conf import settings
from django.db.models import Model, QuerySet
from django.utils.module_loading import import_string

from accounts.models import User

ROWS_AT_ONCE = 1000


@dataclass(frozen=True)
class Owner:
    """Whose rows they are. A guest's session is linked with them by nothing in the database, so its key comes along."""

    learner: User
    session_key: str = ""


@dataclass(frozen=True, kw_only=True)
class Table:
    """The rows of one model that belong to a person, with every field that the model has or will have.

    `name` is that of the CSV file and of the key in data.json. `of` is the look-up from a row to its person; where
    there is none, `select` finds the rows. `context` explains a row with what it points to: column → look-up.
    `withheld` says of fields whose values are not given why. `fields` names the only ones given of a row that is not
    the person's, and only there to explain others.
    """

    model: type[Model]
    name: str
    title: str
    of: str = "learner"
    select: Callable[[Owner], QuerySet] | None = None
    context: dict[str, str] = field(default_factory=dict)
    withheld: dict[str, str] = field(default_factory=dict)
    fields: tuple[str, ...] = ()

    def rows(self, owner: Owner) -> QuerySet:
        return self.select(owner) if self.select else self.model._default_manager.filter(**{self.of: owner.learner.pk})

    @property
    def columns(self) -> list[str]:
        """The fields given, by the names of their columns: of a link, the number it points to."""
        fields = [each for each in self.model._meta.concrete_fields if not self.fields or each.name in self.fields]
        return [each.attname for each in fields if each.name not in self.withheld]

    def values(self, owner: Owner) -> Iterator[tuple]:
        """The values of `columns`, then of `context`, row by row.

        Read in short queries, each beginning where the last one ended: memory is bounded, no transaction stays open
        while a file is written, and it works behind a pool of connections, where a cursor would not.
        """
        rows = self.rows(owner).order_by("pk").values_list("pk", *self.columns, *self.context.values())
        batch = list(rows[:ROWS_AT_ONCE])
        while batch:
            yield from (row[1:] for row in batch)
            if len(batch) < ROWS_AT_ONCE:
                return
            batch = list(rows.filter(pk__gt=batch[-1][0])[:ROWS_AT_ONCE])


@dataclass(frozen=True, kw_only=True)
class Document:
    """A file to read, like the Markdown brief. `make` gives its text; where that is empty, there is no such file."""

    name: str
    title: str
    make: Callable[[User], str]


@dataclass(frozen=True, kw_only=True)
class LeftOut:
    """A model whose rows belong to people and which is yet not exported, and why: people read that."""

    model: type[Model]
    why: str

    @property
    def name(self) -> str:
        return str(self.model._meta.verbose_name_plural)


Part = Table | Document | LeftOut


def parts() -> list[Part]:
    return [part for path in settings.EXPORTS for part in import_string(path)]


def tables() -> list[Table]:
    return [part for part in parts() if isinstance(part, Table)]


def counts(owner: Owner) -> list[tuple[Table, int]]:
    """How many rows there are of each kind that is the person's own; kinds without any are left out."""
    counted = [(table, table.rows(owner).count()) for table in tables() if not table.fields]
    return [(table, count) for table, count in counted if count]


def links_to(model: type[Model], targets: set[type[Model]]) -> list:
    """The fields of `model` that point to one of `targets`; to itself does not count."""
    links = [link for link in model._meta.concrete_fields if link.related_model in targets]
    return [link for link in links if link.related_model != model]


def models_of_people() -> set[type[Model]]:
    """Models whose rows belong to a person: they point to a user, or to a row that belongs to one."""
    every = {model._meta.concrete_model for model in apps.get_models(include_auto_created=True)}
    found = {User}
    while new := {model for model in every - found if links_to(model, found)}:
        found |= new
    return found


def forgotten_models() -> set[type[Model]]:
    """Models of people that no app exports, nor says why not."""
    known = {part.model for part in parts() if not isinstance(part, Document) and not getattr(part, "fields", ())}
    return models_of_people() - known
