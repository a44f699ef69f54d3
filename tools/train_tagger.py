"""Train the tagger of names and write kg/lexicon/tagger.npz.

usage: python tools/train_tagger.py FOLDER      (the folder of the reports that tests/gold annotates; needs PyTorch: pip install torch)

First the network learns to guess hidden words of all reports of FOLDER, then the labels of the annotated paragraphs of tests/gold (tests/gold/heldout is
left out: it only says how sure names are). Where gold gives several types, or marks a name optional, every reading that it allows is right: the loss is
that of a conditional random field whose gold is a set of paths. Last, all weights become whole numbers (kg/extraction/tagger/network.py says why).
The words that the model knows are those of many places; none is the name of an annotated programme or project.
"""

from __future__ import annotations

import math
import random
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from golds import ROOT, SHIPPED, TEACHING, gold_files
from torch import Tensor, nn
from torch.nn import functional

from kg.evaluation.gold import GoldParagraph, load_gold
from kg.extraction.clauses import Clause, grid
from kg.extraction.names import proposals
from kg.extraction.records import EntityType
from kg.extraction.segmenter import Token
from kg.extraction.tagger.features import CUT, Look, cut_tokens, look, word_form
from kg.extraction.tagger.network import BESIDE, DILATIONS, FORMS, HIGHEST, LABELS, SCALE, WIDTH, Model
from kg.extraction.tagger.paths import best
from kg.extraction.tagger.spans import runs, whole
from kg.reading.document import Span
from kg.reading.reader import read

OUT = ROOT / "kg" / "lexicon" / "tagger.npz"
SEED = 20261128
# A word is known by itself when it stands so often, in so many reports, and is so short; endings and features when they stand so often.
OFTEN, SPREAD, LONG = 20, 15, 4
ENDINGS, FEATURES = 100, 8
PRETRAINING, ROW, ROWS, HIDDEN = 900, 128, 64, 0.15
EPOCHS, BATCH, RATE, DROP, WORD_DROP, RULE_DROP = 10, 24, 1.5e-3, 0.3, 0.1, 0.15
RULED = ("R:", "RR:", "RC:", "ps:", "pe:", "pro")
BINS = 8
# The report that the project ships counts so often.
OWN = 3
IMPOSSIBLE = -1e4
# 全市, 我国: optional in the gold, and no name that anybody looks for.
WHOLE = re.compile(r"[全我本]?(?:[国省市县区州旗乡镇]|自治区|域|境)")
ABOUT = (
    "Weights of the tagger of names, made by tools/train_tagger.py. Source: words and their neighbours counted on public government work reports of all "
    "levels, 2003 to 2026; labels from the annotated paragraphs in tests/gold. Licence: MIT (this project)."
)


@dataclass
class Paragraph:
    """An annotated paragraph: its words, their features, and for each word the labels that the gold allows."""

    text: str
    looked: Look
    gold: GoldParagraph
    base: int
    forms: Tensor
    allowed: Tensor


def annotated(files: dict[Path, list[Path]], known: Container[str]) -> Iterator[Paragraph]:
    """The annotated paragraphs of reports."""
    for path, golds in files.items():
        report = read(path)
        words, cut, proposed, kept, proper = proposals(report)
        starts = [0]
        for line in report.text.split("\n"):
            starts.append(starts[-1] + len(line) + 1)
        for gold in load_gold(golds, report.text) * (OWN if path == SHIPPED else 1):
            begin, end = starts[gold.line - 1], starts[gold.line]
            tokens = [t for t in cut_tokens(report.text, words.words, kept, known) if begin <= t.start < end]
            yield paragraph(
                report.text,
                tokens,
                [c for c in cut if begin <= c.span.start < end],
                [[c for c in group if begin <= c.span.start < end] for group in (proposed, kept)],
                words.inside,
                proper,
                gold,
                begin,
            )


def paragraph(
    text: str,
    tokens: Sequence[Token],
    cut: Sequence[Clause],
    candidates: Sequence[Sequence[Any]],
    quoted: frozenset[int],
    proper: frozenset[int],
    gold: GoldParagraph,
    base: int,
) -> Paragraph:
    """A paragraph with the features of its words and the labels that they may have."""
    looked = look(text, tokens, cut, candidates[0], candidates[1], quoted, proper)
    return Paragraph(text, looked, gold, base, torch.zeros(0), torch.tensor(labels_allowed(text, tokens, gold, base)))


