import { oraclePrograms } from "./oracle-programs.js";
import { pythonEnvironment } from "./python-environment.js";

/** The interpreter with transformers and gguf. */
export function oracleEnvironment(): Promise<string> {
  return pythonEnvironment({
    what: "Python with transformers 5.23.0 and torch 2.13.0 (1.2 GB)",
    requirements: oraclePrograms.requirements,
  });
}
