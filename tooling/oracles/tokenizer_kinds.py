"""Tokenizers of three kinds, each as the files that transformers writes, with what transformers makes of texts.

Usage: python tokenizer_kinds.py OUT_DIR [TEXT VOCABULARY_SIZE]
- byte-level: GPT-2's, a start token in its post-processor, a chat template;
- split: a pattern as Llama 3's and Qwen's before the bytes, NFC, no start token;
- sentencepiece: LLaMA-2's, with bytes for what it lacks, and a start token.
OUT_DIR/<kind> holds tokenizer.json, tokenizer_config.json and expected.json. They learn from TEXT and are asked of it,
or do both of the lines below.

With FOLDER alone, that has a tokenizer: python tokenizer_kinds.py --of FOLDER TEXT > EXPECTED.json
"""

import json
import sys
from pathlib import Path

from tokenizers import Regex, Tokenizer, decoders, models, normalizers, pre_tokenizers, processors, trainers
from transformers import AutoTokenizer, PreTrainedTokenizerFast

LINES = [
    "Call me Ishmael. Some years ago, never mind how long precisely.",
    " leading and trailing spaces ",
    "two\nlines,\n\n\tand a tab; it's 2048, they'll say 3.14159!",
    "naïve café, Ωραία, 東京, 🙂👍🏽, e\u0301 and é",
    "x_1 = y**2  # <code> & </code>",
    "a . b , c ' d n't",
    "",
]
MESSAGES = [
    {"role": "system", "content": "Be short."},
    {"role": "user", "content": "Who are you?"},
]
TEMPLATE = (
    "{{ bos_token }}{% for message in messages %}[{{ message['role'] }}] {{ message['content'] }}\n{% endfor %}"
    "{% if add_generation_prompt %}[assistant]{% endif %}"
)
SPLIT = r"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+"


def byte_level(size: int):
    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    tokenizer.decoder = decoders.ByteLevel()
    alphabet = pre_tokenizers.ByteLevel.alphabet()
    trainer = trainers.BpeTrainer(vocab_size=size, initial_alphabet=alphabet, special_tokens=["<|start|>", "<|end|>"])
    start = processors.TemplateProcessing(single="<|start|> $A", special_tokens=[("<|start|>", 0)])
    return tokenizer, trainer, start, {"bos_token": "<|start|>", "eos_token": "<|end|>", "chat_template": TEMPLATE}


def split(size: int):
    tokenizer = Tokenizer(models.BPE())
    tokenizer.normalizer = normalizers.NFC()
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
        [pre_tokenizers.Split(Regex(SPLIT), "isolated"), pre_tokenizers.ByteLevel(False, use_regex=False)]
    )
    tokenizer.decoder = decoders.ByteLevel()
    alphabet = pre_tokenizers.ByteLevel.alphabet()
    trainer = trainers.BpeTrainer(vocab_size=size, initial_alphabet=alphabet, special_tokens=["<|end|>"])
    return tokenizer, trainer, processors.ByteLevel(trim_offsets=False), {"eos_token": "<|end|>"}


def sentencepiece(size: int):
    tokenizer = Tokenizer(models.BPE(unk_token="<unk>", byte_fallback=True, fuse_unk=True))
    tokenizer.normalizer = normalizers.Sequence([normalizers.Prepend("▁"), normalizers.Replace(" ", "▁")])
    tokenizer.decoder = decoders.Sequence(
        [decoders.Replace("▁", " "), decoders.ByteFallback(), decoders.Fuse(), decoders.Strip(" ", 1, 0)]
    )
    special = ["<unk>", "<s>", "</s>", *(f"<0x{byte:02X}>" for byte in range(256))]
    trainer = trainers.BpeTrainer(vocab_size=size, limit_alphabet=60, special_tokens=special, max_token_length=16)
    start = processors.TemplateProcessing(single="<s> $A", special_tokens=[("<s>", 1)])
    return tokenizer, trainer, start, {"bos_token": "<s>", "eos_token": "</s>", "unk_token": "<unk>"}


def without_special_bytes(folder: Path) -> None:
    """What stands for a byte is an ordinary token, so that a text with <0x0A> in it means these six characters."""
    file = folder / "tokenizer.json"
    content = json.loads(file.read_text(encoding="utf-8"))
    content["added_tokens"] = [token for token in content["added_tokens"] if not token["content"].startswith("<0x")]
    file.write_text(json.dumps(content, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def expected_of(folder: Path, texts: list[str]) -> dict:
    tokenizer = AutoTokenizer.from_pretrained(folder)
    first, plain = tokenizer("a")["input_ids"], tokenizer("a", add_special_tokens=False)["input_ids"]
    cases = []
    for text in texts:
        tokens = tokenizer(text, add_special_tokens=False)["input_ids"]
        decoded = tokenizer.decode(tokens, skip_special_tokens=False, clean_up_tokenization_spaces=False)
        cases.append({"text": text, "tokens": tokens, "decoded": decoded})
    has_template = tokenizer.chat_template is not None
    chat = tokenizer.apply_chat_template(MESSAGES, add_generation_prompt=True)["input_ids"] if has_template else None
    return {"startToken": first[0] if first[1:] == plain else None, "cases": cases, "messages": MESSAGES, "chat": chat}


def main() -> None:
    if sys.argv[1] == "--of":
        folder, text = Path(sys.argv[2]), Path(sys.argv[3]).read_text(encoding="utf-8")
        json.dump(expected_of(folder, [text, *LINES]), sys.stdout)
        return
    out = Path(sys.argv[1])
    learned = Path(sys.argv[2]).read_text(encoding="utf-8").split("\n") if len(sys.argv) > 2 else LINES
    size = int(sys.argv[3]) if len(sys.argv) > 3 else 330
    for make in (byte_level, split, sentencepiece):
        kind = make.__name__.replace("_", "-")
        tokenizer, trainer, processor, special = make(size)
        trainer.show_progress = False
        tokenizer.train_from_iterator(learned, trainer)
        tokenizer.post_processor = processor
        folder = out / kind
        PreTrainedTokenizerFast(tokenizer_object=tokenizer, **special).save_pretrained(folder)
        if kind == "sentencepiece":
            without_special_bytes(folder)
        texts = LINES if len(sys.argv) < 3 else ["\n".join(learned), *LINES]
        expected = expected_of(folder, texts)
        (folder / "expected.json").write_text(json.dumps(expected, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
