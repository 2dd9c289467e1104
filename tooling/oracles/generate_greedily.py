"""What transformers adds to a prompt, taking the likeliest token each time, and how long that takes.

Usage: python generate_greedily.py MODEL REQUEST.json > RESULT.json      (MODEL: a folder, or a .gguf)
REQUEST: {"prompt": [...], "tokens": N, "prefill": [...], "threads": N}; without "prefill" no prefill is timed.
The tokens are those of `tooling/lanes/oracles/model-tiny.test.ts`, the times those of
`packages/model-tiny/bench/llama.bench.mjs`: seconds, float32, the median of five prefills and of all tokens but one.
"""

import json
import statistics
import sys
import time
from pathlib import Path

import torch
from transformers import AutoModelForCausalLM
from transformers.utils import logging


def load(path: Path):
    where = (path.parent, {"gguf_file": path.name}) if path.suffix == ".gguf" else (path, {})
    return AutoModelForCausalLM.from_pretrained(where[0], dtype=torch.float32, **where[1]).eval()


def timed(compute):
    begin = time.perf_counter()
    result = compute()
    return result, time.perf_counter() - begin


def main() -> None:
    path, request = Path(sys.argv[1]), json.loads(Path(sys.argv[2]).read_text())
    logging.disable_progress_bar()
    torch.set_num_threads(request.get("threads", 2))
    model, load_seconds = timed(lambda: load(path))
    tokens, seconds = [], []
    with torch.inference_mode():
        prefills = []
        if "prefill" in request:
            whole = torch.tensor([request["prefill"]])
            prefills = [timed(lambda: model(whole, logits_to_keep=1))[1] for _ in range(5)]
        read, cache = torch.tensor([request["prompt"]]), None
        for _ in range(request["tokens"]):
            out, taken = timed(lambda: model(read, past_key_values=cache, use_cache=True, logits_to_keep=1))
            seconds.append(taken)
            cache, read = out.past_key_values, out.logits[:, -1:].argmax(-1)
            tokens.append(read.item())
    result = {"tokens": tokens, "loadSeconds": load_seconds, "secondsPerToken": statistics.median(seconds[1:])}
    if prefills:
        result["prefillSeconds"] = statistics.median(prefills)
    json.dump(result, sys.stdout)


if __name__ == "__main__":
    main()
