"""What a graph says, statement by statement, in terms as N-Triples writes them.

Texts are compared and sorted faster than the terms of a library, and most of them are on their way to a file; pyoxigraph checks and escapes each.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TypeAlias

import pyoxigraph
from rdflib.namespace import XSD

from kg.errors import KgError

# Subject, predicate, object.
Statement: TypeAlias = tuple[str, str, str]


class TermError(KgError, ValueError):
    """A term of the graph is no legal RDF (an IRI with a space, a lone surrogate): a fault of the graph, not of the reader."""


def named(iri: str) -> str:
    """The term of an IRI.

    Raises:
        TermError: if it is not legal.
    """
    try:
        return str(pyoxigraph.NamedNode(iri))
    except (ValueError, UnicodeEncodeError) as error:
        raise TermError(f"{iri!r} is no legal RDF term ({error})") from None


def literal(value: str | int | Decimal, datatype: str | None = None, language: str | None = None) -> str:
    """The term of a value: a number of its own type unless `datatype`, which is a term, says otherwise.

    Raises:
        TermError: if it has a character that is none.
    """
    if isinstance(value, int):
        return f'"{value}"^^{datatype or INTEGER}'
    if isinstance(value, Decimal):
        return f'"{value:f}"^^{datatype or DECIMAL}'
    try:
        quoted = str(pyoxigraph.Literal(value))
    except UnicodeEncodeError as error:
        raise TermError(f"{value!r} is no legal RDF term ({error})") from None
    return f"{quoted}^^{datatype}" if datatype else f"{quoted}@{language}" if language else quoted


INTEGER, DECIMAL = named(str(XSD.integer)), named(str(XSD.decimal))
