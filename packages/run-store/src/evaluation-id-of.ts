/** The name of an evaluation's folder: readable in front, and at the end a hash that tells any two keys apart. */
import { createHash } from "node:crypto";
import type { EvaluationKey } from "@resonance-rope/contracts";
import { canonicalJson } from "./canonical-json.js";
import { folderWord } from "./folder-word.js";

/** What a folder of runs calls its evaluations by, and no training. */
export const evaluationPrefix = "eval-";

/** `eval-EVALUATION-MODEL-hash8`, as in `eval-perplexity-smollm2-135m-q8-0-3f9c21ab`. */
export function evaluationIdOf({ evaluation, model, protocol }: EvaluationKey): string {
  const hash = createHash("sha256").update(canonicalJson({ evaluation, model, protocol }));
  return `${evaluationPrefix}${evaluation}-${folderWord(model.name)}-${hash.digest("hex").slice(0, 8)}`;
}
