"""SmolLM2-135M in float32, twice from one quantised GGUF: as a Hugging Face folder and as a GGUF.

Usage: python smollm2_float32.py SmolLM2.gguf OUT_DIR
Writes OUT_DIR/hugging-face and OUT_DIR/float32.gguf. Both hold the same numbers, so that engines can be compared
without quantisation between them. transformers reads the first through its own GGUF loader, which also turns the rows
of q and k from llama.cpp's interleaved pairs to its own halves; the second keeps the rows as they are.
"""

import sys
from pathlib import Path

import gguf
import torch
from gguf.quants import dequantize
from transformers import AutoModelForCausalLM, AutoTokenizer, LlamaForCausalLM

# Written anew by the writer, or about the quantisation that is undone here.
REPLACED_KEYS = ("general.architecture", "general.file_type", "general.quantization_version")


def write_folder(source: Path, folder: Path) -> None:
    where = {"pretrained_model_name_or_path": source.parent, "gguf_file": source.name}
    quantised = AutoModelForCausalLM.from_pretrained(**where, dtype=torch.float32)
    config = quantised.config
    # transformers refuses to save a model that it holds for quantised, also when its weights no longer are.
    if hasattr(config, "quantization_config"):
        del config.quantization_config
    model = LlamaForCausalLM(config)
    model.load_state_dict(quantised.state_dict())
    model.save_pretrained(folder)
    AutoTokenizer.from_pretrained(**where).save_pretrained(folder)


def write_gguf(source: Path, out: Path) -> None:
    reader = gguf.GGUFReader(source)
    writer = gguf.GGUFWriter(out, reader.fields["general.architecture"].contents())
    for name, field in reader.fields.items():
        if name.startswith("GGUF.") or name in REPLACED_KEYS:
            continue
        item = field.types[-1] if field.types[0] == gguf.GGUFValueType.ARRAY else None
        writer.add_key_value(name, field.contents(), field.types[0], item)
    writer.add_file_type(gguf.LlamaFileType.ALL_F32)
    for tensor in reader.tensors:
        writer.add_tensor(tensor.name, dequantize(tensor.data, tensor.tensor_type))
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()


def main() -> None:
    source, out = Path(sys.argv[1]), Path(sys.argv[2])
    write_folder(source, out / "hugging-face")
    write_gguf(source, out / "float32.gguf")


if __name__ == "__main__":
    main()
