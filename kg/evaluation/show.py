"""Scores as a table, with errors, and as Markdown."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from kg.evaluation.score import FIELDS, Score


def rows(result: Score) -> Iterator[tuple[str, float, float, float, str]]:
    """Name, precision, recall, F1 and counts of every block that occurs."""
    for level in ("strict", "relaxed"):
        kinds = sorted({k.split(".")[1] for k in result.counts if k.startswith(f"{level}.")} - {"all", "core"})
        for kind in ("all", "core", *(kinds if level == "strict" else ())):
            yield _row(result, f"{level}.{kind}", f"mentions.{level}.{kind}")
    yield _row(result, "detected", "targets.detected")
    yield _row(result, "complete", "targets.complete")
    for kind in ("all", *sorted({k.split(".")[1] for k in result.counts if k.startswith("relation.")} - {"all"})):
        yield _row(result, f"relation.{kind}", f"relations.{kind}")


def _row(result: Score, name: str, label: str) -> tuple[str, float, float, float, str]:
    hit, gold, predicted = (result.counts[f"{name}.{part}"] for part in ("hit", "gold", "predicted"))
    return label, *result.figures(name), f"{hit} of {gold} gold, {predicted} predicted"


def calibration(result: Score) -> list[tuple[str, int, float]]:
    """How often records are right, above and below a confidence of 0.9: label, number, share right."""
    found = []
    for label, high in (("confidence ≥ 0.9", True), ("confidence < 0.9", False)):
        chosen = [right for confidence, right in result.judged if (confidence >= 0.9) is high]
        found.append((label, len(chosen), sum(chosen) / len(chosen) if chosen else 0.0))
    return found


def as_text(result: Score, errors: int = 0) -> str:
    """The table as text, with up to `errors` errors of each kind."""
    lines = [f"{name:28} P {p:.3f}  R {r:.3f}  F1 {f:.3f}   ({counts})" for name, p, r, f, counts in rows(result)]
    lines.append("targets.fields               " + "  ".join(f"{name} {result.share(f'field.{name}', 'detected.hit'):.3f}" for name in FIELDS))
    lines.append(
        f"status {result.share('status.right', 'status.n'):.3f}, with year {result.share('status.with_year', 'status.n'):.3f}   ({result.counts['status.n']} statuses)"
    )
    lines += [f"{label}: {share:.3f} right of {number}" for label, number, share in calibration(result)]
    if errors:
        for kind in sorted(result.errors):
            lines += ["", f"{kind}: {len(result.errors[kind])}", *(f"   {line}" for line in result.errors[kind][:errors])]
    return "\n".join(lines) + "\n"


def as_markdown(result: Score) -> str:
    """The table as Markdown."""
    lines = ["| what | P | R | F1 | counts |", "|---|---|---|---|---|"]
    lines += [f"| {name} | {p:.3f} | {r:.3f} | {f:.3f} | {counts} |" for name, p, r, f, counts in rows(result)]
    return "\n".join(lines) + "\n"


def _figure(result: Score, block: str) -> str:
    """The F1 of a block; a dash where the gold has nothing of it."""
    return f"{result.figures(block)[2]:.3f}" if result.counts[f"{block}.gold"] else "–"


BESIDE = ("strict.core", "strict.all", "relaxed.core", "detected", "complete", "relation.all")


def beside(results: Mapping[str, Score]) -> str:
    """F1 of several extractions on the same gold, as a Markdown table."""
    titles = ("mentions strict core", "mentions strict all", "mentions relaxed core", "targets detected", "targets complete", "relations")
    lines = ["| F1 | " + " | ".join(titles) + " |", "|---|" + "---|" * len(titles)]
    lines += [f"| {name} | " + " | ".join(_figure(result, block) for block in BESIDE) + " |" for name, result in results.items()]
    return "\n".join(lines) + "\n"
