import type { Engine, Outcome } from "./engine.js";
import { asWritten } from "./outcomes.js";
import type { WrittenModel } from "./written-model.js";

/** What is built on llama.cpp and shifts a full context by itself multiplies cached keys by m once more each time. */
export const withContextShift = ({ attentionFactor }: WrittenModel): Outcome =>
  asWritten(attentionFactor === 1 ? null : "stay below the context's end: see k-shift-scales-twice");

/** The engine of reference for GGUF. */
export const llamaCpp: Engine = {
  engine: "llama.cpp",
  version: "v0.5.0",
  format: "gguf",
  known: "run",
  evidence: "npm run test:oracles, as node-llama-cpp 3.22.1 carries it",
  outcome: () => asWritten(),
  launch: ({ path, contextLength }) => `llama-cli -m ${path} -c ${contextLength}`,
};
