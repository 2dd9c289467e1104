import type { Engine, Outcome } from "./engine.js";
import { asWritten } from "./outcomes.js";
import type { WrittenModel } from "./written-model.js";

/** Every engine on llama.cpp computes what the file says; a shift of a full context multiplies cached keys by m once more. */
export const asLlamaCpp = ({ attentionFactor }: WrittenModel): Outcome =>
  asWritten(
    attentionFactor === 1 ? null : "leave context shift off: it scales cached keys twice (k-shift-scales-twice)",
  );

/** The engine of reference for GGUF. */
export const llamaCpp: Engine = {
  engine: "llama.cpp",
  version: "v0.5.0",
  format: "gguf",
  evidence: "npm run test:oracles, as node-llama-cpp 3.22.1 carries it",
  outcome: asLlamaCpp,
  launch: ({ path, contextLength }) => `llama-cli -m ${path} -c ${contextLength}`,
};
