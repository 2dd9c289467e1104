import type { Engine } from "./engine.js";
import { asWritten } from "./outcomes.js";

/** The engine of reference for configs: what it computes is what a config means. */
export const transformers: Engine = {
  engine: "transformers",
  version: "5.23.0",
  format: "hugging-face",
  known: "run",
  evidence: "npm run test:oracles",
  outcome: () => asWritten(),
  launch: ({ path }) =>
    `python -c 'from transformers import AutoModelForCausalLM as M; M.from_pretrained(${JSON.stringify(path)})'`,
};
