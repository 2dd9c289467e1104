/** Installs and makes what the tests of this folder need, before the first of them. */
import type { TestProject } from "vitest/node";
import { smolLm2 } from "../src/models.js";
import { oracleEnvironment } from "../src/oracle-environment.js";
import { oraclePrograms } from "../src/oracle-programs.js";
import { pythonEnvironment } from "../src/python-environment.js";
import { servingPackages } from "../src/serving-packages.js";
import { texts } from "../src/texts.js";

export default async function prepare(project: TestProject): Promise<void> {
  if (process.platform !== "linux") throw new Error("vLLM for processors runs on Linux alone");
  const python = await oracleEnvironment();
  project.provide("python", python);
  project.provide("texts", await texts());
  project.provide("smolLm2", await smolLm2(python));
  project.provide("servingPackages", await servingPackages(python));
  const vllmPython = await pythonEnvironment({
    what: "Python with vLLM 0.32.0 for processors (3.4 GB)",
    requirements: oraclePrograms.vllmRequirements,
    // Their operators are of another build, and vLLM ends at the first of them.
    unwanted: ["torchvision", "torchaudio", "torchcodec"],
  });
  project.provide("vllmPython", vllmPython);
  const trackerPython = await pythonEnvironment({
    what: "Python with TensorBoard 2.21.0 and MLflow 3.17.2 (0.9 GB)",
    requirements: oraclePrograms.trackerRequirements,
  });
  project.provide("trackerPython", trackerPython);
  const rayPython = await pythonEnvironment({
    what: "Python with Ray 2.60.0 (0.4 GB)",
    requirements: oraclePrograms.rayRequirements,
  });
  project.provide("rayPython", rayPython);
}
