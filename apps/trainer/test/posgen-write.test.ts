import { createHash } from "node:crypto";
import { appendFile, mkdir, mkdtemp, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { contentHash, dataset, readJsonLines } from "@resonance-rope/posgen";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { datasetManifest } from "../src/commands/posgen/dataset-manifest.js";
import { writeDatasetFolder } from "../src/commands/posgen/write-dataset-folder.js";
import type { Ended } from "./run-cli.js";
import { runInProcess } from "./usage-in-process.js";

const task = {
  name: "chain-of-thought",
  farTokens: 1,
  nearTokens: 3,
  modulus: 17,
  rule: { type: "sum-modulo" },
} as const;
const options = {
  split: "paper",
  sequences: { train: 30, validation: 4, test: 5 },
  trainedLength: 16,
  testedLength: 32,
  seed: 3,
} as const;
const words =
  "posgen write --task chain-of-thought --seed 3 --trained-length 16 --tested-length 32 --train-sequences 30 --validation-sequences 4 --test-sequences 5";
const names = ["manifest.json", "test.jsonl", "train.jsonl", "validation.jsonl"];

let folder = "";
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "resonance-posgen-"));
});
afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

const write = (out: string, more: string[] = []): Promise<Ended> =>
  runInProcess([...words.split(" "), "--out", out, ...more]);
const writeFolder = async (out: string): Promise<string> => {
  const data = dataset(task, options);
  return writeDatasetFolder(out, data, await datasetManifest(task, options, data));
};
const contents = async (out: string): Promise<string[]> =>
  Promise.all(names.map((name) => readFile(join(out, name), "utf8")));

describe("resonance posgen write", () => {
  it("writes the dataset of its flags, with a manifest that says how to make it again", async () => {
    const out = join(folder, "deep", "down");
    const { code, stdout, stderr } = await write(out, ["--json"]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    const data = dataset(task, options);
    const hash = await contentHash(data);
    expect(JSON.parse(stdout)).toEqual({
      directory: out,
      files: ["train.jsonl", "validation.jsonl", "test.jsonl", "manifest.json"],
      contentHash: hash,
      sequences: options.sequences,
    });

    expect((await readdir(out)).toSorted()).toEqual(names);
    for (const split of ["train", "validation", "test"] as const) {
      const lines = (await readFile(join(out, `${split}.jsonl`), "utf8")).split("\n");
      expect(readJsonLines(lines, task)).toEqual(data[split]);
    }
    const manifest = JSON.parse(await readFile(join(out, "manifest.json"), "utf8")) as Record<string, unknown>;
    expect(manifest).toMatchObject({ version: 1, task, options, contentHash: hash });
    for (const { name, sha256 } of manifest["files"] as { name: string; sha256: string }[]) {
      expect(
        createHash("sha256")
          .update(await readFile(join(out, name)))
          .digest("hex"),
      ).toBe(sha256);
    }
    expect(await readdir(join(folder, "deep"))).toEqual(["down"]);
  });

  it("leaves a folder with this dataset as it is, and refuses one with another", async () => {
    const out = join(folder, "data");
    await write(out);
    const before = await contents(out);
    expect(await write(out)).toMatchObject({ code: 0, stdout: expect.stringContaining("unchanged") });
    const other = await write(out, ["--split-protocol", "released-code", "--json"]);
    expect(other).toMatchObject({ code: 1, stdout: "", stderr: expect.stringContaining("of another dataset") });
    expect(await contents(out)).toEqual(before);
  });

  it("fills an empty folder", async () => {
    const out = join(folder, "empty");
    await mkdir(out);
    expect(await writeFolder(out)).toBe("written");
    expect((await readdir(out)).toSorted()).toEqual(names);
    expect(await writeFolder(out)).toBe("unchanged");
  });

  it("lets several processes write the same folder at a time", async () => {
    const out = join(folder, "shared");
    const outcomes = await Promise.all([out, out, out].map(writeFolder));
    expect(outcomes.toSorted()).toEqual(["unchanged", "unchanged", "written"]);
    expect((await readdir(out)).toSorted()).toEqual(names);
    expect(await readdir(folder)).toEqual(["shared"]);
  });

  it("refuses a dataset that was changed, a folder of other files and a file, and changes none of them", async () => {
    const changed = join(folder, "changed");
    await writeFolder(changed);
    await appendFile(join(changed, "test.jsonl"), "\n");
    await expect(writeFolder(changed)).rejects.toThrow("a test.jsonl that was changed since it was written");
    await rm(join(changed, "test.jsonl"));
    await expect(writeFolder(changed)).rejects.toThrow("no test.jsonl, which its manifest.json names");

    const mine = join(folder, "mine");
    await mkdir(mine);
    await writeFile(join(mine, "notes.txt"), "mine");
    await expect(writeFolder(mine)).rejects.toThrow("files, but no manifest.json");
    expect(await readdir(mine)).toEqual(["notes.txt"]);
    await expect(writeFolder(join(mine, "notes.txt"))).rejects.toThrow("got a file");
    expect((await readdir(folder)).toSorted()).toEqual(["changed", "mine"]);
  });

  it("leaves nothing behind when it fails", async () => {
    const data = dataset(task, options);
    const manifest = await datasetManifest(task, options, data);
    const broken = { ...data, test: { ...data.test, count: 1000 } };
    await expect(writeDatasetFolder(join(folder, "new"), broken, manifest)).rejects.toThrow("tokens");
    await mkdir(join(folder, "empty"));
    await expect(writeDatasetFolder(join(folder, "empty"), broken, manifest)).rejects.toThrow("tokens");
    expect(await readdir(folder)).toEqual(["empty"]);
    expect(await readdir(join(folder, "empty"))).toEqual([]);
  });
});
