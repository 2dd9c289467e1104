/** Tensors of a type that is not read here are refused when a model is opened, not when their turn comes. */
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { selectBackend } from "@resonance-rope/tfjs-runtime";
import { afterAll, beforeAll, expect, it } from "vitest";
import { openLlama } from "../../src/node.js";
import { readLlamaCase } from "./read-llama-case.js";
import { writeFolder, writeGguf } from "./write-llama-files.js";

let folder = "";
beforeAll(async () => {
  await selectBackend({ backend: "wasm" });
  folder = await mkdtemp(join(tmpdir(), "llama-types-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** ggml's number of I32, as wide as F32 and no weight. */
const int32 = 26;

it("in a GGUF", async () => {
  const path = join(folder, "model.gguf");
  await writeGguf(path, readLlamaCase("llama"));
  const bytes = await readFile(path);
  const name = "blk.1.ffn_up.weight";
  // After the name: the number of dimensions, both, the type.
  bytes.writeUInt32LE(int32, bytes.indexOf(name) + name.length + 4 + 2 * 8);
  await writeFile(path, bytes);
  await expect(openLlama(path)).rejects.toMatchObject({
    kind: "invalid-file",
    expected: expect.stringContaining(name),
    received: "I32",
    remedy: expect.stringContaining("node-llama-cpp"),
  });
});

it("in a folder", async () => {
  const model = join(folder, "model");
  await writeFolder(model, readLlamaCase("llama"));
  const path = join(model, "model.safetensors");
  const bytes = await readFile(path);
  const at = bytes.indexOf('"model.norm.weight"');
  bytes.write("I32", bytes.indexOf("F32", at));
  await writeFile(path, bytes);
  await expect(openLlama(model)).rejects.toThrow("model.norm.weight of a type that is read here, got I32");
});
