"""Whether transformers computes from each config of write-configs.mjs what it was written for.

    python3 tooling/oracles/check_written_configs.py written-configs.json

Prints how many it computed, the largest relative difference, the faults, and which types it has no embedding of.
"""
import json
import sys

from transformers_rope import of_layers, read

# Their embedding is another type's, or is not in the library.
NO_EMBEDDING = {"granite4_vision_text", "internlm3", "iquestcoder"}
# A pair that stands still is written as one that turns once in an age.
STANDS_STILL = 1e-20


def difference(found, wanted):
    return 0 if found == wanted or max(found, wanted) < STANDS_STILL else abs(found / wanted - 1) if wanted else 1


def largest_difference(each):
    layers = of_layers(read(each["config"]))
    found = layers.get("full_attention") or next(layer for name, layer in layers.items() if name not in each["layers"])
    frequencies = found["inverseFrequencies"]
    if len(frequencies) != len(each["angularFrequencies"]):
        raise ValueError(f"{len(frequencies)} pairs for {len(each['angularFrequencies'])}")
    pairs = [*zip(frequencies, each["angularFrequencies"]), (found["attentionScaling"], each["attentionFactor"])]
    return max(difference(*pair) for pair in pairs)


largest, computed, faults = 0, 0, []
for each in json.load(open(sys.argv[1]))["written"]:
    if each["config"]["model_type"] in NO_EMBEDDING:
        continue
    try:
        relative = largest_difference(each)
        largest, computed = max(largest, relative), computed + 1
        if relative > 3e-6:
            faults.append(f"{each['name']}: differs by {relative:.2e}")
    except Exception as error:
        faults.append(f"{each['name']}: {type(error).__name__} {str(error)[:200]}")
print(json.dumps({"computed": computed, "largest": largest, "faults": faults}))
