"""What transformers' config classes fill in where a config.json is silent, for each model type with a rotary encoding.

    python3 tooling/oracles/rope_of_model_types.py packages/rope-interop/src/hugging-face

Writes model-types.ts, text-model-types.ts and other-encodings.ts there. The layout of the pairs is read off the
modeling file: `rotate_half` by steps of two, complex numbers, or DeepSeek's interleaved function; so is whether
plain RoPE minds the rotated fraction. What a type makes of fields is found by giving them.
"""
import json
import logging
import os
import re
import sys
import warnings

warnings.filterwarnings("ignore")
os.environ["TRANSFORMERS_VERBOSITY"] = "critical"
import transformers
from transformers.models.auto.configuration_auto import CONFIG_MAPPING, CONFIG_MAPPING_NAMES

logging.disable(logging.CRITICAL)
folder = sys.argv[1]
version = transformers.__version__

# Rotated from the last dimension, by several encodings at once, or of sizes that differ by layer.
NOT_ONE_SPEC = {"beam", "blt", "dbrx", "deepseek_v4", "dots3_note_text", "ernie4_5_vl_moe_text",
                "inkling2_text", "step3p5", "zamba2", "zaya"}
# Not in transformers' library: their own code computes something else.
REMOTE_CODE = {"chatglm", "qwen", "baichuan"}
# Parts of speech models, which nobody extends.
SPEECH = re.compile("blt_|csm|dia_|gradium|kyutai|moonshine|moshi|neomme|pocket_tts|transcribe|voxtral_realtime_encoder")


def source(kind, module):
    path = os.path.join(os.path.dirname(transformers.__file__), "models", module, f"{kind}_{module}.py")
    return open(path).read() if os.path.exists(path) else ""


def layout(module):
    modeling = source("modeling", module)
    if "rope_interleave" in source("configuration", module) and "config.rope_interleave" in modeling:
        return "rope_interleave"
    half = re.search(r"def rotate_half(?:_llm)?\(x\):\n(?:.*\n){1,3}?    x1 = x\[\.\.\., 0?::2\]", modeling)
    applied = modeling.split("def apply_rotary", 1)[-1][:1500]
    interleaved = half or "view_as_complex" in applied or "def apply_rotary_pos_emb_interleave" in modeling
    if module == "openai_privacy_filter":
        interleaved = True
    return "interleaved" if interleaved else "half-split"


def attribute(cls, name, **given):
    """What the config holds when these are given; None where it refuses them."""
    try:
        config = cls(**given)
    except Exception:
        return None
    config.allow_global_per_layer_attribute_access = True
    return getattr(config, name)


def rope_of(cls, **given):
    """The rope dictionary of a config with these fields; None where it refuses them."""
    return attribute(cls, "rope_parameters", **given)


def reads_fraction(modeling):
    functions = re.findall(r"def compute_default_rope_parameters\(.*?\n        return inv_freq", modeling, re.S)
    return all("partial_rotary_factor" in function for function in functions)


def dictionaries(pairs):
    """One of each type, whole: a config class that refuses it refuses the type."""
    length = {"original_max_position_embeddings": 512}
    return {
        "linear": {"factor": 2.0},
        "dynamic": {"factor": 2.0},
        "yarn": {"factor": 2.0, **length},
        "longrope": {"short_factor": [1.0] * pairs, "long_factor": [1.0] * pairs, "factor": 2.0, **length},
        "llama3": {"factor": 2.0, "low_freq_factor": 1.0, "high_freq_factor": 4.0, **length},
        "proportional": {"partial_rotary_factor": 0.5},
    }


def of_layers(cls, usual):
    """Base and fraction of a dictionary by layer type that has a base alone, where they are not the usual."""
    bases = {layer: {"rope_type": "default", "rope_theta": each["rope_theta"]} for layer, each in usual.items()}
    filled = rope_of(cls, rope_parameters=bases)
    if any(each.get("partial_rotary_factor", 1) != filled[layer].get("partial_rotary_factor", 1)
           for layer, each in usual.items()):
        yield "given", dictionary(filled)


