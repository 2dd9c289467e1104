"""PyTorch's side of `resonance bench`: takes training steps or scores sequences when asked.

Usage: python contender.py JOB_JSON
JOB_JSON: {work: "train" | "score", shape (decoder.py; sequences, sequencesPerCall), precision, threads, device,
compiled (true: through torch.compile)}.
First writes {"engine"}; then reads a number of units of work a line, does them, and answers
{"seconds", "recordedSeconds": null, "loss", "peakRssBytes"}.
"""

import json
import resource
import sys
import time

import torch
from decoder import Decoder
from torch.nn import functional as F


def peak_rss_bytes() -> int:
    try:
        # getrusage would count the parent's memory at the fork, where that was more.
        with open("/proc/self/status") as status:
            return next(1024 * int(line.split()[1]) for line in status if line.startswith("VmHWM:"))
    except (OSError, StopIteration):
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)


def tokens_for(shape, device):
    """The same batch as the other side's: bench/decoder-of.ts."""
    index = torch.arange(shape["sequences"] * shape["length"], device=device)
    grid = (shape["sequences"], shape["length"])
    return (index * 5 % shape["vocabulary"]).view(grid), ((index * 3 + 1) % shape["vocabulary"]).view(grid)


def trainer(job, model, forward, autocast):
    """A unit is one training step: forward, backward, clipping, AdamW, with torch's fused one."""
    matrices = [parameter for parameter in model.parameters() if parameter.dim() == 2]
    gains = [parameter for parameter in model.parameters() if parameter.dim() == 1]
    groups = [{"params": matrices, "weight_decay": 1e-2}, {"params": gains, "weight_decay": 0.0}]
    optimizer = torch.optim.AdamW(groups, lr=2e-3, fused=True)
    inputs, targets = tokens_for(job["shape"], job["device"])

    def step():
        optimizer.zero_grad(set_to_none=True)
        with autocast():
            loss = F.cross_entropy(forward(inputs).flatten(0, 1), targets.flatten())
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        return loss.item()

    return step


def scorer(job, forward, autocast):
    """A unit is a scoring of all sequences: the likeliest token and the loss of the right one at each position."""
    inputs, targets = tokens_for(job["shape"], job["device"])
    per_call = job["shape"]["sequencesPerCall"]
    predictions = torch.empty(inputs.shape, dtype=torch.int64)
    losses = torch.empty(inputs.shape)

    @torch.inference_mode()
    def score():
        for start in range(0, len(inputs), per_call):
            part = slice(start, start + per_call)
            with autocast():
                logits = forward(inputs[part])
            predictions[part] = logits.argmax(-1)
            loss = F.cross_entropy(logits.float().flatten(0, 1), targets[part].flatten(), reduction="none")
            losses[part] = loss.view(-1, inputs.shape[1])
        return losses.mean().item()

    return score


def main() -> None:
    job = json.loads(sys.argv[1])
    torch.set_num_threads(job["threads"])
    torch.manual_seed(0)
    model = Decoder(job["shape"]).to(job["device"])
    forward = torch.compile(model) if job["compiled"] else model
    mixed = job["precision"] == "mixed-bfloat16"
    autocast = lambda: torch.autocast(job["device"], torch.bfloat16, enabled=mixed)
    unit = trainer(job, model, forward, autocast) if job["work"] == "train" else scorer(job, forward, autocast)

    answer = lambda line: print(json.dumps(line), flush=True)
    how = ("compiled" if job["compiled"] else "eager") + (", bfloat16 autocast" if mixed else "")
    answer({"engine": f"PyTorch {torch.__version__}, {how}"})
    for line in sys.stdin:
        start = time.perf_counter()
        for _ in range(int(line)):
            loss = unit()
        seconds = time.perf_counter() - start
        answer({"seconds": seconds, "recordedSeconds": None, "loss": loss, "peakRssBytes": peak_rss_bytes()})


if __name__ == "__main__":
    main()
