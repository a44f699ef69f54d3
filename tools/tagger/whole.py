"""The arrays of the shipped model: weights as whole numbers (kg/extraction/tagger/network.py says why), and how sure names are."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Sequence

import numpy as np
import torch
from torch.nn import functional

from kg.extraction.records import EntityType
from kg.extraction.tagger.network import FORMS, HIGHEST, LAYERS, SCALE, Model
from kg.extraction.tagger.paths import best
from kg.extraction.tagger.spans import runs, whole
from kg.reading.document import Span
from tagger.network import Convolutions, Gates
from tagger.paragraphs import Paragraph
from tagger.tables import Tables
from tagger.words import Words

BINS = 8
ABOUT = (
    "Weights of the tagger of names, made by tools/train_tagger.py. Source: words and their neighbours counted on public government work reports of all "
    "levels, 2003 to 2026; labels from the annotated paragraphs in tests/gold, and what larger networks that learned these read in the other ones, one of them "
    "built on multilingual-e5-small (MIT). Licence: MIT (this project)."
)


def whole_numbers(net: Convolutions, tables: Tables, sample: Words) -> dict[str, np.ndarray]:
    """The arrays of the model: weights as whole numbers of at most 127, grids by what the activations of a sample are."""
    made: dict[str, np.ndarray] = {"about": np.array(ABOUT)}
    for form, names in zip(FORMS, tables.names, strict=True):
        made[f"names.{form}"] = np.array(names)
    made["names.feature"] = np.array(["", *tables.features])
    state = {name: value.detach().numpy() for name, value in net.state_dict().items()}
    embeddings = [state[f"forms.{i}.weight"] for i in range(len(FORMS))] + [state["features.weight"]]
    unit = max(float(np.quantile(np.abs(e), 0.9999)) for e in embeddings) / HIGHEST
    for name, values in zip((*FORMS, "feature"), embeddings, strict=True):
        made[f"embedding.{name}"] = _int8(values / unit)
    made["embedding.feature"][0] = 0
    made["scale.input"] = np.float32(unit)
    unit = float(np.abs(state["direct.weight"]).max()) / HIGHEST
    made["direct"], made["scale.direct"] = _int8(state["direct.weight"] / unit), np.float32(unit)
    made["direct"][0] = 0
    made["transitions"] = np.rint(state["transitions"] * SCALE).astype(np.int16)
    products = {f"layer{i}": f"layers.{i}.linear" for i in range(len(LAYERS))} | {"hidden": "hidden", "out": "out"}
    products |= {f"memory{i}": f"layers.{i}.back" for i, step in enumerate(LAYERS) if step is None}
    highest = _highest(net, sample)
    for name, layer in products.items():
        values = state[f"{layer}.weight"].T
        grid = HIGHEST / highest[name]
        units = np.abs(values).max(0) / HIGHEST
        made[f"weight.{name}"] = _int8(values / units)
        made[f"grid.{name}"] = np.float32(grid)
        made[f"scale.{name}"] = (units / grid).astype(np.float32)
        made[f"bias.{name}"] = state[f"{layer}.bias"].astype(np.float32)
    return made


def _int8(values: np.ndarray) -> np.ndarray:
    return np.clip(np.rint(values), -HIGHEST, HIGHEST).astype(np.int8)


@torch.no_grad()
def _highest(net: Convolutions, sample: Words) -> dict[str, float]:
    """How large the inputs of each product get."""
    seen: dict[str, list[np.ndarray]] = defaultdict(list)
    for piece in sample.pieces:
        batch = sample.batch([piece])
        x = net.inputs(batch)
        for i, layer in enumerate(net.layers):
            seen[f"layer{i}"].append(x.abs().flatten().numpy())
            if isinstance(layer, Gates):
                seen[f"memory{i}"].append(layer.remembered(x, batch.filled).abs().flatten().numpy())
            x = x + functional.relu(layer(x, batch.filled))
        seen["hidden"].append(x.abs().flatten().numpy())
        seen["out"].append(functional.relu(net.hidden(x)).flatten().numpy())
    return {name: float(np.quantile(np.concatenate(values), 0.9998)) for name, values in seen.items()}


def calibrate(arrays: dict[str, np.ndarray], held: Sequence[Paragraph]) -> None:
    """Add how often names of a margin are right: the shares of equally large bins, made to rise."""
    trained, judged = Model(arrays), []
    for p in held:
        labels, margins = best(trained.scores(p.text, p.looked), p.looked.pieces, trained.transitions)
        gold = {(m["span"][0] + p.base, m["span"][1] + p.base): m for m in p.gold.mentions}
        for first, last, kind, margin in runs(labels.tolist(), margins.tolist(), p.looked.pieces):
            found = whole(p.text, Span(p.looked.tokens[first].start, p.looked.tokens[last - 1].end))
            if found is None:
                continue
            span = (found.start, found.end)
            same = next((gold[at] for at in (span, (span[0] + 1, span[1] - 1), (span[0] - 1, span[1] + 1)) if at in gold), None)
            if same is None and any(m.get("optional") and at[0] < span[1] and span[0] < at[1] for at, m in gold.items()):
                continue
            judged.append((margin, same is not None and kind in map(EntityType, same["types"])))
    judged.sort()
    size = math.ceil(len(judged) / BINS)
    bins = [judged[i : i + size] for i in range(0, len(judged), size)]
    shares = np.maximum.accumulate([sum(right for _, right in b) / len(b) for b in bins])
    arrays["confidence.margin"] = np.array([b[0][0] for b in bins[1:]], dtype=np.int32)
    # none is certain: 1 is what a person taught
    arrays["confidence.share"] = np.minimum(np.round(shares, 2), 0.99)
