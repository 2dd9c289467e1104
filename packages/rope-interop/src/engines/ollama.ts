import type { Engine } from "./engine.js";
import { withContextShift } from "./llama-cpp.js";

export const ollama: Engine = {
  engine: "Ollama",
  version: "with llama.cpp's runner",
  format: "gguf",
  known: "assumed",
  evidence: "the keys are llama.cpp's, on which it is built; neither run nor read",
  outcome: withContextShift,
  launch: ({ path, contextLength }) => `Modelfile: FROM ${path}, PARAMETER num_ctx ${contextLength}`,
};
