/** Engines that compute something else from a config than transformers does, one finding a cause. */
import type { EngineStatement } from "../engines/engine-statement.js";
import type { Finding } from "./finding.js";

const remedies: Readonly<Record<string, string>> = {
  "attention-factor-dropped":
    "The portable form (--form longrope) gives them the same magnitude where the model type leaves its lengths free.",
  "new-spelling-only": "Write rope_scaling and a top-level rope_theta for them.",
  "base-not-found": "Write rope_theta at the top level too.",
  "scaling-ignored": "Use another engine for this model.",
  "pair-layout-dropped": "Use another engine for this model.",
  "dynamic-differs": "Take a scaling that is fixed, such as yarn.",
  "yarn-ramp-dropped": "Export in the portable form for them.",
  "longrope-qwen3-moe": "Use another engine for this model.",
};

export function findInEngines(engines: readonly EngineStatement[]): Finding[] {
  const codes = new Set(engines.flatMap(({ code }) => (code === null ? [] : [code])));
  return [...codes].map((code) => {
    const those = engines.filter((each) => each.code === code);
    const [detail] = those.map((each) => each.detail);
    return {
      level: code === "converter-drops-factors" ? "note" : "warning",
      code,
      message: `${those.map(({ engine }) => engine).join(", ")}: ${detail}. ${remedies[code] ?? ""}`.trim(),
    };
  });
}
