"""Networks with floating-point weights, one of the shape of kg/extraction/tagger/network.py, and the conditional random field on top of them."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

import torch
from torch import Tensor, nn
from torch.nn import functional

from kg.extraction.tagger.network import FORMS, LABELS, MEMORY
from tagger.pretrained import Encoder, Weights
from tagger.words import Batch

WORD_DROP, LETTER_DROP = 0.1, 0.05
# What is left out between the layers of a recurrent network, and within those of the public one.
BETWEEN, ENCODER_DROP = 0.2, 0.1
# The width of a character, and how many rows characters and pairs of them share.
LETTER, ALONE, PAIRED = 48, 1 << 13, 1 << 15
# By what a character and the one before it are multiplied to spread their pairs over the rows.
SPREAD = 31337, 7919
IMPOSSIBLE = -1e4
FORBIDDEN = torch.tensor([[0.0 if b[0] != "I" or (a != "O" and a[2:] == b[2:]) else IMPOSSIBLE for b in LABELS] for a in LABELS])
FIRST = torch.tensor([IMPOSSIBLE if label[0] == "I" else 0.0 for label in LABELS])


class Shape(NamedTuple):
    """Channels of a word, how many of them are seen of the words beside it, and how far these stand off in each layer; None is a layer that remembers."""

    width: int
    beside: int
    layers: tuple[int | None, ...]


class Layer(nn.Module):
    """A convolution that sees some channels of the word `step` before, the whole word, and some of the word `step` behind."""

    def __init__(self, shape: Shape, step: int) -> None:
        super().__init__()
        self.beside, self.step, self.linear = shape.beside, step, nn.Linear(shape.width + 2 * shape.beside, shape.width)

    def forward(self, x: Tensor, filled: Tensor) -> Tensor:
        before = functional.pad(x[..., : self.beside], (0, 0, self.step, 0))[:, : x.shape[1]]
        behind = functional.pad(x[..., -self.beside :], (0, 0, 0, self.step))[:, self.step :]
        return self.linear(torch.cat((before, x, behind), -1))


class Gates(nn.Module):
    """The layer that remembers (kg/extraction/tagger/network.py)."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.linear, self.back = nn.Linear(width, 4 * MEMORY), nn.Linear(2 * MEMORY, width)
        nn.init.uniform_(self.linear.bias, -1, 1)
        nn.init.normal_(self.back.weight, 0, 0.02)
        nn.init.zeros_(self.back.bias)

    def forward(self, x: Tensor, filled: Tensor) -> Tensor:
        return self.back(self.remembered(x, filled))

    def remembered(self, x: Tensor, filled: Tensor) -> Tensor:
        """What is kept in mind at each word, from the beginning and from the end."""
        sums = self.linear(x)
        gates = torch.clamp(sums[..., : 2 * MEMORY] / 4 + 0.5, 0, 1) * filled[..., None]
        # here the second half of the channels goes backwards
        new, kept = (
            torch.cat((part[..., :MEMORY], part[..., MEMORY:].flip(1)), -1).unbind(1) for part in (gates * sums[..., 2 * MEMORY :], 1 - gates)
        )
        memory = [new[0]]
        for at in range(1, len(new)):
            memory.append(torch.addcmul(new[at], kept[at], memory[-1]))
        found = torch.stack(memory, 1)
        return torch.cat((found[..., :MEMORY], found[..., MEMORY:].flip(1)), -1)


