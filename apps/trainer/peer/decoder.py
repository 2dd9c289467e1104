"""The tiny decoder in PyTorch, as fast as torch's own kernels make it: fused attention, no biases."""

import torch
from torch.nn import functional as F


def rotate(x, cosines, sines):
    """Half-split pairs; x B x H x T x D."""
    first, second = x.chunk(2, -1)
    return torch.cat((first * cosines - second * sines, second * cosines + first * sines), -1)


class Block(torch.nn.Module):
    def __init__(self, width, attention, wide):
        super().__init__()
        self.attention_norm = torch.nn.RMSNorm(width, eps=1e-6)
        self.feed_forward_norm = torch.nn.RMSNorm(width, eps=1e-6)
        self.query, self.key, self.value = (torch.nn.Linear(width, attention, bias=False) for _ in range(3))
        self.output = torch.nn.Linear(attention, width, bias=False)
        self.up = torch.nn.Linear(width, wide, bias=False)
        self.down = torch.nn.Linear(wide, width, bias=False)

    def forward(self, hidden, heads, cosines, sines):
        batch, length, _ = hidden.shape
        normed = self.attention_norm(hidden)
        split = lambda x: x.view(batch, length, heads, -1).transpose(1, 2)
        query, key = (rotate(split(layer(normed)), cosines, sines) for layer in (self.query, self.key))
        attended = F.scaled_dot_product_attention(query, key, split(self.value(normed)), is_causal=True, scale=1.0)
        hidden = hidden + self.output(attended.transpose(1, 2).reshape(batch, length, -1))
        return hidden + self.down(F.relu(self.up(self.feed_forward_norm(hidden))))


class Decoder(torch.nn.Module):
    """shape: {layers, width, heads, headDimension, feedForwardWidth, vocabulary, length}."""

    def __init__(self, shape):
        super().__init__()
        width, dimension = shape["width"], shape["headDimension"]
        self.heads = shape["heads"]
        self.embedding = torch.nn.Embedding(shape["vocabulary"], width)
        self.blocks = torch.nn.ModuleList(
            Block(width, self.heads * dimension, shape["feedForwardWidth"]) for _ in range(shape["layers"])
        )
        self.final_norm = torch.nn.RMSNorm(width, eps=1e-6)
        self.head = torch.nn.Linear(width, shape["vocabulary"], bias=False)
        frequencies = 10000.0 ** (-torch.arange(0, dimension, 2).double() / dimension)
        angles = torch.outer(torch.arange(shape["length"]).double(), frequencies)
        self.register_buffer("cosines", angles.cos().float())
        self.register_buffer("sines", angles.sin().float())

    def forward(self, tokens):
        hidden = self.embedding(tokens)
        for block in self.blocks:
            hidden = block(hidden, self.heads, self.cosines, self.sines)
        return self.head(self.final_norm(hidden))
