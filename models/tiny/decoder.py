"""The Llama architecture, as small as it goes: RMS norm, rotary positions over adjacent pairs, SwiGLU, embeddings tied to the output."""
import math
from typing import NamedTuple

import torch
from torch import nn
from torch.nn import functional as F

EPSILON, BASE = 1e-5, 10000.0


class Shape(NamedTuple):
    """The numbers of a model; a head is `width / heads` wide."""
    vocabulary: int = 1536
    width: int = 128
    layers: int = 6
    heads: int = 4
    hidden: int = 352
    context: int = 1024

    @property
    def head(self):
        return self.width // self.heads


class Norm(torch.autograd.Function):
    """RMS norm with its gradient written out: fewer passes over memory than the composed operations."""

    @staticmethod
    def forward(ctx, x, weight):
        scale = torch.rsqrt(x.square().mean(-1, keepdim=True) + EPSILON)
        normal = x * scale
        ctx.save_for_backward(normal, scale, weight)
        return normal * weight

    @staticmethod
    def backward(ctx, grad):
        normal, scale, weight = ctx.saved_tensors
        inner = grad * weight
        into = (inner - normal * (inner * normal).mean(-1, keepdim=True)) * scale
        return into, (grad * normal).flatten(0, -2).sum(0)


class Layer(nn.Module):
    def __init__(self, shape: Shape):
        super().__init__()
        self.shape, width, hidden = shape, shape.width, shape.hidden
        self.attention_norm, self.feed_norm = nn.Parameter(torch.ones(width)), nn.Parameter(torch.ones(width))
        self.q, self.k, self.v, self.o = (nn.Parameter(torch.randn(width, width) * 0.02) for _ in range(4))
        self.gate, self.up = (nn.Parameter(torch.randn(hidden, width) * 0.02) for _ in range(2))
        self.down = nn.Parameter(torch.randn(width, hidden) * 0.02)

    def forward(self, x, cos, sin, mask):
        batch, length, width = x.shape
        heads, head, hidden = self.shape.heads, self.shape.head, self.shape.hidden
        normal = Norm.apply(x, self.attention_norm)
        q, k, v = (F.linear(normal, torch.cat([self.q, self.k, self.v]))).view(batch, length, 3 * heads, head).transpose(1, 2).split(heads, 1)
        q, k = turn(q, cos, sin), turn(k, cos, sin)
        scores = torch.matmul(q, k.transpose(-1, -2) * (1 / math.sqrt(head))) + mask
        mixed = torch.matmul(scores.softmax(-1), v).transpose(1, 2).reshape(batch, length, width)
        x = x + F.linear(mixed, self.o)
        gate, up = F.linear(Norm.apply(x, self.feed_norm), torch.cat([self.gate, self.up])).split(hidden, -1)
        return x + F.linear(F.silu(gate) * up, self.down)


def turn(x, cos, sin):
    """Rotates the pairs (0, 1), (2, 3), … by their position."""
    pairs = x.reshape(*x.shape[:-1], x.shape[-1] // 2, 2)
    even, odd = pairs[..., 0], pairs[..., 1]
    return torch.stack([even * cos - odd * sin, even * sin + odd * cos], -1).reshape(x.shape)


class Decoder(nn.Module):
    def __init__(self, shape: Shape = Shape()):
        super().__init__()
        self.shape = shape
        self.embedding = nn.Parameter(torch.randn(shape.vocabulary, shape.width) * 0.02)
        self.layers = nn.ModuleList(Layer(shape) for _ in range(shape.layers))
        self.norm = nn.Parameter(torch.ones(shape.width))
        angles = torch.outer(torch.arange(shape.context).float(), BASE ** (-torch.arange(0, shape.head, 2).float() / shape.head))
        self.register_buffer("cos", angles.cos(), persistent=False)
        self.register_buffer("sin", angles.sin(), persistent=False)
        self.register_buffer("mask", torch.full((shape.context, shape.context), -1e9).triu(1), persistent=False)

    def hidden(self, ids):
        length = ids.shape[1]
        x = F.embedding(ids, self.embedding)
        for layer in self.layers:
            x = layer(x, self.cos[:length], self.sin[:length], self.mask[:length, :length])
        return Norm.apply(x, self.norm)

    def loss(self, ids, weights):
        """Mean cross entropy of the next token over weighted places; places of weight 0 are not computed."""
        hidden, targets, weights = self.hidden(ids[:, :-1]).flatten(0, 1), ids[:, 1:].flatten(), weights[:, 1:].flatten()
        chosen = weights.nonzero().squeeze(1)
        logits = F.linear(hidden[chosen], self.embedding)
        losses = F.cross_entropy(logits, targets[chosen], reduction="none")
        return (losses * weights[chosen]).sum() / weights.sum()

    def matrices(self):
        """The matrices of the layers, grouped by shape: what Muon trains. The rest goes to AdamW."""
        groups: dict = {}
        for layer in self.layers:
            for p in (layer.q, layer.k, layer.v, layer.o, layer.gate, layer.up, layer.down):
                groups.setdefault(tuple(p.shape), []).append(p)
        return list(groups.values())