class Network(nn.Module):
    """Sums of embeddings, what `context` makes of the words around each, a layer of scores; `drop` is the share that is left out in training."""

    def __init__(self, width: int, seen: int, sizes: Sequence[int], features: int) -> None:
        super().__init__()
        self.width, self.drop = width, 0.0
        self.forms = nn.ModuleList(nn.Embedding(n, width) for n in sizes)
        for table in self.forms:
            nn.init.normal_(table.weight, 0, 0.35 / math.sqrt(len(sizes)))
        self.features, self.direct = nn.EmbeddingBag(features, width, mode="sum"), nn.EmbeddingBag(features, len(LABELS), mode="sum")
        nn.init.normal_(self.features.weight, 0, 0.05)
        nn.init.zeros_(self.direct.weight)
        self.hidden, self.out = nn.Linear(seen, width), nn.Linear(width, len(LABELS))
        self.transitions = nn.Parameter(torch.zeros(len(LABELS), len(LABELS)))

    def words(self, forms: Tensor) -> Tensor:
        """Sums of the embeddings of the forms of words."""
        return sum(table(forms[..., i]) for i, table in enumerate(self.forms))

    def inputs(self, batch: Batch) -> Tensor:
        """Each word by itself: its form and its features."""
        return self.words(batch.forms) + self.features(batch.features, batch.offsets).view(*batch.filled.shape, self.width)

    def context(self, x: Tensor, batch: Batch) -> Tensor:
        """What is known of each word and of those around it."""
        raise NotImplementedError

    def forward(self, batch: Batch) -> Tensor:
        filled = batch.filled
        if self.training:
            batch = batch._replace(forms=batch.forms.clone())
            for part in ("word", "ending"):
                batch.forms[..., FORMS.index(part)][torch.rand(filled.shape) < WORD_DROP] = 0
        x = self.dropped(self.inputs(batch))
        h = functional.relu(self.hidden(self.dropped(self.context(x, batch))))
        return self.out(self.dropped(h)) + self.direct(batch.features, batch.offsets).view(*filled.shape, len(LABELS))

    def dropped(self, x: Tensor) -> Tensor:
        """Some of it left out, in training."""
        return functional.dropout(x, self.drop, self.training)


class Convolutions(Network):
    """The network of kg/extraction/tagger/network.py, of any shape."""

    def __init__(self, shape: Shape, sizes: Sequence[int], features: int) -> None:
        super().__init__(shape.width, shape.width, sizes, features)
        self.layers = nn.ModuleList(Gates(shape.width) if step is None else Layer(shape, step) for step in shape.layers)

    def context(self, x: Tensor, batch: Batch) -> Tensor:
        return self.convolved(x, batch.filled)

    def convolved(self, x: Tensor, filled: Tensor) -> Tensor:
        """What the layers make of words where these stand."""
        x = x * filled[..., None]
        for layer in self.layers:
            x = (x + self.dropped(functional.relu(layer(x, filled)))) * filled[..., None]
        return x


class Memory(NamedTuple):
    """How much a recurrent network keeps in mind, in how many layers, and whether it reads characters or words."""

    size: int
    layers: int = 1
    letters: bool = False


class Recurrent(Network):
    """A network that reads the words from both ends (Hochreiter and Schmidhuber 1997, "Long Short-Term Memory"); too slow to ship, it teaches."""

    def __init__(self, width: int, memory: Memory, sizes: Sequence[int], features: int) -> None:
        super().__init__(width, 2 * memory.size + width, sizes, features)
        self.memory = _recurrent(width, memory)

    def context(self, x: Tensor, batch: Batch) -> Tensor:
        return torch.cat((_remembered(self.memory, x, batch.filled.sum(1).long()), x), -1)


class Reader(NamedTuple):
    """How many layers of the public network read, how many of them learn nothing, and how much is kept in mind."""

    layers: int
    still: int
    size: int


