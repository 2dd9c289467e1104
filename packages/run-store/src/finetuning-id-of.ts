/** The name of a fine-tuning's folder: readable in front, and at the end the beginning of a hash of its plan. */
import { createHash } from "node:crypto";
import { type FinetuningPlan, canonicalJson } from "@resonance-rope/contracts";
import { folderWord } from "./folder-word.js";

/** What a folder of runs calls its fine-tunings by, and no other run. */
export const finetuningPrefix = "finetune-";

/** `finetune-MODEL-SCALING-WAVELENGTHS-sSEED-hash8`, as in `finetune-smollm2-135m-yarn-nearest-integer-s0-3f9c21ab`. */
export function finetuningIdOf(plan: FinetuningPlan): string {
  const { wavelengths, scaling } = plan.rope;
  const choice = typeof wavelengths === "string" ? wavelengths : wavelengths.type;
  const hash = createHash("sha256").update(canonicalJson(plan)).digest("hex").slice(0, 8);
  return `${finetuningPrefix}${folderWord(plan.model.name)}-${scaling.type}-${choice}-s${plan.seed}-${hash}`;
}
