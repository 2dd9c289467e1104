/** The table that comes with each export: what every engine we know does with what was written. */
import { shellWord } from "@resonance-rope/contracts";
import type { Engine } from "./engine.js";
import type { EngineStatement } from "./engine-statement.js";
import { exllamav2 } from "./exllamav2.js";
import { exllamav3 } from "./exllamav3.js";
import { llamaCpp } from "./llama-cpp.js";
import { llamaCppConverter } from "./llama-cpp-converter.js";
import { mlxLm } from "./mlx-lm.js";
import { modelTiny } from "./model-tiny.js";
import { nodeLlamaCpp } from "./node-llama-cpp.js";
import { ollama } from "./ollama.js";
import { sglang } from "./sglang.js";
import { transformers } from "./transformers.js";
import { vllm } from "./vllm.js";
import type { WrittenModel } from "./written-model.js";

const engines: readonly Engine[] = [
  transformers,
  vllm,
  sglang,
  mlxLm,
  exllamav3,
  exllamav2,
  llamaCppConverter,
  modelTiny,
  llamaCpp,
  nodeLlamaCpp,
  ollama,
];

/** One row an engine that reads this format, the best known first. */
export function stateEngines(model: WrittenModel): EngineStatement[] {
  return engines
    .filter(({ format }) => format === model.format)
    .map(({ engine, version, known, evidence, ...own }) => {
      const { behaviour, detail, code } = own.outcome(model);
      const supported = behaviour === "as-written";
      return {
        engine,
        version,
        behaviour,
        supported,
        detail,
        code,
        launch: own.launch({ ...model, path: shellWord(model.path) }),
        known,
        evidence,
      };
    });
}
