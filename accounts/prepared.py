"""Queries that every page asks for its reader, compiled once.

Building and compiling a queryset takes the ORM several times as long as the database takes to answer. A prepared query
keeps the SQL and the conversions that the ORM made for a queryset, and only puts new values in.
"""

from collections.abc import Callable

from django.db import connection
from django.db.models import QuerySet


class PreparedQuery:
    """The rows of a `values_list` queryset, as tuples.

    `make` gets as many arguments as `rows`; the queryset must use each exactly once. Whatever else it compares with is
    a constant.
    """

    def __init__(self, make: Callable[..., QuerySet]):
        self.make = make
        self.compiled = {}

    def rows(self, *values: int | str) -> list[tuple]:
        compiled = self.compiled.get(connection.vendor)
        if compiled is None:
            compiled = self.compiled[connection.vendor] = self.compile(len(values))
        sql, compiler, converters, constants, places = compiled
        parameters = list(constants)
        for place, value in zip(places, values, strict=True):
            parameters[place] = value
        with connection.cursor() as cursor:
            cursor.execute(sql, parameters)
            rows = cursor.fetchall()
        return [tuple(row) for row in compiler.apply_converters(rows, converters)] if converters else rows

    def compile(self, count: int):
        sentinels = range(-1, -1 - count, -1)
        compiler = self.make(*sentinels).query.get_compiler(connection=connection)
        sql, parameters = compiler.as_sql()
        found = [str(parameter) for parameter in parameters]
        if any(found.count(str(sentinel)) != 1 for sentinel in sentinels):
            raise ValueError(f"The queryset must use its {count} values once each, not {parameters}.")
        places = [found.index(str(sentinel)) for sentinel in sentinels]
        converters = compiler.get_converters([column for column, _sql, _alias in compiler.select])
        return sql, compiler, converters, parameters, places
