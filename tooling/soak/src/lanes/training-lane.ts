/** `resonance train`, of a few plans, on the fastest engine of this machine and on WebAssembly. */
import { tinyFlags } from "../../../../apps/trainer/test/tiny-flags.js";
import { type Lane, everywhere, withEngineNamed } from "../lane.js";

const plans: readonly (readonly string[])[] = [
  ["--task", "recursive", "--seed", "0"],
  ["--task", "semi-recursive", "--resonance", "--seed", "1", "--backend", "wasm"],
  ["--task", "chain-of-thought", "--scaling", "yarn", "--factor", "2", "--resonance", "--seed", "2"],
];

export const trainingLane: Lane = {
  name: "train",
  draw(random) {
    const plan = plans[random.integer(plans.length)] ?? [];
    return {
      words: ["train", ...plan, "--steps", "40", ...tinyFlags, "--json"],
      manner: [],
      canResume: true,
      disturbances: plan.includes("--backend") ? withEngineNamed : everywhere,
    };
  },
};