class Reading(Network):
    """A network that knows what the first layers of a public one, which has read much else, make of the words; it reads these from both ends with memory."""

    def __init__(self, width: int, reader: Reader, sizes: Sequence[int], features: int) -> None:
        super().__init__(width, 2 * reader.size + 2 * width, sizes, features)
        self.weights = Weights.load()
        self.encoder = Encoder(self.weights, reader.layers, reader.still)
        self.known = nn.Linear(self.encoder.width, width)
        self.memory = _recurrent(2 * width, Memory(reader.size))

    def context(self, x: Tensor, batch: Batch) -> Tensor:
        x = torch.cat((x, self.dropped(self._known(batch))), -1)
        return torch.cat((_remembered(self.memory, x, batch.filled.sum(1).long()), x), -1)

    def _known(self, batch: Batch) -> Tensor:
        """What the public network makes of each word: the mean over its pieces."""
        codes, first, last, _ = (part.tolist() for part in batch.letters)
        sizes = batch.filled.sum(1).long().tolist()
        rows = [[self.weights.cut("".join(map(chr, codes[i][first[i][j] : last[i][j] + 1]))) for j in range(size)] for i, size in enumerate(sizes)]
        flat = [[self.weights.begin, *(piece for word in words for piece in word), self.weights.end] for words in rows]
        longest = max(map(len, flat))
        pieces = torch.tensor([[*row, *[self.weights.padding] * (longest - len(row))] for row in flat])
        seen = torch.arange(longest) < torch.tensor([len(row) for row in flat])[:, None]
        read = self.known(self.encoder(pieces, seen, ENCODER_DROP))
        # a last row takes what stands at no word
        counts = torch.ones(*batch.filled.shape, dtype=torch.long)
        word = torch.full(pieces.shape, batch.filled.shape[1])
        for i, words in enumerate(rows):
            counts[i, : len(words)] = torch.tensor([len(found) for found in words])
            word[i, 1 : len(flat[i]) - 1] = torch.repeat_interleave(torch.arange(len(words)), counts[i, : len(words)])
        total = torch.zeros(len(rows), batch.filled.shape[1] + 1, read.shape[-1]).scatter_add(1, word[..., None].expand_as(read), read)
        return total[:, :-1] / counts[..., None]


class Spelling(Network):
    """A network that reads the characters from both ends, each with the one before it, and knows of a word what it has read at both of its ends."""

    def __init__(self, width: int, memory: Memory, sizes: Sequence[int], features: int) -> None:
        super().__init__(width, 4 * memory.size + width, sizes, features)
        self.alone, self.paired = nn.Embedding(ALONE, LETTER), nn.Embedding(PAIRED, LETTER)
        nn.init.normal_(self.alone.weight, 0, 0.3)
        nn.init.normal_(self.paired.weight, 0, 0.1)
        self.memory = _recurrent(LETTER, memory)

    def context(self, x: Tensor, batch: Batch) -> Tensor:
        codes, first, last, lengths = batch.letters
        before = functional.pad(codes, (1, 0))[:, :-1]
        letters = self.alone(codes % ALONE) + self.paired((codes * SPREAD[0] + before * SPREAD[1]) % PAIRED)
        if self.training:
            letters = letters * (torch.rand(codes.shape) >= LETTER_DROP)[..., None]
        read = _remembered(self.memory, self.dropped(letters), lengths)
        ends = [torch.gather(read, 1, at[..., None].expand(-1, -1, read.shape[-1])) for at in (first, last)]
        return torch.cat((*ends, x), -1)


def _recurrent(width: int, memory: Memory) -> nn.LSTM:
    return nn.LSTM(width, memory.size, memory.layers, bidirectional=True, batch_first=True, dropout=BETWEEN if memory.layers > 1 else 0)


def _remembered(memory: nn.LSTM, x: Tensor, lengths: Tensor) -> Tensor:
    packed = nn.utils.rnn.pack_padded_sequence(x, lengths, batch_first=True, enforce_sorted=False)
    return nn.utils.rnn.pad_packed_sequence(memory(packed)[0], batch_first=True, total_length=x.shape[1])[0]


def log_sum(scores: Tensor, transitions: Tensor, filled: Tensor, allowed: Tensor | None = None) -> Tensor:
    """The logarithm of the sum over all rows of labels, or over the allowed ones."""
    if allowed is not None:
        scores = scores.masked_fill(~allowed, IMPOSSIBLE)
    total = scores[:, 0] + FIRST
    for at in range(1, scores.shape[1]):
        there = torch.logsumexp(total[:, :, None] + transitions + FORBIDDEN, 1) + scores[:, at]
        total = torch.where(filled[:, at, None] > 0, there, total)
    return torch.logsumexp(total, 1)


def marginals(scores: Tensor, transitions: Tensor, filled: Tensor) -> Tensor:
    """How likely each label is at each word: the gradient of the logarithm of the sum over all rows of labels."""
    scores = scores.detach().requires_grad_()
    with torch.enable_grad():
        total = log_sum(scores, transitions.detach(), filled).sum()
    return torch.autograd.grad(total, scores)[0]
