/** The weights of SmolLM2 as rope-interop reads them, and files that it writes of them, in the tools they are for. */
import { createHash } from "node:crypto";
import { copyFile, readdir } from "node:fs/promises";
import { join } from "node:path";
import {
  type WritableGgmlType,
  copyGgufMetadata,
  ggufFile,
  ggufTensors,
  safetensorsFiles,
} from "@resonance-rope/rope-interop";
import { openGguf, openSafetensors, writeNewFiles } from "@resonance-rope/rope-interop/node";
import { afterAll, expect, inject, test } from "vitest";
import { exportFolder } from "../src/export-folder.js";
import { largestDifference } from "../src/largest-difference.js";
import { oraclePrograms } from "../src/oracle-programs.js";
import { runProgram } from "../src/run-program.js";
import { type ScoreRequest, scoreFolder, scoreGguf } from "../src/scores.js";
import { show } from "../src/show.js";

const python = inject("python");
const smolLm2 = inject("smolLm2");
const { folder, remove } = await exportFolder("weights");
afterAll(remove);
const request: ScoreRequest = { tokens: Array.from({ length: 48 }, (_, index) => (index * 7919) % 49_152) };

/** SHA-256 of the float32s of each tensor, as the PyPI package gguf reads them, and as rope-interop does. */
async function bothHashes(file: string): Promise<readonly [theirs: unknown, ours: unknown]> {
  const { tensors } = JSON.parse(await runProgram(python, [oraclePrograms.dequantizeGguf, file])) as {
    readonly tensors: unknown;
  };
  const model = await openGguf(file);
  const ours: Record<string, string> = {};
  for (const tensor of ggufTensors(model).values())
    ours[tensor.name] = createHash("sha256")
      .update(await tensor.values())
      .digest("hex");
  await model.close();
  return [tensors, ours];
}

test("every tensor of the quantised file has the bits that gguf dequantises it to", async () => {
  const [theirs, ours] = await bothHashes(smolLm2.quantised);
  expect(Object.keys(ours as object).length).toBeGreaterThan(200);
  expect(ours).toEqual(theirs);
});

/** Its matrices in one type; vectors stay float32, as llama.cpp wants them. */
async function rewritten(type: WritableGgmlType): Promise<string> {
  const model = await openGguf(smolLm2.quantised);
  const tensors = [...ggufTensors(model).values()].map((tensor) => ({
    ...tensor,
    type: tensor.shape.length > 1 ? type : "F32",
  }));
  const [file = ""] = await writeNewFiles(
    folder,
    new Map([[`${type}.gguf`, ggufFile(await copyGgufMetadata(model), tensors)]]),
  );
  await model.close();
  return file;
}

// In nats: float32 are the same weights, the others are rounded anew.
test.each([
  ["F32", 0],
  ["F16", 0.05],
  ["Q8_0", 1],
] as const)("llama.cpp loads the GGUF of %s that is written, and computes the same", async (type, bound) => {
  const file = await rewritten(type);
  const [theirs, ours] = await bothHashes(file);
  expect(ours).toEqual(theirs);
  const [expected, received] = [await scoreGguf(smolLm2.gguf, request), await scoreGguf(file, request)];
  const difference = largestDifference(expected.logProbabilities, received.logProbabilities);
  show(`SmolLM2 in ${type}`, "llama.cpp, beside the float32 GGUF", difference, "nats");
  expect(difference).toBeLessThanOrEqual(bound);
});

test("transformers loads shards that are written, and computes the same", async () => {
  const out = join(folder, "shards");
  const { tensors, close } = await openSafetensors(smolLm2.folder);
  const float32 = [...tensors.values()].map((tensor) => ({ ...tensor, type: "F32" as const }));
  await writeNewFiles(out, safetensorsFiles(float32, { shardBytes: 2e8 }));
  await close();
  for (const name of await readdir(smolLm2.folder))
    if (!name.includes("safetensors")) await copyFile(join(smolLm2.folder, name), join(out, name));
  const expected = await scoreFolder(python, smolLm2.folder, request);
  const received = await scoreFolder(python, out, request);
  const difference = largestDifference(expected.logProbabilities, received.logProbabilities);
  show("SmolLM2 in shards", "transformers, beside the folder", difference, "nats");
  expect(difference).toBe(0);
});
