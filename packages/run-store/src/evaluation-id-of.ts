/** The name of an evaluation's folder: readable in front, and at the end the beginning of a hash of its key. */
import { createHash } from "node:crypto";
import { type EvaluationKey, canonicalJson } from "@resonance-rope/contracts";
import { folderWord } from "./folder-word.js";

/** What a folder of runs calls its evaluations by, and no training. */
export const evaluationPrefix = "eval-";

/** `eval-EVALUATION-MODEL-hash8`, as in `eval-perplexity-smollm2-135m-q8-0-3f9c21ab`. */
export function evaluationIdOf(key: EvaluationKey): string {
  const hash = createHash("sha256").update(evaluationKeyText(key)).digest("hex").slice(0, 8);
  return `${evaluationPrefix}${key.evaluation}-${folderWord(key.model.name)}-${hash}`;
}

/** One text for equal keys, of whatever else they are a part. */
export const evaluationKeyText = ({ evaluation, model, protocol }: EvaluationKey): string =>
  canonicalJson({ evaluation, model, protocol });
