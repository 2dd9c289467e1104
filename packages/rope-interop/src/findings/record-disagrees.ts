import type { ModelDescription } from "../model-description.js";
import type { Finding } from "./finding.js";

/** An export's record that the rest of the file has left: somebody edited one without the other. */
export function recordDisagrees({ recorded, spec }: ModelDescription): Finding[] {
  if (recorded === null || JSON.stringify(recorded) === JSON.stringify(spec)) return [];
  return [
    {
      level: "warning",
      code: "record-disagrees",
      message:
        "resonance_rope records another encoding than the file computes. Engines go by the file, and so does " +
        "what is shown here; export again, or remove resonance_rope.",
    },
  ];
}
