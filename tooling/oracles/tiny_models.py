"""Tiny models with random weights, each as a Hugging Face folder and as a float32 GGUF of the same weights.

Usage: python tiny_models.py OUT_DIR
- qwen2: biases, and pairs in halves, so that llama.cpp must be given it as a llama to apply factors;
- llama3: its GGUF carries Llama 3's scaling as rope_freqs;
- longrope: short and long factors, which llama.cpp reads from two tensors;
- qwen3: llama.cpp's graph ignores factors and no other one computes the same.
OUT_DIR/<name> holds hugging-face/ and model.gguf; OUT_DIR/request.json the tokens to score them on.
"""

import json
import sys
from pathlib import Path

import gguf
import numpy
import torch
from transformers import LlamaConfig, LlamaForCausalLM, Qwen2Config, Qwen2ForCausalLM, Qwen3Config, Qwen3ForCausalLM

from write_gguf import VOCABULARY, write_gguf

SIZES = {
    "vocab_size": len(VOCABULARY),
    "hidden_size": 64,
    "intermediate_size": 128,
    "num_hidden_layers": 2,
    "num_attention_heads": 4,
    "num_key_value_heads": 2,
    "head_dim": 16,
    "rms_norm_eps": 1e-5,
    "tie_word_embeddings": False,
    "bos_token_id": 1,
    "eos_token_id": 2,
}
TRAINED_LENGTH, TOKENS = 128, 384
# Pairs of 6 to 30 000 tokens: some turn within the trained length, some do not.
BASE = 10_000.0
LLAMA3 = {
    "rope_type": "llama3",
    "factor": 8.0,
    "low_freq_factor": 1.0,
    "high_freq_factor": 4.0,
    "original_max_position_embeddings": TRAINED_LENGTH,
}
LONGROPE = {
    "rope_type": "longrope",
    "short_factor": [1.0 + pair / 16 for pair in range(8)],
    "long_factor": [1.0 + pair for pair in range(8)],
    "factor": 4.0,
    "original_max_position_embeddings": TRAINED_LENGTH,
    "attention_factor": 1.25,
}


def randomized(model):
    """Weights, biases and norms so large that every part of the model is felt in the logits."""
    with torch.no_grad():
        for name, weight in model.named_parameters():
            if "norm" in name:
                weight.uniform_(0.5, 1.5)
            else:
                weight.normal_(0, 0.15 if weight.dim() == 2 else 0.5)
    return model.eval()


def factors_of(frequencies: torch.Tensor) -> numpy.ndarray:
    """What llama.cpp divides the unscaled frequencies by."""
    dimension = 2 * len(frequencies)
    unscaled = BASE ** -(numpy.arange(0, dimension, 2, dtype=numpy.float64) / dimension)
    return (unscaled / frequencies.double().numpy()).astype(numpy.float32)


def describe_llama3(model, writer: gguf.GGUFWriter) -> None:
    writer.add_tensor("rope_freqs.weight", factors_of(model.model.rotary_emb.inv_freq))


def describe_longrope(_, writer: gguf.GGUFWriter) -> None:
    writer.add_rope_scaling_type(gguf.RopeScalingType.LONGROPE)
    writer.add_rope_scaling_orig_ctx_len(LONGROPE["original_max_position_embeddings"])
    writer.add_rope_scaling_attn_factors(LONGROPE["attention_factor"])
    for length in ("long", "short"):
        writer.add_tensor(f"rope_factors_{length}.weight", numpy.float32(LONGROPE[f"{length}_factor"]))


MODELS = {
    "qwen2": (Qwen2Config, Qwen2ForCausalLM, gguf.MODEL_ARCH.QWEN2, {}, None),
    "llama3": (LlamaConfig, LlamaForCausalLM, gguf.MODEL_ARCH.LLAMA, LLAMA3, describe_llama3),
    "longrope": (LlamaConfig, LlamaForCausalLM, gguf.MODEL_ARCH.LLAMA, LONGROPE, describe_longrope),
    "qwen3": (Qwen3Config, Qwen3ForCausalLM, gguf.MODEL_ARCH.QWEN3, {}, None),
}


def main() -> None:
    out = Path(sys.argv[1])
    torch.manual_seed(0)
    for name, (config_of, model_of, architecture, rope, describe) in MODELS.items():
        folder = out / name
        folder.mkdir(parents=True, exist_ok=True)
        longest = TRAINED_LENGTH * int(rope.get("factor", 1))
        rope_parameters = {"rope_type": "default", **rope, "rope_theta": BASE}
        config = config_of(**SIZES, max_position_embeddings=longest, rope_parameters=rope_parameters)
        model = randomized(model_of(config))
        model.save_pretrained(folder / "hugging-face")
        describe_rope = lambda writer: describe(model, writer) if describe is not None else None
        write_gguf(folder / "model.gguf", model, architecture, describe_rope)
    tokens = torch.randint(3, len(VOCABULARY), (TOKENS,)).tolist()
    request = {"tokens": tokens, "everyToken": True, "vocabularySize": len(VOCABULARY)}
    (out / "request.json").write_text(json.dumps(request))


if __name__ == "__main__":
    main()
