"""The tiny decoder in plain PyTorch, written from the paper, as the reference of packages/model-tiny.

Usage: python decoder_reference.py OUT_DIR       (torch 2.13.0, numpy, safetensors; CPU)
Writes one safetensors file a case: weights, one batch, the gradient of every weight, and the weights after
three AdamW steps; losses, gradient norms and learning rates stand in the metadata beside the configuration.

Nothing here comes from the TypeScript: rotations are computed from the formula in float64, attention is written
out, and gradients, clipping, optimiser and schedule are torch's own.
"""

import json
import math
import sys
from pathlib import Path

import numpy
import torch
from safetensors.torch import save_file

# B sequences of T tokens. V of them are known.
BATCH, LENGTH, VOCABULARY = 3, 12, 8
STEPS, STEPS_IN_SCHEDULE = 3, 20
OPTIMIZER = {
    "peakLearningRate": 2e-3,
    "weightDecay": 1e-2,
    "beta1": 0.9,
    "beta2": 0.999,
    "epsilon": 1e-8,
    "schedule": "one-cycle",
    "warmupFraction": 0.3,
    "gradientClip": 1,
}
MODEL = {
    "vocabularySize": VOCABULARY,
    "layers": 2,
    "width": 16,
    "heads": 2,
    "feedForwardWidth": 32,
    "dropout": 0,
    "initialization": "t5",
    "normEpsilon": 1e-6,
}
PAPER = {**MODEL, "attentionScale": "none", "head": "separate"}
RELEASED_CODE = {**MODEL, "attentionScale": "none", "head": "tied"}
# A base of 100 gives wavelengths of 6.3 to 199 tokens, so that every pair turns visibly within T.
ROPE = {
    "headDimension": 8,
    "base": 100,
    "trainedLength": LENGTH,
    "rotaryFraction": 1,
    "scaling": {"type": "none"},
    "wavelengths": "as-scaled",
}
YARN = {
    "type": "yarn",
    "factor": 4,
    "originalLength": LENGTH,
    "alpha": 1,
    "beta": 2,
    "blend": "pair-index",
    "truncate": True,
    "attentionFactor": None,
}
CASES = {
    "paper-half-split": (PAPER, {**ROPE, "pairLayout": "half-split"}),
    "paper-interleaved": (PAPER, {**ROPE, "pairLayout": "interleaved"}),
    "released-code-half-split": (RELEASED_CODE, {**ROPE, "pairLayout": "half-split"}),
    "released-code-interleaved": (RELEASED_CODE, {**ROPE, "pairLayout": "interleaved"}),
    "resonance-yarn": (
        # An epsilon that is felt: without the usual 1e-6 no result would differ by more than rounding.
        {**PAPER, "attentionScale": "inverse-square-root", "normEpsilon": 0.01},
        {**ROPE, "pairLayout": "half-split", "scaling": YARN, "wavelengths": "nearest-integer"},
    ),
    "partial-rotary": (
        {**RELEASED_CODE, "attentionScale": "inverse-square-root"},
        {**ROPE, "pairLayout": "interleaved", "rotaryFraction": 0.5},
    ),
}
# The two protocols as they are. The other cases differ from them in the forward pass only, and stay small without steps.
STEPPED = ("paper-half-split", "released-code-interleaved")


def angular_frequencies(rope):
    """Radians a token of each pair, and the factor on cosines and sines."""
    rotated = round(rope["headDimension"] * rope["rotaryFraction"])
    theta = rope["base"] ** (-numpy.arange(0, rotated, 2, dtype=numpy.float64) / rotated)
    scaling, attention_factor = rope["scaling"], 1.0
    if scaling["type"] == "yarn":
        factor = scaling["factor"]
        attention_factor = 0.1 * math.log(factor) + 1

        def pair_turning(turns):
            return rotated * math.log(scaling["originalLength"] / (turns * 2 * math.pi)) / (2 * math.log(rope["base"]))

        low = max(0, math.floor(pair_turning(scaling["beta"])))
        high = min(rotated - 1, math.ceil(pair_turning(scaling["alpha"])))
        interpolated = numpy.clip((numpy.arange(len(theta)) - low) / (high - low), 0, 1)
        theta = interpolated * theta / factor + (1 - interpolated) * theta
    elif scaling["type"] != "none":
        raise ValueError(f"no reference for the scaling {scaling['type']}")
    if rope["wavelengths"] == "nearest-integer":
        theta = 2 * math.pi / numpy.floor(2 * math.pi / theta + 0.5)
    return theta, attention_factor


