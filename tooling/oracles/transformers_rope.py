"""What transformers' own rotary embedding of a config computes. Imported by the programs beside it."""
import importlib
import logging
import os
import warnings

warnings.filterwarnings("ignore")
os.environ["TRANSFORMERS_VERBOSITY"] = "critical"
import torch
from transformers import CONFIG_MAPPING, LlamaConfig

logging.disable(logging.CRITICAL)


def read(fields):
    # transformers 5 renames Phi-3's `su` too late to complete it.
    if (fields.get("rope_scaling") or {}).get("type") == "su":
        fields["rope_scaling"]["type"] = "longrope"
    known = fields["model_type"] in CONFIG_MAPPING
    cls = CONFIG_MAPPING[fields["model_type"]] if known else LlamaConfig
    return cls.from_dict({**fields, "model_type": cls.model_type}).get_text_config(decoder=True)


def rotary_class(config):
    module = importlib.import_module(type(config).__module__.replace("configuration_", "modeling_"))
    names = [name for name in dir(module) if name.endswith("RotaryEmbedding") and "Vision" not in name]
    text = [name for name in names if "Text" in name]
    return getattr(module, (text or names)[0])


def plain(inverse_frequencies, scaling):
    values = [float(str(value)) for value in inverse_frequencies.to(torch.float32).numpy()]
    return {"inverseFrequencies": values, "attentionScaling": float(scaling)}


def of_layers(config):
    if config.model_type == "gptj":
        from transformers.models.gptj.modeling_gptj import create_sinusoidal_positions

        sines = create_sinusoidal_positions(2, config.rotary_dim)[1, : config.rotary_dim // 2]
        return {"": plain(torch.asin(sines.double()), 1)}
    embedding = rotary_class(config)(config)
    if hasattr(embedding, "inv_freq"):
        scaling = embedding.attention_scaling
        if config.model_type == "phimoe":  # multiplies by something else
            scaling = embedding(torch.zeros(1), torch.zeros(1, 1, dtype=torch.long))[0].max()
        return {"": plain(embedding.inv_freq, scaling)}
    layers = [name.removesuffix("_inv_freq") for name, _ in embedding.named_buffers()]
    layers = [name for name in layers if not name.endswith("_original")]
    return {
        name: plain(getattr(embedding, f"{name}_inv_freq"), getattr(embedding, f"{name}_attention_scaling"))
        for name in layers
    }
