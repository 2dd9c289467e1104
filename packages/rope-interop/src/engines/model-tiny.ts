import type { Engine } from "./engine.js";
import { asWritten, refused } from "./outcomes.js";

/** Whose decoder it computes. */
const modelTypes = ["llama", "mistral", "qwen2"];

/** It takes the spec that readConfig finds, so what is written is what it computes. */
export const modelTiny: Engine = {
  engine: "model-tiny (tfjs, of this project)",
  version: "0.0.0",
  format: "hugging-face",
  known: "run",
  evidence: "npm run test:oracles",
  outcome: ({ architecture }) =>
    modelTypes.includes(architecture)
      ? asWritten()
      : refused(`it computes the decoders of ${modelTypes.join(", ")} alone`),
  launch: ({ path }) => `npx resonance eval passkey --model ${path} --length 2048 --out runs`,
};
