"""Writes a GGUF of 2 kB with the positions of SmolLM2-135M and no weights to speak of, for tests of the command line.

    python3 tooling/oracles/tiny_llama_gguf.py apps/trainer/test/models/tiny-llama.gguf
"""

import sys

import numpy as np
from gguf import GGUFWriter

writer = GGUFWriter(sys.argv[1], "llama")
writer.add_name("Tiny llama")
writer.add_context_length(8192)
writer.add_embedding_length(576)
writer.add_block_count(1)
writer.add_head_count(9)
writer.add_head_count_kv(3)
writer.add_rope_dimension_count(64)
writer.add_rope_freq_base(100_000)
writer.add_tensor("output_norm.weight", np.linspace(0, 1, 256, dtype=np.float32))
writer.write_header_to_file()
writer.write_kv_data_to_file()
writer.write_tensors_to_file()
writer.close()
