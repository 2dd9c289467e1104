/** JSON Lines and JSON of texts, questions, predictions, sequences and rules, each by its own reader. */
import { jsonLinesDocuments, readLEvalTask, readRulerQuestions, scoreLeval } from "@resonance-rope/llm-eval";
import { parseRule, readJsonLines } from "@resonance-rope/posgen";
import { type Border, type Files, filesOf, textOf } from "../src/border.js";

const task = { name: "recursive", farTokens: 1, nearTokens: 1, modulus: 5, rule: { type: "sum-modulo" } } as const;

const readers: Readonly<Record<string, (text: string) => unknown>> = {
  "documents.jsonl": async (text) => {
    for await (const document of jsonLinesDocuments(text.split("\n"), { name: "documents", column: "text" }))
      if (typeof document.text !== "string") throw new Error("a document without its text");
  },
  "coursera.jsonl": (text) => readLEvalTask("coursera.jsonl", text.split("\n")),
  "coursera.pred.jsonl": (text) => {
    for (const protocol of ["leval", "strict"] as const) scoreLeval([{ path: "coursera.pred.jsonl", text }], protocol);
  },
  "squad.json": (text) => readRulerQuestions(text, "squad.json"),
  "hotpot.json": (text) => readRulerQuestions(text, "hotpot.json"),
  "sequences.jsonl": (text) => readJsonLines(text.split("\n"), task),
  "rule.json": (text) => parseRule(text, task),
};

const line = (value: unknown): string => `${JSON.stringify(value)}\n`;

export const border: Border = {
  // A rule may be right and not fit the task.
  refuses: ["invalid-file", "invalid-argument"],
  seeds: () =>
    Promise.resolve(
      [
        { "documents.jsonl": line({ text: "Call me Ishmael.", id: 1 }) + line({ text: "Some years ago" }) },
        {
          "coursera.jsonl": line({
            instructions: ["Which? A. one B. two"],
            outputs: ["AB"],
            input: "A long document.",
            source: "coursera",
            evaluation: "exam",
          }),
        },
        {
          "coursera.pred.jsonl":
            line({ query: "Which?", gt: "AB", prompt: "p", toy_pred: "The answer is A, B.", evaluation: "exam" }) +
            line({ query: "And?", gt: "C", prompt: "p", toy_pred: "C", evaluation: "exam" }),
        },
        {
          "squad.json": line({
            data: [
              {
                paragraphs: [
                  { context: "A fact.", qas: [{ question: "What?", answers: [{ text: "fact" }], id: "1" }] },
                ],
              },
            ],
          }),
        },
        { "hotpot.json": line([{ question: "What?", answer: "fact", context: [["Title", ["A fact.", "More."]]] }]) },
        { "sequences.jsonl": line({ tokens: [1, 2, 3, 0, 3] }) + line({ tokens: [0, 1, 1, 2, 3] }) },
        { "rule.json": line({ type: "linear", coefficients: [1, 2], constant: 3 }) },
        { "rule.json": line({ type: "table", entries: Array.from({ length: 25 }, (_, index) => index % 5) }) },
      ].map(filesOf),
    ),
  read: readByName,
};

async function readByName(files: Files): Promise<void> {
  for (const name of files.keys()) await readers[name]?.(textOf(files, name));
}
