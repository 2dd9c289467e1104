/** What holds of an encoding whatever file it stands in. */
import type { ModelDescription } from "../model-description.js";
import type { Finding } from "./finding.js";
import { float32Phases } from "./float32-phases.js";
import { phaseShift } from "./phase-shift.js";
import { recordDisagrees } from "./record-disagrees.js";

/** @param targetLength the length it is to be used at, in tokens; undefined: what the file allows. */
export function findInSpec(description: ModelDescription, targetLength: number | undefined): Finding[] {
  const { spec, contextLength } = description;
  return [
    ...recordDisagrees(description),
    ...phaseShift(spec),
    ...targetBeyondContext(contextLength, targetLength),
    ...float32Phases(targetLength ?? contextLength),
  ];
}

function targetBeyondContext(contextLength: number, targetLength: number | undefined): Finding[] {
  if (targetLength === undefined || targetLength <= contextLength) return [];
  return [
    {
      level: "warning",
      code: "target-beyond-context",
      message: `The file allows ${contextLength} positions. Engines refuse ${targetLength}, or go there without a scaling made for it: export with --target ${targetLength}.`,
    },
  ];
}
