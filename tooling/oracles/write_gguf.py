"""A transformers model of the Llama or Qwen families as a float32 GGUF, by PyPI gguf. Used by tiny_models.py."""

from pathlib import Path

import gguf
import numpy

# SentencePiece with three special tokens, every byte, and the printable characters of ASCII.
SPECIAL = ["<unk>", "<s>", "</s>"]
BYTES = [f"<0x{byte:02X}>" for byte in range(256)]
CHARACTERS = [chr(code) for code in range(32, 127)]
VOCABULARY = SPECIAL + BYTES + CHARACTERS


def add_tokenizer(writer: gguf.GGUFWriter) -> None:
    kind = gguf.TokenType
    writer.add_tokenizer_model("llama")
    writer.add_token_list(VOCABULARY)
    writer.add_token_scores([0.0] * len(VOCABULARY))
    types = [kind.UNKNOWN, kind.CONTROL, kind.CONTROL] + [kind.BYTE] * len(BYTES) + [kind.NORMAL] * len(CHARACTERS)
    writer.add_token_types(types)
    writer.add_bos_token_id(1)
    writer.add_eos_token_id(2)
    writer.add_add_bos_token(False)
    writer.add_add_space_prefix(False)


def interleaved(weight: numpy.ndarray, heads: int) -> numpy.ndarray:
    """Rows of q or k from transformers' halves, (j, j + P), to the neighbours, (2j, 2j + 1), of llama.cpp's llama."""
    return weight.reshape(heads, 2, -1, *weight.shape[1:]).swapaxes(1, 2).reshape(weight.shape)


def add_tensors(writer: gguf.GGUFWriter, model, architecture: gguf.MODEL_ARCH) -> None:
    config = model.config
    names = gguf.get_tensor_name_map(architecture, config.num_hidden_layers)
    heads = {"q_proj": config.num_attention_heads, "k_proj": config.num_key_value_heads}
    for name, tensor in model.state_dict().items():
        weight = tensor.numpy()
        projection = name.split(".")[-2]
        if architecture == gguf.MODEL_ARCH.LLAMA and projection in heads:
            weight = interleaved(weight, heads[projection])
        writer.add_tensor(names.get_name(name, try_suffixes=(".weight", ".bias")), numpy.ascontiguousarray(weight))


def write_gguf(path: Path, model, architecture: gguf.MODEL_ARCH, describe_rope=lambda writer: None) -> None:
    """`describe_rope` adds what the file says of a scaling: keys, and tensors of factors."""
    config = model.config
    writer = gguf.GGUFWriter(path, gguf.MODEL_ARCH_NAMES[architecture])
    writer.add_context_length(config.max_position_embeddings)
    writer.add_embedding_length(config.hidden_size)
    writer.add_block_count(config.num_hidden_layers)
    writer.add_feed_forward_length(config.intermediate_size)
    writer.add_head_count(config.num_attention_heads)
    writer.add_head_count_kv(config.num_key_value_heads)
    writer.add_key_length(config.head_dim)
    writer.add_value_length(config.head_dim)
    writer.add_layer_norm_rms_eps(config.rms_norm_eps)
    writer.add_rope_dimension_count(config.head_dim)
    writer.add_rope_freq_base(config.rope_parameters["rope_theta"])
    writer.add_vocab_size(config.vocab_size)
    writer.add_file_type(gguf.LlamaFileType.ALL_F32)
    add_tokenizer(writer)
    describe_rope(writer)
    add_tensors(writer, model, architecture)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