def of_one_dictionary(cls, config):
    """What the type makes of a rope dictionary, where that is not the usual."""
    usual = config.rope_parameters
    axes = {name: value for name, value in usual.items() if name == "mrope_section"}
    theta = usual["rope_theta"]
    if rope_of(cls, rope_theta=theta + 1, rotary_emb_base=theta + 1)["rope_theta"] == theta:
        yield "ignoresTopLevelBase", True
    filled = rope_of(cls, rope_parameters={"rope_type": "default", **axes})
    fills = {name: filled.get(name) for name in ("rope_theta", "partial_rotary_factor")}
    if fills["rope_theta"] and any(value != usual.get(name) for name, value in fills.items()):
        yield "given", dictionary(fills)

    head = getattr(config, "head_dim", None) or config.hidden_size // config.num_attention_heads
    size = {} if getattr(config, "head_dim", head) else {"head_dim": head}
    samples = {name: {"rope_type": name, "rope_theta": theta, **axes, **fields}
               for name, fields in dictionaries(int(head * usual.get("partial_rotary_factor", 1)) // 2).items()}
    magnitudes = {"short_mscale": 1.0, "long_mscale": 1.0}
    given = {name: rope_of(cls, rope_parameters={**each, **magnitudes}, **size) for name, each in samples.items()}
    own = given["longrope"] and not rope_of(cls, rope_parameters=samples["longrope"], **size)
    if own:
        yield "hasOwnMagnitudes", True
    # By its magnitudes a model chooses at O, which only three types are sure to have.
    taken = [name for name, rope in given.items() if rope and (not own or "original_max_position_embeddings" in rope)]
    if len(taken) < len(samples):
        yield "ropeTypes", taken
    if rope_of(cls, rope_scaling=samples["linear"]) == usual:
        yield "ignoresRopeScaling", True
    elif (rope_of(cls, rope_scaling={"type": "mrope", **axes}) or {}).get("rope_type") == "default":
        yield "readsMrope", True


def number(value):
    return int(value) if float(value).is_integer() else value


def dictionary(rope):
    if any(isinstance(value, dict) for value in rope.values()):
        return {name: dictionary(value) for name, value in rope.items()}
    kept = {k: number(v) if isinstance(v, (int, float)) and not isinstance(v, bool) else v for k, v in rope.items()}
    kept = {k: v for k, v in kept.items() if k not in ("type", "max_position_embeddings") and v is not None}
    if kept.get("rope_type") == "default":
        del kept["rope_type"]
    if kept.get("partial_rotary_factor") == 1:
        del kept["partial_rotary_factor"]
    return kept


rows, texts, others = {}, {}, {}
for name in sorted(CONFIG_MAPPING_NAMES):
    try:
        cls = CONFIG_MAPPING[name]
        config = cls()
        text = config.get_text_config(decoder=True)
    except Exception:
        continue  # a part without defaults, or several decoders: read by its fields alone
    config.allow_global_per_layer_attribute_access = True
    module = cls.__module__.split(".")[2]
    modeling = source("modeling", module)
    if SPEECH.match(name):
        continue
    if text is not config and text.model_type != name:
        texts[name] = text.model_type
    elif name in NOT_ONE_SPEC:
        others[name] = "own"
    elif name in ("gptj", "codegen"):
        rows[name] = dict(hiddenSize=config.n_embd, heads=config.n_head, contextLength=config.n_positions,
                          pairLayout="interleaved", isFixed=True,
                          rope={"rope_theta": 10000, "partial_rotary_factor": 64 / (config.n_embd // config.n_head)})
    elif not getattr(config, "rope_parameters", None):
        if hasattr(config, "vocab_size"):
            others[name] = "own" if name in ("esm", "roformer") else "none"
    elif hasattr(config, "vocab_size") and getattr(config, "max_position_embeddings", None):
        row = dict(hiddenSize=config.hidden_size, heads=config.num_attention_heads,
                   contextLength=config.max_position_embeddings)
        head = getattr(config, "head_dim", None)
        if head is not None:
            if head == getattr(config, "qk_rope_head_dim", None):
                row["rotaryHeadDimension"] = head
            else:
                wider = attribute(cls, "head_dim", hidden_size=2 * config.hidden_size)
                if wider == head:
                    row["headDimension"] = head
                elif attribute(cls, "head_dim", head_dim=None) is not None:
                    row["headDimension"] = None
        elif hasattr(config, "head_dim"):
            row["isHeadDimensionRequired"] = True
        layers = getattr(config, "per_layer_config", None) if "global_head_dim" in source("configuration", module) else None
        if layers:
            row["globalHeadDimension"] = layers["full_attention"].head_dim
        if hasattr(config, "original_max_position_embeddings"):
            row["originalLength"] = config.original_max_position_embeddings
        if layout(module) != "half-split":
            row["pairLayout"] = layout(module)
        if "ROPE_INIT_FUNCTIONS" not in modeling and modeling:
            row["isFixed"] = True
        if reads_fraction(modeling):
            row["readsFraction"] = True
        layered = any(isinstance(value, dict) for value in config.rope_parameters.values())
        row |= of_layers(cls, config.rope_parameters) if layered else of_one_dictionary(cls, config)
        row["rope"] = dictionary(config.rope_parameters)
        rows[name] = row
    elif hasattr(config, "vocab_size"):
        others[name] = "own"
for name in REMOTE_CODE:
    others[name] = "own"
texts = {name: text for name, text in texts.items() if text in rows}


def typescript(value):
    if isinstance(value, dict):
        members = (f"{k if k.isidentifier() else json.dumps(k)}: {typescript(v)}" for k, v in value.items())
        return "{ " + ", ".join(members) + " }"
    if isinstance(value, int) and not isinstance(value, bool) and value >= 100_000:
        return f"{value:_}"
    return json.dumps(value)


def write(file, head, type_, entries):
    made = f"Made by tooling/oracles/rope_of_model_types.py with transformers {version}."
    lines = ["/**", f" * {head}", f" * {made}", " */", *type_, *(f"  {e}," for e in entries)]
    open(os.path.join(folder, file), "w").write("\n".join(lines) + "\n")


def entries(table):
    return [f"{k if k.isidentifier() else json.dumps(k)}: {typescript(v)}" for k, v in sorted(table.items())]


write("model-types.ts", "What transformers fills in where a config is silent, by `model_type`.",
      ['import type { ModelTypeFacts } from "./model-type-facts.js";', "",
       "// oxfmt-ignore",
       "export const modelTypes: Readonly<Record<string, ModelTypeFacts>> = {"], entries(rows))
write("text-model-types.ts", "The type of the language model inside a model of several parts.",
      ["export const textModelTypes: Readonly<Record<string, string>> = {"], entries(texts))
write("other-encodings.ts", "Model types without a rotary encoding, and those whose own code rotates as no RopeSpec says.",
      ['export const otherEncodings: Readonly<Record<string, "none" | "own">> = {'], entries(others))
for file in ("model-types.ts", "text-model-types.ts", "other-encodings.ts"):
    open(os.path.join(folder, file), "a").write("};\n")
print(len(rows), len(texts), len(others))
