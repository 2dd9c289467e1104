"""L-Eval's rules for closed-ended answers, written anew from their description, as a second opinion on llm-eval.

Usage: python3 leval_rules.py OUT.json             (Python 3.11, standard library alone)
       python3 leval_rules.py tables FOLDER SEED
The first writes {"choice": [...], "gsm": [...], ...}: random answers made to be awkward (digits and spaces of other
scripts, signs, underscores, infinities, punctuation), and what the rules make of each. The seed is fixed. Python's
float, white space, word characters and digits are Unicode's in ways that JavaScript's are not: that is what is tested.
The second fills FOLDER with files of such predictions, one a task, and prints {"PATH": {"score": ...}, ...}, where a
task has parts with those too.
"""

import json
import os
import random
import re
import string
import sys

CHARACTERS = list("ABCDEabcd.,;:()[]{}'\"\\-+_$% \n\t0123459") + list(
    "\x0b\x1c\x1f\x85\xa0\u1680\u2003\u2028\u3000\ufeff\u200b"  # white space, and two that look like it
    "\u0663\u0969\uff15\U0001d7d8\U0001d7f6\xb2\u2460\xbd\u2167\u4e09"  # digits, and numbers that are none
    "\xe9\u0301\u0130\u03a3\xdf\U0001f600\u200d"  # letters, a mark, cases that change length, an astral one
)
PIECES = {
    "choice": ["A", "B", "C", "D", "AC", "BD", "ABC", "Question", "Answer", "(A)", "B)", "C.", ", ", " and ", "E", "\n"],
    "gsm": ["The answer is ", "the answer is ", "18", "1,200", "-5", ".5", "3.9", "$", "\n\n", "\n", " ", "1/2", "\xb2"],
    "code": [
        "the final output", "The final output", "will be", "of the code", "is", "would be", "printed", "the value of",
        "the result of", "[1, 2]", "[[1 2]\n [3 4]]", "1.0", "2.", "10.05", "'a'", "inf", "1e3", " ", "\n", "this", "5",
    ],
    "truth": ["True", "false", "untrue", "TRUE", "[fact:", "[FACT: ", "]", " ", "\n", "It is ", "not ", ".", "yes"],
    "float": [
        "1", "0", "9", "_", ".", "e", "E", "+", "-", "inf", "nan", "INFINITY", "1_0", "1__0", "_1", "1.5e3", " ", "\n", "\xa0",
        "\x1c", "\x85", "\u0663", "\uff15", "\U0001d7d8", "\U0001d7ff", "\xb2", "1e400", "0x1", "\u017f", "\u0131nf", "1_000.0_1",
    ],
    "match": [
        "A", "B", "a", "an", "the", "The", "nan", "inf", "-inf", "+Infinity", "1_000", "1__0", "1e3", "03", ".5", "5.",
        "1e", "e5", "--1", "0x10", " ", "topic", "Topic", "\xa0", "\u0663", "_", ".", "x", "-", "+", "1", "0", "\x1c",
    ],
}


def exact_match(prediction: str, gold: str) -> float:
    def normalized(text: str) -> str:
        text = "".join(character for character in text if character not in string.punctuation)
        return " ".join(re.sub(r"\b(?:a|an|the)\b", " ", text).split())

    given, wanted = normalized(prediction), normalized(gold)
    if set(wanted) <= set("ABCD"):
        if given == wanted:
            return 1
        return 0.25 if set(given) <= set(wanted) else 0
    try:
        return int(float(prediction) == float(gold))
    except ValueError:
        return int(gold.lower().replace(" ", "") in prediction.lower().replace(" ", ""))


def gold_choice(gold: str) -> str | None:
    tokens = gold.split()
    if not tokens:
        return None
    return "".join(letter for letter in tokens[0] if letter in "ABCD") or "A"


