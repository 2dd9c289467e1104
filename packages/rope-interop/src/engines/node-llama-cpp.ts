import type { Engine } from "./engine.js";
import { asLlamaCpp } from "./llama-cpp.js";

export const nodeLlamaCpp: Engine = {
  engine: "node-llama-cpp",
  version: "3.22.1",
  format: "gguf",
  evidence: "npm run test:oracles",
  outcome: asLlamaCpp,
  launch: ({ path, contextLength }) => `npx node-llama-cpp chat --model ${path} --contextSize ${contextLength}`,
};