def rotate(x, rope):
    """x B x H x T x D: pair (a, b) at position m becomes (a cos - b sin, a sin + b cos) of m theta."""
    theta, factor = angular_frequencies(rope)
    pairs, length = len(theta), x.shape[2]
    angles = numpy.outer(numpy.arange(length), theta)
    cosines = torch.tensor(numpy.cos(angles) * factor, dtype=x.dtype)
    sines = torch.tensor(numpy.sin(angles) * factor, dtype=x.dtype)
    if rope["pairLayout"] == "half-split":
        first, second = x[..., :pairs], x[..., pairs : 2 * pairs]
    else:
        first, second = x[..., 0 : 2 * pairs : 2], x[..., 1 : 2 * pairs : 2]
    turned = (first * cosines - second * sines, first * sines + second * cosines)
    rotated = torch.cat(turned, -1) if rope["pairLayout"] == "half-split" else torch.stack(turned, -1).flatten(-2)
    return torch.cat((rotated, x[..., 2 * pairs :]), -1)


def rms_norm(x, gain, epsilon):
    return x / torch.sqrt((x * x).mean(-1, keepdim=True) + epsilon) * gain


def decoder_logits(config, rope, weights, tokens):
    """tokens B x T to logits B x T x V."""
    heads, dimension, epsilon = config["heads"], rope["headDimension"], config["normEpsilon"]
    batch, length = tokens.shape
    future = torch.ones(length, length, dtype=torch.bool).triu(1)
    hidden = weights["embedding"][tokens]
    for layer in range(config["layers"]):
        of = lambda name: weights[f"blocks.{layer}.{name}"]
        normed = rms_norm(hidden, of("attention_norm"), epsilon)
        split = lambda x: x.view(batch, length, heads, dimension).transpose(1, 2)
        query, key, value = (split(normed @ of(f"attention.{name}")) for name in ("query", "key", "value"))
        scores = rotate(query, rope) @ rotate(key, rope).transpose(2, 3)
        if config["attentionScale"] == "inverse-square-root":
            scores = scores / math.sqrt(dimension)
        shares = scores.masked_fill(future, -math.inf).softmax(-1)
        hidden = hidden + (shares @ value).transpose(1, 2).reshape(batch, length, -1) @ of("attention.output")
        normed = rms_norm(hidden, of("feed_forward_norm"), epsilon)
        hidden = hidden + torch.relu(normed @ of("feed_forward.up")) @ of("feed_forward.down")
    last = rms_norm(hidden, weights["final_norm"], epsilon)
    if config["head"] == "separate":
        return last @ weights["head"]
    return (last * config["width"] ** -0.5) @ weights["embedding"].T


def decoder_loss(config, rope, weights, tokens, targets, target_weights):
    """Mean negative log-likelihood in nats over the targets of weight 1."""
    logits = decoder_logits(config, rope, weights, tokens).flatten(0, 1)
    losses = torch.nn.functional.cross_entropy(logits, targets.flatten(), reduction="none")
    return (losses * target_weights.flatten()).sum() / target_weights.sum()


