/** `resonance train`, of a few plans, on the fastest engine of this machine and on WebAssembly. */
import { type Lane, everywhere } from "../lane.js";
import { tinyFlags } from "./tiny-plan.js";

const plans = [
  ["--task", "recursive", "--seed", "0"],
  ["--task", "semi-recursive", "--resonance", "--seed", "1", "--backend", "wasm"],
  ["--task", "chain-of-thought", "--scaling", "yarn", "--factor", "2", "--resonance", "--seed", "2"],
] as const;

export const trainingLane: Lane = {
  name: "train",
  disturbances: everywhere,
  draw: (random) => ({
    words: ["train", ...(plans[random.integer(plans.length)] ?? plans[0]), "--steps", "40", ...tinyFlags, "--json"],
    manner: [],
    canResume: true,
  }),
};
