/**
 * A file of predictions in L-Eval's form: JSON Lines of `query, gt, prompt, <model>_pred, evaluation`. The first key
 * of the first record that holds `_pred` names the model, as upstream takes it.
 */
import { ResonanceError } from "@resonance-rope/contracts";
import type { LEvalProtocol } from "./score-answer.js";

export interface PredictionFile {
  /** Which task it is; see `taskOfPath`. */
  readonly path: string;
  readonly text: string;
}

export interface Predictions {
  readonly records: readonly { readonly prediction: string; readonly gold: string }[];
  /** Lines that are no JSON: upstream leaves them out without a word, the strict protocol refuses them. */
  readonly droppedLines: number;
}

export function readPredictions({ path, text }: PredictionFile, protocol: LEvalProtocol): Predictions {
  const records: { prediction: string; gold: string }[] = [];
  let key: string | undefined;
  let droppedLines = 0;
  for (const [index, line] of text.split(/\r\n|\r|\n/u).entries()) {
    if (line.trim() === "") continue;
    const refuse = (expected: string, received: string, cause?: unknown): never => {
      throw new ResonanceError({
        kind: "invalid-file",
        where: "readPredictions",
        expected: `${expected} on line ${index + 1} of ${path}`,
        received,
        cause,
      });
    };
    let record: unknown;
    try {
      record = JSON.parse(line);
    } catch (cause) {
      if (protocol === "strict") refuse("JSON", line.trim().slice(0, 40), cause);
      droppedLines++;
      continue;
    }
    if (typeof record !== "object" || record === null || Array.isArray(record)) {
      return refuse("an object", JSON.stringify(record).slice(0, 40));
    }
    const fields = new Map<string, unknown>(Object.entries(record));
    key ??= [...fields.keys()].find((name) => name.includes("_pred"));
    if (key === undefined) return refuse("a key with _pred", [...fields.keys()].join(", ").slice(0, 80) || "none");
    if (fields.get("evaluation") !== "exam") continue;
    const [prediction, gold] = [fields.get(key), fields.get("gt")];
    if (typeof prediction !== "string") return refuse(`a text as ${key}`, typeof prediction);
    if (typeof gold !== "string") return refuse("a text as gt", typeof gold);
    records.push({ prediction, gold });
  }
  if (records.length > 0) return { records, droppedLines };
  throw new ResonanceError({
    kind: "invalid-file",
    where: "readPredictions",
    expected: `records with "evaluation": "exam" in ${path}`,
    received: "none",
    remedy: "only L-Eval's closed-ended tasks have a score without a judge",
  });
}
