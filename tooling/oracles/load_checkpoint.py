"""PyTorch's loss of a checkpoint that packages/model-tiny wrote, read by the loader of that package's README.

Usage: python load_checkpoint.py README.md FOLDER       (torch 2.13.0, numpy, safetensors; CPU)
FOLDER is what write-checkpoint.mjs wrote. Prints the loss in nats and keeps it in checkpoint.json as "torchLoss",
which the package's tests compare their own with.
"""

import json
import re
import sys
from pathlib import Path

import torch

from decoder_reference import rotate


def loader_of(readme: Path):
    """`load_decoder`, as the README's Python block defines it."""
    (source,) = re.findall(r"```python\n(.+?)```", readme.read_text(), re.DOTALL)
    names: dict = {}
    exec(source, names)
    return names["load_decoder"]


def decoder_logits(config, rope, layers, tokens):
    """tokens B x T to logits B x T x V, with attention by torch's own kernel."""
    batch, length = tokens.shape
    split = lambda x: x.view(batch, length, config["heads"], rope["headDimension"]).transpose(1, 2)
    hidden = layers["embedding"](tokens)
    for index in range(config["layers"]):
        of = lambda name: layers[f"blocks.{index}.{name}"]
        normed = of("attention_norm")(hidden)
        query, key, value = (split(of(f"attention.{name}")(normed)) for name in ("query", "key", "value"))
        scale = 1.0 if config["attentionScale"] == "none" else None
        attended = torch.nn.functional.scaled_dot_product_attention(
            rotate(query, rope), rotate(key, rope), value, is_causal=True, scale=scale
        )
        hidden = hidden + of("attention.output")(attended.transpose(1, 2).reshape(batch, length, -1))
        normed = of("feed_forward_norm")(hidden)
        hidden = hidden + of("feed_forward.down")(torch.relu(of("feed_forward.up")(normed)))
    last = layers["final_norm"](hidden)
    if config["head"] == "separate":
        return layers["head"](last)
    return (last * config["width"] ** -0.5) @ layers["embedding"].weight.T


def main() -> None:
    readme, folder = Path(sys.argv[1]), Path(sys.argv[2])
    description = folder / "checkpoint.json"
    case = json.loads(description.read_text())
    layers = loader_of(readme)(folder / "checkpoint.safetensors")
    inputs, targets = (torch.tensor(case[name]).view(case["shape"]) for name in ("inputs", "targets"))
    with torch.no_grad():
        logits = decoder_logits(case["config"], case["rope"], layers, inputs)
        loss = torch.nn.functional.cross_entropy(logits.flatten(0, 1), targets.flatten()).item()
    description.write_text(json.dumps({**case, "torchLoss": loss}, separators=(",", ":")) + "\n")
    print(loss)


if __name__ == "__main__":
    main()