def labels_allowed(text: str, tokens: Sequence[Token], gold: GoldParagraph, base: int) -> np.ndarray:
    """For each word (rows) which labels (columns) the gold allows: each of its types for a name, and none at all where it is optional."""
    allowed = np.zeros((len(tokens), len(LABELS)), dtype=bool)
    allowed[:, 0] = True
    taken: set[int] = set()
    for mention in sorted(gold.mentions, key=lambda m: bool(m.get("optional"))):
        start, end = (base + at for at in mention["span"])
        rows = [i for i, t in enumerate(tokens) if t.start < end and t.end > start]
        if not rows or taken.intersection(rows):
            continue
        quoted = rows[0] > 0 and rows[-1] + 1 < len(tokens) and text[tokens[rows[0] - 1].start] in "“《" and text[tokens[rows[-1] + 1].start] in "”》"
        if quoted and not taken.intersection((rows[0] - 1, rows[-1] + 1)):
            rows = [rows[0] - 1, *rows, rows[-1] + 1]
        taken.update(rows)
        if mention.get("optional") and WHOLE.fullmatch(mention["text"]):
            continue
        for row in rows:
            allowed[row, 0] = bool(mention.get("optional"))
            for kind in mention["types"]:
                allowed[row, LABELS.index(f"{'B' if row == rows[0] else 'I'}-{kind}")] = True
    return allowed


class Layer(nn.Module):
    """A convolution that sees some channels of the word `step` before, the whole word, and some of the word `step` behind."""

    def __init__(self, step: int) -> None:
        super().__init__()
        self.step, self.linear = step, nn.Linear(WIDTH + 2 * BESIDE, WIDTH)

    def forward(self, x: Tensor) -> Tensor:
        before = functional.pad(x[..., :BESIDE], (0, 0, self.step, 0))[:, : x.shape[1]]
        behind = functional.pad(x[..., -BESIDE:], (0, 0, 0, self.step))[:, self.step :]
        return self.linear(torch.cat((before, x, behind), -1))


class Network(nn.Module):
    """The network of kg/extraction/tagger/network.py with floating-point weights."""

    def __init__(self, sizes: Sequence[int], features: int) -> None:
        super().__init__()
        self.forms = nn.ModuleList(nn.Embedding(n, WIDTH) for n in sizes)
        for table in self.forms:
            nn.init.normal_(table.weight, 0, 0.35 / math.sqrt(len(sizes)))
        self.layers = nn.ModuleList(map(Layer, DILATIONS))
        self.features, self.direct = nn.EmbeddingBag(features, WIDTH, mode="sum"), nn.EmbeddingBag(features, len(LABELS), mode="sum")
        nn.init.normal_(self.features.weight, 0, 0.05)
        nn.init.zeros_(self.direct.weight)
        self.hidden, self.out = nn.Linear(WIDTH, WIDTH), nn.Linear(WIDTH, len(LABELS))
        self.transitions = nn.Parameter(torch.zeros(len(LABELS), len(LABELS)))

    def words(self, forms: Tensor) -> Tensor:
        """Sums of the embeddings of the forms of words."""
        return sum(table(forms[..., i]) for i, table in enumerate(self.forms))

    def body(self, x: Tensor, filled: Tensor, drop: float = 0.0) -> Tensor:
        """The convolutions."""
        x = x * filled[..., None]
        for layer in self.layers:
            x = (x + functional.dropout(functional.relu(layer(x)), drop, self.training)) * filled[..., None]
        return x

    def forward(self, forms: Tensor, features: Tensor, offsets: Tensor, filled: Tensor) -> Tensor:
        drop = DROP if self.training else 0.0
        if self.training:
            forms = forms.clone()
            for part in ("word", "ending"):
                forms[..., FORMS.index(part)][torch.rand(filled.shape) < WORD_DROP] = 0
        x = self.words(forms) + self.features(features, offsets).view(*filled.shape, WIDTH)
        h = functional.relu(self.hidden(functional.dropout(self.body(functional.dropout(x, drop), filled, drop), drop)))
        return self.out(functional.dropout(h, drop)) + self.direct(features, offsets).view(*filled.shape, len(LABELS))


FORBIDDEN = torch.tensor([[0.0 if b[0] != "I" or (a != "O" and a[2:] == b[2:]) else IMPOSSIBLE for b in LABELS] for a in LABELS])
FIRST = torch.tensor([IMPOSSIBLE if label[0] == "I" else 0.0 for label in LABELS])


def log_sum(scores: Tensor, transitions: Tensor, filled: Tensor, allowed: Tensor | None = None) -> Tensor:
    """The logarithm of the sum over all rows of labels, or over the allowed ones."""
    if allowed is not None:
        scores = scores.masked_fill(~allowed, IMPOSSIBLE)
    total = scores[:, 0] + FIRST
    for at in range(1, scores.shape[1]):
        there = torch.logsumexp(total[:, :, None] + transitions + FORBIDDEN, 1) + scores[:, at]
        total = torch.where(filled[:, at, None] > 0, there, total)
    return torch.logsumexp(total, 1)


