"""Dequantises every tensor of a GGUF to float32 with the PyPI package gguf; prints the SHA-256 of each, and the seconds
that this took without the hashing, as JSON.

    python3 tooling/oracles/dequantize_gguf.py model.gguf
"""

import hashlib
import json
import sys
import time

import numpy as np
from gguf import GGUFReader, dequantize

seconds = -time.perf_counter()
tensors = {}
values = 0
for tensor in GGUFReader(sys.argv[1]).tensors:
    floats = dequantize(tensor.data, tensor.tensor_type).astype(np.float32, copy=False)
    paused = time.perf_counter()
    tensors[tensor.name] = hashlib.sha256(np.ascontiguousarray(floats)).hexdigest()
    values += floats.size
    seconds -= time.perf_counter() - paused
seconds += time.perf_counter()
print(json.dumps({"seconds": seconds, "values": values, "tensors": tensors}))
