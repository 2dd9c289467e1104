import type { Engine } from "./engine.js";
import { withContextShift } from "./llama-cpp.js";

export const ollama: Engine = {
  engine: "Ollama",
  version: "with llama.cpp's runner",
  format: "gguf",
  evidence: "it hands the file to llama.cpp; Ollama itself was not run",
  outcome: withContextShift,
  launch: ({ path, contextLength }) => `Modelfile: FROM ${path}, PARAMETER num_ctx ${contextLength}`,
};
