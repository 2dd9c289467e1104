import { join } from "node:path";
import { root } from "./root.js";

const oracle = (name: string): string => join(root, "tooling/oracles", name);

/** The Python programs of tooling/oracles that the lanes run, and what they import. */
export const oraclePrograms = {
  requirements: oracle("requirements.txt"),
  vllmRequirements: oracle("requirements-vllm.txt"),
  servingRequirements: oracle("requirements-serving.txt"),
  trackerRequirements: oracle("requirements-trackers.txt"),
  rayRequirements: oracle("requirements-ray.txt"),
  smolLm2Float32: oracle("smollm2_float32.py"),
  tinyModels: oracle("tiny_models.py"),
  writeGguf: oracle("write_gguf.py"),
  dequantizeGguf: oracle("dequantize_gguf.py"),
  scaledFrequencies: oracle("scaled_frequencies.py"),
  writeConfigs: oracle("write-configs.mjs"),
  checkWrittenConfigs: oracle("check_written_configs.py"),
  levalRules: oracle("leval_rules.py"),
  scoreFolder: oracle("score_folder.py"),
  generateGreedily: oracle("generate_greedily.py"),
  tokenizerKinds: oracle("tokenizer_kinds.py"),
  serveGguf: oracle("serve_gguf.py"),
  reference: oracle("reference/smollm2.json"),
} as const;
