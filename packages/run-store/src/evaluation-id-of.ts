/** The name of an evaluation's folder: readable in front, and at the end a hash that tells any two keys apart. */
import { createHash } from "node:crypto";
import type { EvaluationKey } from "@resonance-rope/contracts";
import { canonicalJson } from "./canonical-json.js";

/** What a folder of runs calls its evaluations by, and no training. */
export const evaluationPrefix = "eval-";

/** `eval-EVALUATION-MODEL-hash8`, as in `eval-perplexity-smollm2-135m-q8-0-3f9c21ab`. */
export function evaluationIdOf({ evaluation, model, protocol }: EvaluationKey): string {
  const hash = createHash("sha256").update(canonicalJson({ evaluation, model, protocol }));
  const words = model.name.toLowerCase().split(/[^a-z0-9]+/u);
  // Long names, as paths are, would not fit into a folder's name.
  const name = words
    .filter((word) => word !== "")
    .join("-")
    .slice(0, 60);
  return `${evaluationPrefix}${evaluation}-${name || "model"}-${hash.digest("hex").slice(0, 8)}`;
}