class Tables:
    """The rows of the embeddings: which words, characters, endings and features the model knows."""

    def __init__(self, texts: Iterable[tuple[str, Sequence[Token]]], unnamed: frozenset[str]) -> None:
        words: Counter[tuple[str, str]] = Counter()
        spread: Counter[str] = Counter()
        self.rows: list[np.ndarray] = []
        seen: dict[tuple[str, str], int] = {}
        for text, tokens in texts:
            forms = [(text[t.start : t.end], t.tag) for t in tokens]
            words.update(forms)
            spread.update({word for word, _ in forms})
            self.rows.append(np.array([seen.setdefault(form, len(seen)) for form in forms], dtype=np.int32))
        parts: list[Counter[Any]] = [Counter() for _ in FORMS]
        for (word, tag), count in words.items():
            for part, value in zip(parts, word_form(word, tag), strict=True):
                part[value] += count
        for word in list(parts[0]):
            if word != "0" and (parts[0][word] < OFTEN or spread[word] < SPREAD or len(word) > LONG or word in unnamed):
                del parts[0][word]
        for index, least in ((2, OFTEN), (3, OFTEN), (4, ENDINGS)):
            parts[index] = Counter({value: count for value, count in parts[index].items() if count >= least and value not in unnamed})
        parts[1][CUT] += 1
        self.names = [["", *sorted(map(str, part))] for part in parts]
        self.index = [{value: row for row, value in enumerate(names) if row} for names in self.names]
        self.forms = torch.tensor([self.form(*form) for form in seen])
        self.features: dict[str, int] = {}

    def form(self, word: str, tag: str) -> list[int]:
        """The rows of the parts of a word's form."""
        return [table.get(str(part), 0) for table, part in zip(self.index, word_form(word, tag), strict=True)]

    def learn_features(self, paragraphs: Iterable[Paragraph]) -> None:
        """Know the features that stand at enough words."""
        counted: Counter[str] = Counter()
        for p in paragraphs:
            counted.update(f for row in p.looked.mark_of for f in p.looked.marks[row])
            counted.update(f for row in p.looked.item_of for f in p.looked.items[row])
        self.features = {name: row for row, name in enumerate(sorted(n for n, count in counted.items() if count >= FEATURES), 1)}

    def known(self, p: Paragraph) -> list[list[int]]:
        """The rows of the features of each word."""
        rows = zip(p.looked.mark_of, p.looked.item_of, strict=True)
        return [[self.features[f] for f in (*p.looked.marks[mark], *p.looked.items[item]) if f in self.features] for mark, item in rows]


