"""Blocks of each type of ggml that rope-interop reads, as the PyPI package gguf decodes them, and values as it encodes
them: extremes first, then random ones.

    python3 tooling/oracles/gguf_blocks.py packages/rope-interop/test/gguf/reference/gguf-blocks.json
"""

import base64
import json
import sys
from importlib.metadata import version

import numpy as np
from gguf import GGML_QUANT_SIZES, GGMLQuantizationType as T, dequantize, quantize

# Bytes of each half in a block: scales, and least values where there are any.
HALVES = {
    T.F16: [0],
    T.BF16: [],
    T.F32: [],
    T.Q4_0: [0],
    T.Q4_1: [0, 2],
    T.Q5_0: [0],
    T.Q5_1: [0, 2],
    T.Q8_0: [0],
    T.Q4_K: [0, 2],
    T.Q5_K: [0, 2],
    T.Q6_K: [208],
}
# 0, -0, 1, -2, the least and the largest subnormal, the least normal, the largest, both infinities, a third.
EXTREMES = [0x0000, 0x8000, 0x3C00, 0xC000, 0x0001, 0x83FF, 0x0400, 0x7BFF, 0x7C00, 0xFC00, 0x3555]

random = np.random.default_rng(9)


def blocks_of(kind: T) -> np.ndarray:
    values, size = GGML_QUANT_SIZES[kind]
    if kind in (T.F16, T.BF16):
        words = np.array(EXTREMES + [0x7F80, 0xFF80, 0x7F7F, 0x0080, 0x807F], dtype=np.uint16)
        if kind == T.F16:
            words = words[: len(EXTREMES)]
        return np.concatenate([words, random.integers(0, 0x7C00, 32, dtype=np.uint16)]).view(np.uint8)
    if kind == T.F32:
        extremes = [0, -0.0, 1e-45, -1.1754942e-38, 3.4028235e38, np.inf, -np.inf, 1 / 3]
        return np.array(extremes, dtype=np.float32).view(np.uint8)
    blocks = random.integers(0, 256, (len(EXTREMES), size), dtype=np.uint8)
    # Every number that the bits can hold, least and greatest among them.
    blocks[2], blocks[3] = 0, 255
    for place, begin in enumerate(HALVES[kind]):
        # Least values are other extremes than the scales of their blocks.
        halves = np.roll(np.array(EXTREMES, dtype=np.uint16), 4 * place)
        blocks[:, begin : begin + 2] = halves.reshape(-1, 1).view(np.uint8)
    return blocks.reshape(-1)


def values_for(kind: T) -> np.ndarray:
    spread = (random.standard_normal(32 * 6) * 10.0 ** random.integers(-6, 3, 32 * 6)).astype(np.float32)
    if kind == T.Q8_0:
        halfway = np.array([127] + [each + 0.5 for each in range(-16, 15)], dtype=np.float32)
        small = np.linspace(-1e-7, 1e-7, 32, dtype=np.float32)
        even = np.full(32, -3.0, dtype=np.float32)
        return np.concatenate([np.zeros(32, dtype=np.float32), halfway, small, even, halfway * 60000, spread])
    # Between two neighbours of the narrow format, and next to the middle on both sides.
    middles = np.array([1 + 2.0**-11, 1 + 3 * 2.0**-11, 1 + 2.0**-8, 1 + 3 * 2.0**-8, 2.0**-25, 3 * 2.0**-25, 65519.996])
    middles = middles.astype(np.float32)
    near = np.concatenate([np.nextafter(middles, np.float32(0)), np.nextafter(middles, np.float32(4e4))])
    special = np.array([0, -0.0, np.inf, -np.inf, 2.0**-14, 2.0**-24, 2.0**-26], dtype=np.float32)
    return np.concatenate([middles, near, special, -middles, spread])


def text(array: np.ndarray) -> str:
    return base64.b64encode(np.ascontiguousarray(array).tobytes()).decode()


with np.errstate(all="ignore"):
    decoded = {kind.name: blocks_of(kind) for kind in HALVES}
    encoded = {kind.name: values_for(kind) for kind in (T.F16, T.BF16, T.Q8_0)}
    reference = {
        "what": f"tooling/oracles/gguf_blocks.py, gguf {version('gguf')}, numpy {np.__version__}; little-endian, in base64",
        "decoded": [
            {"type": name, "blocks": text(blocks), "values": text(dequantize(blocks, T[name]).astype(np.float32))}
            for name, blocks in decoded.items()
        ],
        "encoded": [
            {"type": name, "values": text(values), "blocks": text(quantize(values, T[name]))}
            for name, values in encoded.items()
        ],
    }
with open(sys.argv[1], "w") as file:
    json.dump(reference, file, indent=2)
    file.write("\n")
