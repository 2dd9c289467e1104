/** What the paper's Table 1 has for a task and an encoding. */
import { type TaskName, encodingName } from "@resonance-rope/contracts";
import { paperResults, paperSetting } from "@resonance-rope/posgen";
import type { RopeSpec } from "@resonance-rope/rope-core";

/** Percent right and its variance; undefined where it has no such cell, as for YaRN of another factor. */
export function paperAccuracy(task: TaskName, spec: RopeSpec): { mean: number; variance: number } | undefined {
  if (spec.scaling.type === "yarn" && spec.scaling.factor !== paperSetting.yarnFactor) return undefined;
  return paperResults[task]?.[encodingName(spec)];
}