def pretrain(net: Network, tables: Tables) -> None:
    """Learn to guess hidden words from those around them."""
    out = nn.Linear(WIDTH, len(tables.names[0]))
    optimizer = torch.optim.Adam([*net.forms.parameters(), *net.layers.parameters(), *out.parameters()])
    last = len(tables.forms)
    forms = torch.cat([tables.forms, torch.zeros(1, len(FORMS), dtype=torch.long)])
    flat = np.concatenate([np.append(row, last) for row in tables.rows])
    rows = torch.tensor(flat[: len(flat) // ROW * ROW].reshape(-1, ROW).astype(np.int64))
    for step in range(PRETRAINING):
        for group in optimizer.param_groups:
            group["lr"] = 2e-3 * min(1, (step + 1) / 200) * max(0.02, 1 - step / PRETRAINING)
        words = rows[torch.randint(len(rows), (ROWS,))]
        seen = forms[words].clone()
        gold = seen[..., 0].clone()
        asked = (torch.rand(gold.shape) < HIDDEN) & (gold > 0)
        seen[asked & (torch.rand(gold.shape) < 0.85)] = 0
        filled = (words < last).float()
        loss = functional.cross_entropy(out(net.body(net.words(seen), filled)[asked]), gold[asked])
        optimizer.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(net.parameters(), 1.0)
        optimizer.step()
        if step % 100 == 0:
            print(f"hidden words: step {step} of {PRETRAINING}, loss {loss.item():.2f}", flush=True)


@dataclass
class Piece:
    """The part of a paragraph that is read by itself."""

    forms: Tensor
    known: list[list[int]]
    allowed: Tensor


def fit(net: Network, tables: Tables, paragraphs: Sequence[Paragraph]) -> None:
    """Learn the labels; what is kept is the moving average of the weights."""
    chance = random.Random(SEED)
    pieces = []
    for p in paragraphs:
        known = tables.known(p)
        pieces += [Piece(p.forms[a:b], known[a:b], p.allowed[a:b]) for a, b in p.looked.pieces]
    ruled = {row for name, row in tables.features.items() if name.startswith(RULED)}
    body = [*net.forms.parameters(), *net.layers.parameters()]
    ids = {id(w) for w in body}
    groups = [{"params": body, "part": 0.6}, {"params": [w for w in net.parameters() if id(w) not in ids], "part": 1.0}]
    optimizer = torch.optim.AdamW(groups, weight_decay=0.01)
    average = {name: value.clone() for name, value in net.state_dict().items()}
    steps, step = EPOCHS * math.ceil(len(pieces) / BATCH), 0
    for epoch in range(EPOCHS):
        net.train()
        order = sorted(pieces, key=lambda piece: len(piece.known) // 20 + chance.random() * 2)
        batches = [order[i : i + BATCH] for i in range(0, len(order), BATCH)]
        chance.shuffle(batches)
        lost = 0.0
        for batch in batches:
            for group in optimizer.param_groups:
                group["lr"] = RATE * group["part"] * (min(1, (step + 1) / 50) * (1 - step / steps) + 0.02)
            width = max(len(piece.known) for piece in batch)
            forms, filled = torch.zeros(len(batch), width, len(FORMS), dtype=torch.long), torch.zeros(len(batch), width)
            allowed = torch.ones(len(batch), width, len(LABELS), dtype=torch.bool)
            features: list[int] = []
            offsets: list[int] = []
            for i, piece in enumerate(batch):
                size = len(piece.known)
                forms[i, :size], filled[i, :size], allowed[i, :size] = piece.forms, 1, piece.allowed
                unruled = chance.random() < RULE_DROP
                for at in range(width):
                    offsets.append(len(features))
                    features += [f for f in piece.known[at] if not (unruled and f in ruled)] if at < size else []
            scores = net(forms, torch.tensor(features, dtype=torch.long), torch.tensor(offsets), filled)
            loss = (log_sum(scores, net.transitions, filled) - log_sum(scores, net.transitions, filled, allowed)).sum() / len(batch)
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(net.parameters(), 5.0)
            optimizer.step()
            step += 1
            lost += loss.item()
            share = min(0.995, (step + 1) / (step + 20))
            for name, value in net.state_dict().items():
                average[name].mul_(share).add_(value, alpha=1 - share)
        print(f"labels: epoch {epoch + 1} of {EPOCHS}, loss {lost / len(batches):.3f}", flush=True)
    net.load_state_dict(average)
    net.eval()


def whole_numbers(net: Network, tables: Tables, sample: Sequence[Paragraph]) -> dict[str, np.ndarray]:
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
    products = {f"layer{i}": f"layers.{i}.linear" for i in range(len(DILATIONS))} | {"hidden": "hidden", "out": "out"}
    highest = _highest(net, tables, sample)
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
def _highest(net: Network, tables: Tables, sample: Sequence[Paragraph]) -> dict[str, float]:
    """How large the inputs of each product get."""
    seen: dict[str, list[np.ndarray]] = defaultdict(list)
    for p in sample:
        known = tables.known(p)
        for first, last in p.looked.pieces:
            rows = known[first:last]
            offsets = np.cumsum([0, *map(len, rows[:-1])])
            x = net.words(p.forms[None, first:last]) + net.features(torch.tensor([f for row in rows for f in row]), torch.tensor(offsets))[None]
            for i, layer in enumerate(net.layers):
                seen[f"layer{i}"].append(x.abs().flatten().numpy())
                x = x + functional.relu(layer(x))
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


def main(folder: Path) -> None:
    """Train, judge and write."""
    torch.manual_seed(SEED)
    learning, holding = gold_files(folder, (*TEACHING, "names")), gold_files(folder, ("heldout",))
    named = {
        mention["text"].strip("“”《》")
        for report, golds in (*learning.items(), *holding.items())
        for paragraph in load_gold(golds, read(report).text)
        for mention in paragraph.mentions
        if mention["types"][0] in ("Program", "Project")
    }
    texts = []
    for path in sorted(folder.glob("*.txt")):
        if path not in holding:
            report = read(path)
            texts.append((report.text, [t for t in grid(report).words if not report.text[t.start : t.end].isspace()]))
    tables = Tables(texts, frozenset(named))
    learned, held = list(annotated(learning, tables.index[0])), list(annotated(holding, tables.index[0]))
    tables.learn_features(learned)
    for p in (*learned, *held):
        p.forms = torch.tensor([tables.form(p.text[t.start : t.end], t.tag) for t in p.looked.tokens]).view(-1, len(FORMS))
    net = Network([len(names) for names in tables.names], len(tables.features) + 1)
    pretrain(net, tables)
    fit(net, tables, learned)
    arrays = whole_numbers(net, tables, held)
    calibrate(arrays, held)
    with OUT.open("wb") as file:
        np.savez_compressed(file, **arrays)
    print(f"{OUT}: {OUT.stat().st_size} bytes")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
