"""How networks learn: hidden words first, then labels, from the gold alone or also from what other networks read.

Where gold gives several types, or marks a name optional, every reading that it allows is right: the loss is that of a conditional random field whose gold
is a set of paths. What several networks make of a text teaches another one by how likely each label is to them (Hinton et al. 2015, "Distilling the
Knowledge in a Neural Network").
"""

from __future__ import annotations

import math
import random
import sys
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from kg.extraction.tagger.network import FORMS
from tagger.network import Convolutions, Network, log_sum, marginals
from tagger.tables import Tables
from tagger.words import Batch, Piece, Words

ROW, ROWS, HIDDEN, SEEN = 128, 64, 0.15, 0.15
# What guessing hidden words has taught, and what the public network knows; the latter learns so much more slowly.
PRETRAINED, PUBLIC = ("forms.", "layers."), "encoder."
SLOWLY = 0.1
# In so many pieces no known names are told: the network must also read without them.
KNOWN_DROP = 0.15
# The loss is that of a sentence of so many words.
SENTENCE = 25
# Of the gold more is seen towards the end: the power of a random number that says when.
LATE = 0.7
# The weights kept are a moving average over about so many steps.
AVERAGED, EVERY = 1000, 5
SHOWN = 500


@dataclass(frozen=True)
class Recipe:
    """How fast a network learns, what part of that its pretrained weights do, what is left out (of other texts half), how often it sees the gold and these."""

    rate: float
    body: float
    drop: float
    gold: int
    other: float = 0


@dataclass(frozen=True)
class Teacher:
    """A network, and how much what it reads counts."""

    network: Network
    weight: float = 1.0


@dataclass(frozen=True)
class Texts:
    """What is learned from: the gold, and texts without."""

    gold: Words
    other: Words


def pretrain(net: Convolutions, tables: Tables, steps: int) -> None:
    """Learn to guess hidden words from those around them."""
    out = nn.Linear(net.width, len(tables.names[0]))
    optimizer = torch.optim.Adam([*net.forms.parameters(), *net.layers.parameters(), *out.parameters()])
    last = len(tables.forms)
    forms = torch.cat([torch.tensor(tables.forms), torch.zeros(1, len(FORMS), dtype=torch.long)])
    flat = np.concatenate([np.append(row, last) for row in tables.texts])
    rows = torch.tensor(flat[: len(flat) // ROW * ROW].reshape(-1, ROW).astype(np.int64))
    for step in range(steps):
        for group in optimizer.param_groups:
            group["lr"] = 2e-3 * min(1, (step + 1) / 200) * max(0.02, 1 - step / steps)
        words = rows[torch.randint(len(rows), (ROWS,))]
        seen = forms[words].clone()
        gold = seen[..., 0].clone()
        asked = (torch.rand(gold.shape) < HIDDEN) & (gold > 0)
        seen[asked & (torch.rand(gold.shape) >= SEEN)] = 0
        filled = (words < last).float()
        loss = functional.cross_entropy(out(net.convolved(net.words(seen), filled)[asked]), gold[asked])
        optimizer.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(net.parameters(), 1.0)
        optimizer.step()
        if step % SHOWN == 0:
            print(f"hidden words: step {step} of {steps}, loss {loss.item():.2f}", file=sys.stderr, flush=True)


def learn(net: Network, texts: Texts, recipe: Recipe, seed: int, teachers: Sequence[Teacher] = ()) -> None:
    """Learn labels from the gold, and from what `teachers` read in the other texts; what is kept is the moving average of the weights."""
    chance = random.Random(seed)
    torch.manual_seed(seed)
    if teachers:
        net.transitions.data.copy_(_mean(teachers, lambda teacher: teacher.transitions))
        net.transitions.requires_grad_(False)
    parts: dict[float, list[nn.Parameter]] = defaultdict(list)
    for name, weight in net.named_parameters():
        if weight.requires_grad:
            parts[SLOWLY if name.startswith(PUBLIC) else recipe.body if name.startswith(PRETRAINED) else 1.0].append(weight)
    optimizer = torch.optim.AdamW([{"params": weights, "part": part} for part, weights in parts.items()], weight_decay=0.01)
    average = {name: value.detach().clone() for name, value in net.named_parameters() if value.requires_grad}
    plan = list(_plan(texts, recipe, chance))
    net.train()
    lost = 0.0
    for step, (labelled, pieces) in enumerate(plan, 1):
        for group in optimizer.param_groups:
            group["lr"] = recipe.rate * group["part"] * (min(1, step / 300) * (1 - step / len(plan)) + 0.01)
        net.drop = recipe.drop if labelled else recipe.drop / 2
        untold = {row for row in range(len(pieces)) if chance.random() < KNOWN_DROP}
        words = texts.gold if labelled else texts.other
        batch = words.batch(pieces, untold)
        read = None if labelled else _read(teachers, words.batch(pieces))
        loss = _loss(net, batch, read) * SENTENCE / batch.filled.sum()
        optimizer.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(net.parameters(), 5.0)
        optimizer.step()
        lost += loss.item()
        if step % EVERY == 0:
            share = min(1 - EVERY / AVERAGED, step / (step + 20 * EVERY))
            learned = dict(net.named_parameters())
            for name, value in average.items():
                value.mul_(share).add_(learned[name].detach(), alpha=1 - share)
        if step % SHOWN == 0:
            print(f"labels: step {step} of {len(plan)}, loss {lost / SHOWN:.3f}", file=sys.stderr, flush=True)
            lost = 0.0
    net.load_state_dict(average, strict=False)
    net.eval()


def _plan(texts: Texts, recipe: Recipe, chance: random.Random) -> Iterator[tuple[bool, list[Piece]]]:
    """The batches in the order in which they are seen, each with whether it is of the gold."""
    gold = [pieces for _ in range(recipe.gold) for pieces in texts.gold.batches(chance)]
    rounds = [pieces for _ in range(math.ceil(recipe.other)) for pieces in texts.other.batches(chance)]
    other = rounds[: round(len(rounds) * recipe.other / max(1, math.ceil(recipe.other)))]
    times = [*(chance.random() ** LATE for _ in gold), *(chance.random() for _ in other)] if other else list(range(len(gold)))
    order = sorted(range(len(times)), key=times.__getitem__)
    yield from ((at < len(gold), gold[at] if at < len(gold) else other[at - len(gold)]) for at in order)


def _read(teachers: Sequence[Teacher], batch: Batch) -> Tensor:
    """How likely each label is at each word, as networks together read them."""
    return _mean(teachers, lambda teacher: marginals(teacher(batch), teacher.transitions, batch.filled))


def _loss(net: Network, batch: Batch, read: Tensor | None) -> Tensor:
    """How far the network is from the labels allowed, or from what others have read.

    The transitions are those of the others: what they would add to the latter is the same for all weights.
    """
    scores = net(batch)
    total = log_sum(scores, net.transitions, batch.filled).sum()
    if read is None:
        return total - log_sum(scores, net.transitions, batch.filled, batch.allowed).sum()
    return total - (read * batch.filled[..., None] * scores).sum()


@torch.no_grad()
def _mean(teachers: Sequence[Teacher], of: Callable[[Network], Tensor]) -> Tensor:
    return sum(teacher.weight * of(teacher.network) for teacher in teachers) / sum(teacher.weight for teacher in teachers)
