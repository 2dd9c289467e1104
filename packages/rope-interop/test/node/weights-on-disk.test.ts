import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type NewTensor, type WritableDtype, ggufFile, ggufTensors, safetensorsFiles } from "../../src/index.js";
import { openGguf, openSafetensors, writeNewFiles } from "../../src/node.js";

let root = "";
beforeEach(() => (root = mkdtempSync(join(tmpdir(), "weights-on-disk-"))));
afterEach(() => rmSync(root, { recursive: true }));

const tensor = (name: string, ...values: number[]): NewTensor<WritableDtype> => ({
  name,
  shape: [values.length],
  type: "F32",
  values: () => Float32Array.from(values),
});
const tensors = [tensor("a", 1, 2), tensor("b", 3), tensor("c", 4, 5, 6)];
const sharded = safetensorsFiles(tensors, { shardBytes: 12 });

async function valuesIn(path: string): Promise<Record<string, number[]>> {
  const { tensors: read, close } = await openSafetensors(path);
  const values: Record<string, number[]> = {};
  for (const each of read.values()) values[each.name] = [...(await each.values())];
  await close();
  return values;
}
const all = { a: [1, 2], b: [3], c: [4, 5, 6] };

test("weights are read from a folder, sharded or not, from an index, and from one file", async () => {
  const [one, many] = [join(root, "one"), join(root, "many")];
  expect(await writeNewFiles(one, safetensorsFiles(tensors))).toEqual([join(one, "model.safetensors")]);
  await writeNewFiles(many, sharded);
  for (const path of [one, join(one, "model.safetensors"), many, join(many, "model.safetensors.index.json")])
    expect(await valuesIn(path), path).toEqual(all);
  expect(await valuesIn(join(many, "model-00002-of-00002.safetensors"))).toEqual({ c: [4, 5, 6] });
});

test("a GGUF is written beside others, and reads back", async () => {
  const progress: number[] = [];
  const file = ggufFile(new Map([["general.architecture", { type: "string", value: "llama" }]]), tensors);
  const onProgress = (written: number, total: number): void => void progress.push(written / total);
  const [path = ""] = await writeNewFiles(root, new Map([["model.gguf", file]]), { onProgress });
  expect(progress.at(-1)).toBe(1);
  const model = await openGguf(path);
  const read = await Promise.all([...ggufTensors(model).values()].map(async (each) => [...(await each.values())]));
  expect(read).toEqual(Object.values(all));
  await model.close();
});

describe("what an index lists and is not there", () => {
  beforeEach(() => writeNewFiles(join(root, "model"), sharded));
  const index = (): string => join(root, "model/model.safetensors.index.json");

  test("is a broken model that names the shard", async () => {
    rmSync(join(root, "model/model-00001-of-00002.safetensors"));
    await expect(openSafetensors(join(root, "model"))).rejects.toMatchObject({
      kind: "invalid-file",
      expected: expect.stringContaining("model-00001-of-00002.safetensors, as model.safetensors.index.json lists it"),
    });
  });

  test("is a broken model that names the tensor", async () => {
    writeFileSync(index(), readFileSync(index(), "utf8").replace('"b"', '"gone"'));
    await expect(openSafetensors(join(root, "model"))).rejects.toMatchObject({
      kind: "invalid-file",
      expected: expect.stringContaining("gone in model-00001-of-00002.safetensors"),
    });
  });
});

test("a folder without weights says what it looked for; a path that is not there, that it is not", async () => {
  await expect(openSafetensors(root)).rejects.toThrow("expected model.safetensors or model.safetensors.index.json");
  await expect(openSafetensors(join(root, "gone"))).rejects.toMatchObject({ kind: "unavailable" });
});

describe("nothing is left", () => {
  const wrong = { ...tensor("w", 1), shape: [2] };

  test("of files whose values end early, nor of the folder that was made for them", async () => {
    const files = new Map([...safetensorsFiles(tensors), ["b.gguf", ggufFile(new Map(), [wrong])]]);
    await expect(writeNewFiles(join(root, "new"), files)).rejects.toThrow("2 values for tensor w");
    expect(existsSync(join(root, "new"))).toBe(false);
    await expect(writeNewFiles(root, files)).rejects.toThrow("2 values for tensor w");
    expect(readdirSync(root)).toEqual([]);
  });

  test("after an abort, which is thrown as it came", async () => {
    const abort = new AbortController();
    const reason = new Error("enough");
    const options = { signal: abort.signal, onProgress: () => abort.abort(reason) };
    await expect(writeNewFiles(root, sharded, options)).rejects.toBe(reason);
    expect(readdirSync(root)).toEqual([]);
  });
});

test("a file that is there is never replaced", async () => {
  writeFileSync(join(root, "model.safetensors.index.json"), "mine");
  await expect(writeNewFiles(root, sharded)).rejects.toMatchObject({ kind: "invalid-argument" });
  expect(readdirSync(root)).toEqual(["model.safetensors.index.json"]);
  expect(readFileSync(join(root, "model.safetensors.index.json"), "utf8")).toBe("mine");
});
