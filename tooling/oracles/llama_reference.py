"""LLaMA-family decoders of transformers, random and tiny, as the reference of packages/model-tiny/src/llama.

Usage: python llama_reference.py OUT_DIR       (torch 2.13.0, transformers 5.23.0, safetensors; CPU)
Writes one safetensors file a case: weights under the names of llama-parameters.ts, one batch, the log-probability of
each next token in nats, and the gradient of every weight under the mean loss. Everything computed is transformers'.
"""

import json
import sys
from pathlib import Path

import torch
import transformers
from safetensors.torch import save_file

BATCH, LENGTH, VOCABULARY, DIMENSION, BASE, TRAINED = 2, 20, 11, 8, 100.0, 8
SIZE = {
    "vocab_size": VOCABULARY,
    "hidden_size": 16,
    "num_hidden_layers": 2,
    "num_attention_heads": 4,
    "head_dim": DIMENSION,
    "intermediate_size": 24,
    "max_position_embeddings": 4 * TRAINED,
}
YARN = {
    "rope_type": "yarn",
    "rope_theta": BASE,
    "factor": 4.0,
    "original_max_position_embeddings": TRAINED,
    "beta_fast": 2.0,
    "beta_slow": 1.0,
}
PLAIN = {"rope_type": "default", "rope_theta": BASE}
# An epsilon that is felt: without the usual 1e-5 no result would differ by more than rounding.
CASES = {
    "llama": transformers.LlamaConfig(
        **SIZE, num_key_value_heads=2, rms_norm_eps=0.01, tie_word_embeddings=False, rope_parameters=PLAIN
    ),
    "llama-yarn-tied": transformers.LlamaConfig(
        **SIZE, num_key_value_heads=4, rms_norm_eps=1e-5, tie_word_embeddings=True, rope_parameters=YARN
    ),
    "qwen2": transformers.Qwen2Config(
        **SIZE, num_key_value_heads=1, rms_norm_eps=1e-6, tie_word_embeddings=True, rope_parameters=PLAIN
    ),
}
PARTS = {
    "input_layernorm.weight": "attention_norm",
    "self_attn.q_proj.weight": "attention.query",
    "self_attn.k_proj.weight": "attention.key",
    "self_attn.v_proj.weight": "attention.value",
    "self_attn.q_proj.bias": "attention.query_bias",
    "self_attn.k_proj.bias": "attention.key_bias",
    "self_attn.v_proj.bias": "attention.value_bias",
    "self_attn.o_proj.weight": "attention.output",
    "post_attention_layernorm.weight": "feed_forward_norm",
    "mlp.gate_proj.weight": "feed_forward.gate",
    "mlp.up_proj.weight": "feed_forward.up",
    "mlp.down_proj.weight": "feed_forward.down",
}


def our_name(name):
    if name.startswith("model.layers."):
        layer, part = name.removeprefix("model.layers.").split(".", 1)
        return f"blocks.{layer}.{PARTS[part]}"
    return {"model.embed_tokens.weight": "embedding", "model.norm.weight": "final_norm", "lm_head.weight": "head"}[name]


def as_ours(name, tensor):
    """Matrices input first, but for the embedding."""
    return tensor.T.contiguous() if tensor.dim() == 2 and name != "embedding" else tensor.clone()


def write_case(name, config, out):
    torch.manual_seed(20240301)
    model = transformers.AutoModelForCausalLM.from_config(config, attn_implementation="eager", dtype=torch.float32)
    with torch.no_grad():
        for parameter in model.parameters():
            # Gains and biases that are not all alike, so that every gradient is felt.
            parameter.copy_(
                torch.randn_like(parameter) * (0.4 if parameter.dim() == 2 else 0.1) + (parameter.dim() == 1)
            )
    tokens = torch.randint(VOCABULARY, (BATCH, LENGTH))
    logits = model(tokens).logits[:, :-1]
    nats = logits.log_softmax(-1).gather(-1, tokens[:, 1:, None])[..., 0]
    (-nats.mean()).backward()
    tensors = {"tokens": tokens.int(), "log_probabilities": nats.detach().contiguous()}
    for key, value in model.named_parameters():
        ours = our_name(key)
        tensors[f"weight.{ours}"] = as_ours(ours, value.detach())
        tensors[f"gradient.{ours}"] = as_ours(ours, value.grad)
    yarn = config.rope_parameters["rope_type"] == "yarn"
    case = {
        "config": {
            "vocabularySize": VOCABULARY,
            "layers": SIZE["num_hidden_layers"],
            "width": SIZE["hidden_size"],
            "heads": SIZE["num_attention_heads"],
            "keyValueHeads": config.num_key_value_heads,
            "feedForwardWidth": SIZE["intermediate_size"],
            "normEpsilon": config.rms_norm_eps,
            "biases": config.model_type == "qwen2",
            "head": "tied" if config.tie_word_embeddings else "separate",
        },
        "rope": {
            "headDimension": DIMENSION,
            "base": BASE,
            "trainedLength": TRAINED,
            "rotaryFraction": 1,
            "wavelengths": "as-scaled",
            "pairLayout": "half-split",
            "scaling": {
                "type": "yarn",
                "factor": YARN["factor"],
                "originalLength": TRAINED,
                "alpha": YARN["beta_slow"],
                "beta": YARN["beta_fast"],
                "blend": "pair-index",
                "truncate": True,
                "attentionFactor": None,
            }
            if yarn
            else {"type": "none"},
        },
        "madeBy": f"tooling/oracles/llama_reference.py with transformers {transformers.__version__}",
    }
    save_file(tensors, out / f"{name}.safetensors", {"case": json.dumps(case)})
    print(f"{name:20} loss {-nats.mean().item():.6f}")


def main() -> None:
    out = Path(sys.argv[1])
    out.mkdir(parents=True, exist_ok=True)
    torch.set_num_threads(1)
    for name, config in CASES.items():
        write_case(name, config, out)


if __name__ == "__main__":
    main()
