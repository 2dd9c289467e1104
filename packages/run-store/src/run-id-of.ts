/** The name of a run: readable in front, and at the end the beginning of a hash of its plan. */
import { createHash } from "node:crypto";
import { type TrainingPlan, canonicalJson } from "@resonance-rope/contracts";

/** `task-scaling-wavelengths-sSEED-hash8`, as in `chain-of-thought-yarn-as-scaled-s0-3f9c21ab`. */
export function runIdOf(plan: TrainingPlan): string {
  const { wavelengths, scaling } = plan.rope;
  const choice = typeof wavelengths === "string" ? wavelengths : wavelengths.type;
  const hash = createHash("sha256").update(canonicalJson(plan)).digest("hex").slice(0, 8);
  return `${plan.task}-${scaling.type}-${choice}-s${plan.seed}-${hash}`;
}
