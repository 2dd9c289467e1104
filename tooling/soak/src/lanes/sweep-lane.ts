/** `resonance sweep`, four runs, one or two at a time. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Lane, everywhere } from "../lane.js";
import { tinyPlan } from "../../../../apps/trainer/test/tiny-plan.js";

export function sweepLane(folder: string): Lane {
  const plan = join(folder, "plan.yaml");
  const grid = { task: "recursive", resonance: [false, true], seed: [0, 1], steps: 40, ...tinyPlan };
  // YAML holds JSON.
  writeFileSync(plan, JSON.stringify({ name: "storm", retries: 2, runs: [grid] }));
  return {
    name: "sweep",
    draw: (random) => ({
      words: ["sweep", plan, "--json"],
      manner: ["--jobs", String(1 + random.integer(2))],
      canResume: false,
      disturbances: everywhere,
    }),
  };
}
