"""How long transformers takes for a training step of all weights of a language model, and its memory.

Usage: python finetune_steps.py MODEL REQUEST.json > RESULT.json      (MODEL: a folder, or a .gguf)
REQUEST: {"tokens": [...], "steps": N, "precision": "float32" | "mixed-bfloat16", "threads": N}.
One sequence a step, AdamW, gradients clipped at norm 1, as transformers' own trainer does it; nothing is recomputed
for the backward pass, which is transformers' default. The first two steps count for nothing: they fill memory.
"""

import json
import resource
import statistics
import sys
import time
from pathlib import Path

import torch
from generate_greedily import load


def main() -> None:
    request = json.loads(Path(sys.argv[2]).read_text())
    torch.set_num_threads(request["threads"])
    model = load(Path(sys.argv[1])).train()
    loaded = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    optimizer = torch.optim.AdamW(model.parameters(), lr=2e-5, weight_decay=1e-2, foreach=True)
    tokens = torch.tensor([request["tokens"]])
    is_mixed = request["precision"] == "mixed-bfloat16"
    seconds, losses = [], []
    for _ in range(request["steps"]):
        begin = time.perf_counter()
        with torch.autocast("cpu", torch.bfloat16, enabled=is_mixed):
            loss = model(tokens, labels=tokens, use_cache=False).loss
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        optimizer.zero_grad(set_to_none=True)
        losses.append(loss.item())
        seconds.append(time.perf_counter() - begin)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    result = {"losses": losses, "secondsPerStep": statistics.median(seconds[2:])}
    json.dump(result | {"peakBytes": peak, "loadPeakBytes": loaded}, sys.stdout)


if __name__ == "__main__":
    main()
