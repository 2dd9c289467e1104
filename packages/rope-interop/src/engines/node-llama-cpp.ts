import type { Engine } from "./engine.js";
import { withContextShift } from "./llama-cpp.js";

export const nodeLlamaCpp: Engine = {
  engine: "node-llama-cpp",
  version: "3.22.1",
  format: "gguf",
  known: "run",
  evidence: "npm run test:oracles",
  outcome: withContextShift,
  launch: ({ path, contextLength }) => `npx node-llama-cpp chat --model ${path} --contextSize ${contextLength}`,
};
