import { mkdirSync, readFileSync, readdirSync, rmSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { exportFolder } from "../../src/node/export-folder.js";
import { configJson, filesOf, model, newConfig, out, rest, root, weights } from "./model-on-disk.js";

test("all is there again, the weights by a link, the config anew with its numbers as they were spelled", async () => {
  const before = filesOf(model);
  const progress: [number, number][] = [];
  const { written, writtenBytes } = await exportFolder(model, out, newConfig, {
    onProgress: (bytes, total) => progress.push([bytes, total]),
  });
  const { "config.json": config, ...others } = filesOf(out);
  const { "config.json": _old, ...expected } = before;
  expect(others).toEqual(expected);
  expect(config).toBe(`${configJson.replace("128", "256")}\n`);
  expect(written.toSorted()).toEqual(
    Object.keys(before)
      .map((name) => join(out, name))
      .toSorted(),
  );
  expect(written[0]).toBe(join(out, "config.json"));
  expect(progress.at(-1)).toEqual([writtenBytes, writtenBytes]);
  expect(statSync(join(out, "model.safetensors")).ino).toBe(statSync(join(model, "model.safetensors")).ino);
  for (const name of ["config.json", "tokenizer.json"])
    expect(statSync(join(out, name)).ino).not.toBe(statSync(join(model, name)).ino);
  expect(filesOf(model)).toEqual(before);
  expect(rest()).toEqual([]);
});

test("an editor that writes to the copy in place does not change the input", async () => {
  await exportFolder(model, out, newConfig);
  writeFileSync(join(out, "tokenizer.json"), "changed", { flag: "r+" });
  writeFileSync(join(out, "original", "params.json"), "changed", { flag: "r+" });
  expect(readFileSync(join(model, "tokenizer.json"), "utf8")).toBe("{}");
  expect(readFileSync(join(model, "original", "params.json"), "utf8")).toBe("[]");
});

test("the history and the notes of a download are left out", async () => {
  for (const folder of [join(".cache", "huggingface"), ".git", join("original", ".cache")]) {
    mkdirSync(join(model, folder), { recursive: true });
    writeFileSync(join(model, folder, "note"), "x");
  }
  await exportFolder(model, out, newConfig);
  expect(readdirSync(out).toSorted()).toEqual(["config.json", "model.safetensors", "original", "tokenizer.json"]);
  expect(readdirSync(join(out, "original"))).toEqual(["params.json"]);
});

test("the config alone, of a folder that has nothing else", async () => {
  rmSync(join(model, "model.safetensors"));
  await exportFolder(model, join(root, "new", "place"), newConfig, { configOnly: true });
  expect(Object.keys(filesOf(join(root, "new")))).toEqual([join("place", "config.json")]);
});

test("a snapshot in the cache of the hub's client, all links, becomes files", async () => {
  const snapshot = join(root, "cache", "snapshots", "abc");
  mkdirSync(snapshot, { recursive: true });
  mkdirSync(join(root, "cache", "blobs"));
  for (const [name, bytes] of [
    ["config.json", configJson],
    ["model.safetensors", weights("w")],
  ] as const) {
    writeFileSync(join(root, "cache", "blobs", `${name}-blob`), bytes);
    symlinkSync(join("..", "..", "blobs", `${name}-blob`), join(snapshot, name));
  }
  await exportFolder(snapshot, out, newConfig);
  expect(readdirSync(out, { withFileTypes: true }).map((entry) => [entry.name, entry.isFile()])).toEqual([
    ["config.json", true],
    ["model.safetensors", true],
  ]);
});

test("an empty folder is taken, and a model's folder replaced where that is asked for", async () => {
  mkdirSync(out);
  await exportFolder(model, out, newConfig);
  writeFileSync(join(out, "left-over.txt"), "old");
  await exportFolder(model, out, { ...newConfig, max_position_embeddings: 512 }, { replace: true });
  expect(Object.keys(filesOf(out))).toEqual(Object.keys(filesOf(model)));
  expect(readFileSync(join(out, "config.json"), "utf8")).toContain("512");
  expect(rest()).toEqual([]);
});
