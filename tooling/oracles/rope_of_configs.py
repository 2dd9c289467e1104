r"""The frequencies that transformers computes from real configs.

    python3 tooling/oracles/rope_of_configs.py packages/rope-interop/test/hugging-face \
        packages/rope-interop/src/hugging-face/model-types.ts

Reads models/*.json and spellings.json there and the types of the table, builds each model's own rotary embedding from it, and writes reference/rope-of-configs.json:
inverse frequencies (float32) and attention scaling by layer type, and again for a target length where they depend
on one. A type that is not in the library is read as LLaMA, whose rules its own code follows.
"""
import glob
import json
import os
import re
import sys

from transformers_rope import of_layers, plain, read
import transformers
from transformers.modeling_rope_utils import ROPE_INIT_FUNCTIONS

folder = sys.argv[1]


def reference_of(fields):
    config = read(fields)
    reference = {"layers": of_layers(config)}
    rope_type = (getattr(config, "rope_parameters", None) or {}).get("rope_type")
    if rope_type in ("dynamic", "longrope") and config.model_type != "phimoe":
        length = 3 * config.max_position_embeddings
        target = ROPE_INIT_FUNCTIONS[rope_type](config, seq_len=length)
        reference["target"] = {"length": length, **plain(*target)}
    return reference


def rotated_dimensions(config):
    config.allow_global_per_layer_attribute_access = True
    head = getattr(config, "head_dim", None) or config.hidden_size // config.num_attention_heads
    return int(head * config.rope_parameters.get("partial_rotary_factor", 1))


def summary_of(name):
    """The first two, the last and the number of the frequencies of a config that holds nothing but its type."""
    config = read({"model_type": name})
    layers = of_layers(config)
    if rotated_dimensions(config) % 2:
        raise ValueError("its default sizes rotate an odd number of dimensions")
    return {
        layer: [len(values), *values[:2], values[-1], each["attentionScaling"]]
        for layer, each in layers.items()
        for values in [each["inverseFrequencies"]]
    }


def without_source(path):
    return {name: value for name, value in json.load(open(path)).items() if name != "_source"}


models = sorted(glob.glob(os.path.join(folder, "models", "*.json")))
sections = {
    "configs": {os.path.basename(path).removesuffix(".json"): reference_of(without_source(path)) for path in models},
    "spellings": {
        name: reference_of(fields) for name, fields in json.load(open(os.path.join(folder, "spellings.json"))).items()
    },
    "types": {},
}
for line in open(sys.argv[2]):
    name = re.match(r'  "?([\w-]+)"?: \{', line)
    if name and name[1] not in ("gptj", "codegen"):
        try:
            sections["types"][name[1]] = summary_of(name[1])
        except Exception as error:
            print("left out", name[1], str(error)[:80])

os.makedirs(os.path.join(folder, "reference"), exist_ok=True)
with open(os.path.join(folder, "reference", "rope-of-configs.json"), "w") as file:
    file.write(f'{{"transformers":"{transformers.__version__}"')
    for section, references in sections.items():
        lines = (f"{json.dumps(name)}:{json.dumps(each, separators=(',', ':'))}" for name, each in references.items())
        file.write(f',\n"{section}":{{\n' + ",\n".join(lines) + "\n}")
    file.write("}\n")
print({section: len(references) for section, references in sections.items()})
