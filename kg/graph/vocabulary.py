"""The vocabularies that the graph uses, as terms for its statements: ``KG.text`` is <https://w3id.org/govreport/ontology#text>."""

from __future__ import annotations

from rdflib import namespace as public

from kg.graph.statements import named
from kg.ontology import namespaces


class Vocabulary:
    """A namespace whose names are terms, each made once."""

    def __init__(self, namespace: str) -> None:
        self._namespace = namespace

    def __getattr__(self, name: str) -> str:
        made = self.__dict__[name] = named(self._namespace + name)
        return made

    def __getitem__(self, name: str) -> str:
        made: str = getattr(self, name)
        return made


KG = Vocabulary(str(namespaces.KG))
OA = Vocabulary(str(namespaces.OA))
SCHEMA = Vocabulary(str(namespaces.SCHEMA))
QUDT = Vocabulary(str(namespaces.QUDT))
QUDT_UNIT = Vocabulary(str(namespaces.QUDT_UNIT))
SDMX_ATTRIBUTE = Vocabulary(str(namespaces.SDMX_ATTRIBUTE))
DCAT = Vocabulary(str(public.DCAT))
DCTERMS = Vocabulary(str(public.DCTERMS))
PROV = Vocabulary(str(public.PROV))
QB = Vocabulary(str(public.QB))
RDF = Vocabulary(str(public.RDF))
RDFS = Vocabulary(str(public.RDFS))
SKOS = Vocabulary(str(public.SKOS))
TIME = Vocabulary(str(public.TIME))
VOID = Vocabulary(str(public.VOID))
XSD = Vocabulary(str(public.XSD))