def predicted_choice(prediction: str, single: bool) -> str:
    if not prediction.strip():
        return "None"
    if prediction in "ABCD":
        return prediction
    if single:
        for letter in prediction:
            if letter in "ABCD":
                return letter
    rest = prediction.lstrip("ABCD")
    run = prediction[: len(prediction) - len(rest)]
    if len(run) > 1:
        return "".join(sorted(set(run)))
    rest = rest.partition("Question")[0]
    chosen = set(run)
    for letter, following in zip(rest, rest[1:]):
        if letter in "ABCD" and (following.isspace() or following in ".)"):
            chosen.add(letter)
    if chosen:
        return "".join(sorted(chosen))
    first = re.search("[A-D]+", rest)
    return first.group() if first else "A"


def gsm_digits(text: str) -> str:
    stated = re.search(r"The answer is (\S+)", text)
    if stated:
        piece = stated.group(1)
    else:
        pieces = text.partition("\n\n")[0].split(" ")
        piece = next((p for p in reversed(pieces) if any(c.isdigit() for c in p)), "")
    return "".join(character for character in piece.partition(".")[0] if character.isdigit())


def gold_code(text: str) -> str:
    text = re.sub(r"\s+", " ", text)
    for old, new in [(",", ""), ("'", ""), ("\\", ""), (".0", ""), ("] [", "]["), ("[ [", "[["), ("] ]", "]]")]:
        text = text.replace(old, new)
    return text


def predicted_code(prediction: str, gold: str) -> str:
    text = gold_code(prediction)
    for phrase in ["will be", "of the code", "is", "would be", "the value of", "the result of", "printed"]:
        text = text.replace(phrase, "")
    count = len(gold.split()) + 3
    _, found, after = text.rpartition("the final output")
    return " ".join(re.split(r"\s+", after)[:count] if found else re.split(r"\s+", text)[-count:])


def gold_truth(gold: str) -> list[str] | None:
    parts = gold.lower().split("[fact:")
    if len(parts) < 2:
        return None
    return [parts[0].strip(), parts[1][:-1].strip()]


def predicted_truth(prediction: str) -> list[str] | None:
    parts = gold_truth(prediction)
    if parts is None:
        return None

    def verdict(text: str) -> str:
        for word in text.split():
            if "true" in word:
                return "true"
            if "false" in word:
                return "false"
        return "<error>"

    return [verdict(part) for part in parts]


def made_up(source: random.Random, group: str, longest: int) -> str:
    pieces = [
        source.choice(PIECES[group]) if source.random() < 0.7 else source.choice(CHARACTERS)
        for _ in range(source.randint(0, longest))
    ]
    return "".join(pieces)


def task_of(path: str) -> str:
    marks = ["coursera", "quality", "tpo", "gsm", "codeU", "topic_retrieval_longchat", "sci_fi"]
    return next((mark for mark in marks if mark in path), "")


def scores_of(task: str, line: int, prediction: str, gold: str) -> dict[str, float]:
    """By the part of the task that the score counts in."""
    if task in ("coursera", "quality", "tpo"):
        return {"": exact_match(predicted_choice(prediction, task != "coursera"), gold_choice(gold))}
    if task == "gsm":
        return {"": exact_match(gsm_digits(prediction), gsm_digits(gold))}
    if task == "codeU":
        return {"": exact_match(predicted_code(prediction, gold), gold_code(gold))}
    if task == "sci_fi":
        pairs = zip(predicted_truth(prediction), gold_truth(gold))
        return dict(zip(["loyalty", "fact"], [exact_match(given, wanted) for given, wanted in pairs]))
    if task == "topic_retrieval_longchat":
        return {["first", "second", "third"][line % 3]: exact_match(prediction, gold)}
    return {"": exact_match(prediction, gold)}


def table_of(path: str, records: list[tuple[str, str]]) -> dict:
    parts: dict[str, list[float]] = {}
    for line, (prediction, gold) in enumerate(records):
        for part, score in scores_of(task_of(path), line, prediction, gold).items():
            parts.setdefault(part, []).append(score)
    means = {part: round(100 * sum(scores) / len(scores), 4) for part, scores in parts.items()}
    table: dict = {"score": sum(means.values()) / len(means)}
    return table if "" in means else {**table, "parts": means}


