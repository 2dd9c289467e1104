"""What transformers makes of a Hugging Face folder: its rotary frequencies, its log-probabilities, its warnings.

Usage: python score_folder.py FOLDER REQUEST.json [ADAPTER] > RESULT.json
ADAPTER: a folder of low-rank adapters, which PEFT puts beside the weights.
REQUEST: {"tokens": [...]} scores those; {"text": "...", "length": N} first makes the text's first N tokens;
"everyToken": true gives the log-probabilities (nats) of the whole vocabulary after each token, not of the next one only.
"""

import json
import logging
import sys
import warnings

import torch
from transformers import AutoModelForCausalLM, AutoTokenizer
from transformers.utils import logging as transformers_logging


class KeepRecords(logging.Handler):
    """Keeps what a logger says from the level of a warning on."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(f"{record.name}: {record.getMessage()}")


def tokens_of(folder: str, request: dict) -> list[int]:
    if "tokens" in request:
        return request["tokens"]
    tokenizer = AutoTokenizer.from_pretrained(folder)
    return tokenizer(request["text"], add_special_tokens=False)["input_ids"][: request["length"]]


def score(folder: str, request: dict, adapter: str | None) -> dict:
    tokens = torch.tensor([tokens_of(folder, request)])
    model = AutoModelForCausalLM.from_pretrained(folder, dtype=torch.float32).eval()
    if adapter is not None:
        from peft import PeftModel

        # The layers of the model itself are replaced.
        PeftModel.from_pretrained(model, adapter).eval()
    with torch.no_grad():
        rows = torch.log_softmax(model(tokens).logits[0].double(), dim=-1)
        rotary = model.model.rotary_emb
        frequencies = rotary.inv_freq.tolist()
        # Some encodings change with the length: also at the last position that the config allows.
        last = model.config.max_position_embeddings - 1
        rotary(torch.zeros(1, 1, 1), torch.tensor([[last]]))
    return {
        "tokens": tokens[0].tolist(),
        "angularFrequencies": frequencies,
        "angularFrequenciesAtEnd": rotary.inv_freq.tolist(),
        "attentionFactor": rotary.attention_scaling,
        "maxPositions": last + 1,
        "logProbabilities": rows[:-1].gather(1, tokens[0, 1:, None])[:, 0].tolist(),
        **({"rows": rows.tolist()} if request.get("everyToken") else {}),
    }


def main() -> None:
    folder, request = sys.argv[1], json.loads(open(sys.argv[2]).read())
    adapter = sys.argv[3] if len(sys.argv) > 3 else None
    transformers_logging.disable_progress_bar()
    torch.set_num_threads(2)
    heard = KeepRecords()
    transformers_logging.get_logger("transformers").addHandler(heard)
    with warnings.catch_warnings(record=True) as warned:
        warnings.simplefilter("always")
        result = score(folder, request, adapter)
    json.dump({**result, "warnings": heard.lines + [str(each.message) for each in warned]}, sys.stdout)


if __name__ == "__main__":
    main()