def initial_weights(config, rope, random):
    """Normal weights of about T5's size, and gains that are not all 1, so that every gradient is felt."""
    width, attention, wide = config["width"], config["heads"] * rope["headDimension"], config["feedForwardWidth"]
    shapes = {"embedding": (VOCABULARY, width)}
    for layer in range(config["layers"]):
        for name, shape in {
            "attention_norm": (width,),
            "attention.query": (width, attention),
            "attention.key": (width, attention),
            "attention.value": (width, attention),
            "attention.output": (attention, width),
            "feed_forward_norm": (width,),
            "feed_forward.up": (width, wide),
            "feed_forward.down": (wide, width),
        }.items():
            shapes[f"blocks.{layer}.{name}"] = shape
    shapes["final_norm"] = (width,)
    if config["head"] == "separate":
        shapes["head"] = (width, VOCABULARY)

    def draw(name, shape):
        if len(shape) == 1:
            return 1 + 0.1 * random.standard_normal(shape)
        # The query's is T5's without the further 1 / sqrt(D): attention must not be flat in so small a model.
        deviation = 1 if name == "embedding" else shape[0] ** -0.5
        return deviation * random.standard_normal(shape)

    return {
        name: torch.tensor(draw(name, shape), dtype=torch.float32, requires_grad=True) for name, shape in shapes.items()
    }


def write_case(name, config, rope, out):
    random = numpy.random.default_rng(20240301)
    weights = initial_weights(config, rope, random)
    tokens = torch.tensor(random.integers(0, VOCABULARY, (BATCH, LENGTH)))
    targets = torch.tensor(random.integers(0, VOCABULARY, (BATCH, LENGTH)))
    # The first four targets of each sequence, a seed's, do not count, and one more.
    target_weights = torch.ones(BATCH, LENGTH)
    target_weights[:, :4] = 0
    target_weights[1, 7] = 0

    tensors = {"tokens": tokens.int(), "targets": targets.int(), "target_weights": target_weights}
    tensors |= {f"weight.{key}": value.detach().clone() for key, value in weights.items()}
    matrices = [value for value in weights.values() if value.dim() == 2]
    gains = [value for value in weights.values() if value.dim() == 1]
    optimizer = torch.optim.AdamW(
        [
            {"params": matrices, "weight_decay": OPTIMIZER["weightDecay"]},
            {"params": gains, "weight_decay": 0},
        ],
        lr=OPTIMIZER["peakLearningRate"],
        betas=(OPTIMIZER["beta1"], OPTIMIZER["beta2"]),
        eps=OPTIMIZER["epsilon"],
    )
    schedule = torch.optim.lr_scheduler.OneCycleLR(
        optimizer,
        max_lr=OPTIMIZER["peakLearningRate"],
        total_steps=STEPS_IN_SCHEDULE,
        pct_start=OPTIMIZER["warmupFraction"],
        cycle_momentum=False,
    )
    losses, norms, rates = [], [], []
    for step in range(STEPS if name in STEPPED else 1):
        optimizer.zero_grad()
        loss = decoder_loss(config, rope, weights, tokens, targets, target_weights)
        loss.backward()
        if step == 0:
            tensors |= {f"gradient.{key}": value.grad.clone() for key, value in weights.items()}
        norms.append(float(torch.nn.utils.clip_grad_norm_(weights.values(), OPTIMIZER["gradientClip"])))
        losses.append(float(loss.detach()))
        rates.append(schedule.get_last_lr()[0])
        optimizer.step()
        schedule.step()
    if name in STEPPED:
        tensors |= {f"stepped.{key}": value.detach() for key, value in weights.items()}

    metadata = {
        "config": config,
        "rope": rope,
        "optimizer": OPTIMIZER,
        "stepsInSchedule": STEPS_IN_SCHEDULE,
        "losses": losses,
        "gradientNorms": norms,
        "learningRates": rates,
        "madeBy": f"tooling/oracles/decoder_reference.py with torch {torch.__version__.split('+')[0]}",
    }
    # One entry: the library writes several in no fixed order, and the files are to be the same every time.
    save_file(tensors, out / f"{name}.safetensors", {"case": json.dumps(metadata)})
    print(f"{name:28} loss {losses[0]:.6f}  gradient norm {norms[0]:.4f}")


def main() -> None:
    out = Path(sys.argv[1])
    out.mkdir(parents=True, exist_ok=True)
    torch.set_num_threads(1)
    for name, (config, rope) in CASES.items():
        write_case(name, config, rope, out)


if __name__ == "__main__":
    main()