def made_up_record(source: random.Random, task: str) -> tuple[str, str]:
    group = {"gsm": "gsm", "codeU": "code", "sci_fi": "truth"}.get(task, "choice" if task in ("coursera", "quality", "tpo") else "match")
    prediction, gold = made_up(source, group, 6), made_up(source, group, 3)
    if task == "sci_fi":
        prediction, gold = f"{prediction} [fact: {made_up(source, group, 3)}]", source.choice(["True", "False"]) + " [fact: False]"
    if task == "codeU" and source.random() < 0.5:
        prediction += f" the final output is {gold}"
    # On a gold without a word upstream stops.
    return prediction, gold if gold.split() else f"{gold}B"


def write_tables(folder: str, seed: int) -> None:
    source = random.Random(seed)
    names = ["coursera", "quality", "gsm-of-all/tpo", "gsm100", "codeU", "topic_retrieval_longchat", "sci_fi", "notes"]
    tables = {}
    for name in names:
        path = os.path.join(folder, f"{name}.pred.jsonl")
        os.makedirs(os.path.dirname(path), exist_ok=True)
        records = [made_up_record(source, task_of(path)) for _ in range(source.randint(100, 700))]
        lines = [
            json.dumps({"query": "", "gt": gold, "a_pred": prediction, "b_pred": gold, "evaluation": "exam"})
            for prediction, gold in records
        ]
        # Neither is counted as a line, nor moves a question to another part.
        lines[1:1] = ["", '{"gt": "broken', "\t"]
        with open(path, "w", encoding="ascii", newline=source.choice(["\n", "\r\n"])) as file:
            file.write("\n".join(lines) + "\n")
        tables[path] = table_of(path, records)
    print(json.dumps(tables))


def write_cases(path: str) -> None:
    source = random.Random(20240610)
    number = lambda: made_up(source, "match", 3)
    cases: dict[str, list] = {"choice": [], "gsm": [], "code": [], "truth": [], "match": [], "round": [], "float": []}
    for _ in range(900):
        text, gold = made_up(source, "choice", 6), made_up(source, "choice", 3)
        cases["choice"].append([text, gold, predicted_choice(text, False), predicted_choice(text, True), gold_choice(gold)])
        text = made_up(source, "gsm", 6)
        cases["gsm"].append([text, gsm_digits(text)])
    for _ in range(700):
        text, gold = made_up(source, "code", 7), made_up(source, "code", 2)
        cases["code"].append([text, gold, predicted_code(text, gold), gold_code(gold)])
        text = made_up(source, "truth", 7)
        cases["truth"].append([text, predicted_truth(text), gold_truth(text)])
    for _ in range(1800):
        gold = number()
        text = gold + number() if source.random() < 0.3 else gold.upper() if source.random() < 0.2 else number()
        cases["match"].append([text, gold, exact_match(text, gold)])
    for _ in range(300):
        count = source.choice([7, 31, 32, 64, 172, 3200, 6400])
        right = source.randint(0, 4 * count)
        cases["round"].append([100 * (right / 4) / count, round(100 * (right / 4) / count, 4)])
    for _ in range(1200):
        text = made_up(source, "float", 4)
        try:
            cases["float"].append([text, str(float(text))])
        except ValueError:
            cases["float"].append([text, None])
    lines = [f"{json.dumps(name)}:[\n" + ",\n".join(json.dumps(c, separators=(",", ":")) for c in group) + "\n]"
             for name, group in cases.items()]
    with open(path, "w", encoding="ascii", newline="\n") as file:
        file.write("{\n" + ",\n".join(lines) + "\n}\n")


if __name__ == "__main__":
    if sys.argv[1] == "tables":
        write_tables(sys.argv[2], int(sys.argv[3]))
    else:
        write_cases(sys.argv[1])
