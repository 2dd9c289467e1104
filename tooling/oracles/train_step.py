"""The training step of the tiny decoder in PyTorch, as fast as torch's own kernels make it.

Usage: python train_step.py CONFIG_JSON
CONFIG_JSON: {layers, width, heads, headDimension, feedForwardWidth, vocabulary, batch, length, threads,
compiled (true: through torch.compile)}.
Reads a number of steps a line from standard input, takes them, and answers {"seconds", "loss"}: the peer in
tooling/benchmarks/train-step.mjs. Float32; fused attention and fused AdamW, which are the faster choices here.
"""

import json
import sys
import time

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
    def __init__(self, config):
        super().__init__()
        width, attention = config["width"], config["heads"] * config["headDimension"]
        self.heads = config["heads"]
        self.embedding = torch.nn.Embedding(config["vocabulary"], width)
        self.blocks = torch.nn.ModuleList(
            Block(width, attention, config["feedForwardWidth"]) for _ in range(config["layers"])
        )
        self.final_norm = torch.nn.RMSNorm(width, eps=1e-6)
        self.head = torch.nn.Linear(width, config["vocabulary"], bias=False)
        frequencies = 10000.0 ** (-torch.arange(0, config["headDimension"], 2).double() / config["headDimension"])
        angles = torch.outer(torch.arange(config["length"]).double(), frequencies)
        self.cosines, self.sines = angles.cos().float(), angles.sin().float()

    def forward(self, tokens):
        hidden = self.embedding(tokens)
        for block in self.blocks:
            hidden = block(hidden, self.heads, self.cosines, self.sines)
        return self.head(self.final_norm(hidden))


def main() -> None:
    config = json.loads(sys.argv[1])
    torch.set_num_threads(config["threads"])
    torch.manual_seed(0)
    model = Decoder(config)
    matrices = [parameter for parameter in model.parameters() if parameter.dim() == 2]
    gains = [parameter for parameter in model.parameters() if parameter.dim() == 1]
    groups = [{"params": matrices, "weight_decay": 1e-2}, {"params": gains, "weight_decay": 0.0}]
    optimizer = torch.optim.AdamW(groups, lr=2e-3, fused=True)
    # The same batch as the other side's: the index of each token, scattered.
    count = config["batch"] * config["length"]
    shape = (config["batch"], config["length"])
    inputs = (torch.arange(count) * 5 % config["vocabulary"]).view(shape)
    targets = ((torch.arange(count) * 3 + 1) % config["vocabulary"]).view(shape)

    forward = torch.compile(model) if config["compiled"] else model

    def step():
        optimizer.zero_grad(set_to_none=True)
        with torch.autocast("cpu", torch.bfloat16, enabled=config["precision"] == "mixed-bfloat16"):
            loss = F.cross_entropy(forward(inputs).flatten(0, 1), targets.flatten())
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        return loss.item()

    print(json.dumps({"engine": f"PyTorch {torch.__version__}, {'compiled' if config['compiled'] else 'eager'}"}), flush=True)
    for line in sys.stdin:
        start = time.perf_counter()
        for _ in range(int(line)):
            loss = step()
        print(json.dumps({"seconds": time.perf_counter() - start, "loss": loss}), flush=True)


if __name__ == "__main__":
    main()
