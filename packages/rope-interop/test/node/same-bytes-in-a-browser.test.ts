/** Exports of a browser, which has Blobs and texts, against those of Node, which has files. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { withRopeDefaults } from "@resonance-rope/rope-core";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { exportConfig, exportGgufBlobs, readConfigText } from "../../src/index.js";
import { blobSource } from "../../src/blob-source.js";
import { exportGguf, exportHuggingFace } from "../../src/node.js";
import type { Field } from "../gguf/build-gguf.js";
import { tinyFields, tinyGguf, tinyTensors } from "../gguf/tiny-model.js";
import { modelNames, modelText } from "../hugging-face/read-models.js";

const { scaling } = withRopeDefaults({
  headDimension: 16,
  trainedLength: 2048,
  scaling: { type: "yarn", factor: 4 },
});
const encoding = { scaling, wavelengths: "nearest-integer" } as const;

let root = "";
beforeEach(() => (root = mkdtempSync(join(tmpdir(), "same-bytes-"))));
afterEach(() => {
  vi.restoreAllMocks();
  rmSync(root, { recursive: true });
});

const split = (index: number, tensorCount: number): Record<string, Field> => ({
  "split.no": { type: "u16", value: index },
  "split.count": { type: "u16", value: 2 },
  "split.tensors.count": { type: "i32", value: tensorCount },
});
const tensors = tinyTensors({});
const models: Readonly<Record<string, Readonly<Record<string, Uint8Array<ArrayBuffer>>>>> = {
  "a Llama": { "in.gguf": tinyGguf() },
  "a Qwen2, whose heads are repacked": { "in.gguf": tinyGguf({ architecture: "qwen2" }) },
  "a split model": {
    "in-00001-of-00002.gguf": tinyGguf(
      {},
      { fields: tinyFields({ more: split(0, tensors.length) }), tensors: tensors.slice(0, 3) },
    ),
    "in-00002-of-00002.gguf": tinyGguf(
      {},
      { fields: tinyFields({ more: split(1, tensors.length) }), tensors: tensors.slice(3) },
    ),
  },
};

describe.each(Object.entries(models))("of %s, a browser's GGUF", (_, files) => {
  test("is the command line's byte for byte, and said to do the same", async () => {
    for (const [name, bytes] of Object.entries(files)) writeFileSync(join(root, name), bytes);
    const [first = ""] = Object.keys(files);
    const { written, writtenBytes, ...said } = await exportGguf(join(root, first), join(root, "out.gguf"), encoding);
    // In any order, as a user may choose them.
    const inputs = Object.entries(files).map(([name, bytes]) => ({ name, blob: new Blob([bytes]) }));
    const { parts, ...saidInBrowser } = await exportGgufBlobs(inputs.toReversed(), "out.gguf", encoding);
    expect(parts.map(({ name }) => name)).toEqual(written.map((path) => basename(path)));
    for (const [index, path] of written.entries()) {
      const blob = await parts[index]?.make();
      expect(new Uint8Array((await blob?.arrayBuffer()) ?? [])).toEqual(new Uint8Array(readFileSync(path)));
    }
    expect(parts.reduce((sum, { length }) => sum + length, 0)).toBe(writtenBytes);
    const places = JSON.stringify(said).replaceAll(`${root}/`, "");
    expect(JSON.parse(places)).toEqual(JSON.parse(JSON.stringify(saidInBrowser)));
  });
});

test("a browser's config is the command line's byte for byte, or refused in the same words, for every model", async () => {
  let exported = 0;
  const folder = join(root, "in");
  mkdirSync(folder);
  for (const name of modelNames) {
    const text = modelText(name);
    writeFileSync(join(folder, "config.json"), text);
    const out = join(root, name);
    const attempt = await exportHuggingFace(
      folder,
      out,
      { wavelengths: "nearest-integer" },
      { configOnly: true },
    ).catch((error: unknown) => error);
    if (attempt instanceof Error) {
      expect(() => exportConfig(text, { wavelengths: "nearest-integer" }, { path: "." })).toThrow(attempt.message);
      continue;
    }
    const { text: written } = exportConfig(text, { wavelengths: "nearest-integer" }, { path: "." });
    expect(written).toBe(readFileSync(join(out, "config.json"), "utf8"));
    exported++;
  }
  expect(exported).toBeGreaterThan(modelNames.length / 2);
});

test("before a file is made, a browser reads its header alone", async () => {
  const bytes = tinyGguf({ architecture: "qwen2" });
  const large = new Blob([bytes.slice(0, -32), new Uint8Array(2 ** 24), bytes.slice(-32)]);
  let read = 0;
  const { arrayBuffer } = Blob.prototype;
  vi.spyOn(Blob.prototype, "arrayBuffer").mockImplementation(function count(this: Blob) {
    read += this.size;
    return arrayBuffer.call(this);
  });
  await exportGgufBlobs([{ name: "in.gguf", blob: large }], "out.gguf", encoding);
  expect(read).toBeGreaterThan(0);
  expect(read).toBeLessThan(2 ** 20);
});

test("a GGUF is told from a config by its first bytes, and what is neither is refused unread", async () => {
  const textOf = (blob: Blob): Promise<string | null> => readConfigText(blobSource(blob, "model"));
  expect(await textOf(new Blob([tinyGguf()]))).toBeNull();
  expect(await textOf(new Blob(["{}"]))).toBe("{}");
  await expect(textOf(new Blob([Uint8Array.of(0xff)]))).rejects.toThrow("a config.json in UTF-8");
  await expect(textOf(new Blob([new Uint8Array(2 ** 24 + 1)]))).rejects.toThrow("bytes of something else in model");
});
