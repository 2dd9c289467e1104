import { randomUUID } from "node:crypto";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  realpathSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { spawnSync } from "node:child_process";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { JsonObject } from "../../src/hugging-face/json-object.js";
import { writeSafetensors } from "../../src/index.js";
import { exportFolder } from "../../src/node/export-folder.js";
import { placeFolder } from "../../src/node/place-folder.js";
import { readModelFolder } from "../../src/node/read-model-folder.js";

const configJson = `{
  "model_type": "llama",
  "hidden_size": 64,
  "num_attention_heads": 4,
  "max_position_embeddings": 128,
  "rms_norm_eps": 1.0
}`;
const newConfig: JsonObject = { ...(JSON.parse(configJson) as JsonObject), max_position_embeddings: 256 };
const weights = (name: string): Uint8Array =>
  writeSafetensors(new Map([[name, { dtype: "F32", shape: [2], data: Float32Array.of(1, 2) }]]));

let root = "";
let model = "";
let out = "";
beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), "export-folder-")));
  model = join(root, "model");
  out = join(root, "out");
  mkdirSync(join(model, "original"), { recursive: true });
  writeFileSync(join(model, "config.json"), configJson);
  writeFileSync(join(model, "tokenizer.json"), "{}");
  writeFileSync(join(model, "original", "params.json"), "[]");
  writeFileSync(join(model, "model.safetensors"), weights("w"));
});
afterEach(() => rmSync(root, { recursive: true }));

/** Every file below a folder, with what it holds. */
function filesOf(folder: string): Record<string, string> {
  const names = readdirSync(folder, { recursive: true, encoding: "utf8" }).toSorted();
  return Object.fromEntries(
    names
      .filter((name) => statSync(join(folder, name)).isFile())
      .map((name) => [name, readFileSync(join(folder, name), "latin1")]),
  );
}
/** Names beside the model and the output, such as what a failed export would leave. */
const rest = (): string[] => readdirSync(root).filter((name) => name !== "model" && name !== "out");
const invalid = (message: string): unknown =>
  expect.objectContaining({ kind: "invalid-argument", message: expect.stringContaining(message) as string });

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

describe("refused, with nothing written", () => {
  const refusals: Record<string, [() => string, string]> = {
    "the input itself": [() => model, "another folder than the input's"],
    "the input by another name": [() => join(model, "..", "model"), "another folder than the input's"],
    "the input by a link": [
      () => {
        symlinkSync(model, join(root, "link"));
        return join(root, "link");
      },
      "another folder than the input's",
    ],
    "a folder inside the input": [() => join(model, "original", "long"), "a folder outside the input's"],
    "a folder around the input": [() => root, "a folder that does not hold the input's"],
    "a folder with files": [
      () => {
        mkdirSync(out);
        writeFileSync(join(out, "notes.txt"), "mine");
        return out;
      },
      "or an empty one",
    ],
    "a file": [
      () => {
        writeFileSync(out, "mine");
        return out;
      },
      "or an empty one, got a file",
    ],
  };
  test.each(Object.entries(refusals))("%s", async (_, [placeOf, message]) => {
    const place = placeOf();
    const before = filesOf(root);
    await expect(exportFolder(model, place, newConfig)).rejects.toThrow(invalid(message));
    expect(filesOf(root)).toEqual(before);
  });

  test("a folder that is no model's, even to replace", async () => {
    mkdirSync(out);
    writeFileSync(join(out, "notes.txt"), "mine");
    await expect(exportFolder(model, out, newConfig, { replace: true })).rejects.toThrow(invalid("a model's folder"));
    expect(filesOf(out)).toEqual({ "notes.txt": "mine" });
  });

  test("a folder around the input, even to replace", async () => {
    writeFileSync(join(root, "config.json"), "{}");
    await expect(exportFolder(model, root, newConfig, { replace: true })).rejects.toThrow(invalid("does not hold"));
  });

  test.each([
    ["a link to a folder", (): void => symlinkSync("original", join(model, "linked"))],
    ["a link in a circle", (): void => symlinkSync("circle", join(model, "circle"))],
    ["a link to nothing", (): void => symlinkSync("/nowhere/at/all", join(model, "lost"))],
    ["a pipe", (): void => void spawnSync("mkfifo", [join(model, "pipe")])],
  ])("%s among the model's files", async (_, add) => {
    add();
    await expect(exportFolder(model, out, newConfig)).rejects.toThrow(invalid("a folder of"));
    expect([existsSync(out), rest()]).toEqual([false, []]);
  });
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

test("an abort leaves nothing new, and what was there as it was", async () => {
  mkdirSync(out);
  writeFileSync(join(out, "config.json"), "old");
  const controller = new AbortController();
  const onProgress = (): void => controller.abort();
  const options = { replace: true, signal: controller.signal, onProgress };
  await expect(exportFolder(model, out, newConfig, options)).rejects.toThrow("abort");
  expect(filesOf(out)).toEqual({ "config.json": "old" });
  expect(rest()).toEqual([]);
});

describe("after a failure", () => {
  const failing = {
    requireConfig: (): void => {
      throw new Error("no");
    },
  };

  test("folders made on the way are gone", async () => {
    await expect(exportFolder(model, join(root, "new", "deep", "out"), newConfig, failing)).rejects.toThrow("no");
    expect(rest()).toEqual([]);
  });

  test("what another export has put beside it meanwhile stays", async () => {
    const requireConfig = (): void => {
      writeFileSync(join(root, "new", "other"), "mine");
      throw new Error("no");
    };
    const place = join(root, "new", "deep", "out");
    await expect(exportFolder(model, place, newConfig, { requireConfig })).rejects.toThrow("no");
    expect(filesOf(join(root, "new"))).toEqual({ other: "mine" });
    expect(readdirSync(join(root, "new"))).toEqual(["other"]);
  });

  test("of putting it in place, what was there is back", async () => {
    mkdirSync(out);
    writeFileSync(join(out, "config.json"), "old");
    await expect(placeFolder(join(root, "nowhere"), out)).rejects.toThrow("ENOENT");
    expect(filesOf(out)).toEqual({ "config.json": "old" });
    expect(rest()).toEqual([]);
  });
});

test("a config that is not UTF-8 is refused, not read with other letters", async () => {
  writeFileSync(join(model, "config.json"), Buffer.from(configJson.replace("llama", "ll\xE4ma"), "latin1"));
  await expect(readModelFolder(model)).rejects.toThrow("in UTF-8");
});

describe("a model's folder is read only whole", () => {
  const index = (map: object): void =>
    writeFileSync(join(model, "model.safetensors.index.json"), JSON.stringify({ weight_map: map }));

  test("its shards are those that the index lists, each once", async () => {
    writeFileSync(join(model, "model-1.safetensors"), weights("a"));
    index({ a: "model-1.safetensors", w: "model.safetensors", b: "model-1.safetensors" });
    expect((await readModelFolder(model)).shards).toEqual(["model-1.safetensors", "model.safetensors"]);
  });

  test("a shard that is listed and missing is named", async () => {
    index({ a: "model-00001-of-00002.safetensors" });
    await expect(readModelFolder(model)).rejects.toThrow("model-00001-of-00002.safetensors in ");
  });

  test("a shard outside the folder is refused before it is opened", async () => {
    writeFileSync(join(root, "secret.safetensors"), weights("w"));
    index({ w: "../secret.safetensors" });
    await expect(readModelFolder(model)).rejects.toThrow("named as in their own folder");
  });

  test("a shard cut short, as a download that broke off leaves it, is named", async () => {
    writeFileSync(join(model, "model.safetensors"), weights("w").subarray(0, -1));
    const whole = { kind: "invalid-file", message: expect.stringContaining("model.safetensors") as string };
    await expect(readModelFolder(model)).rejects.toThrow(expect.objectContaining(whole));
    await expect(exportFolder(model, out, newConfig)).rejects.toThrow("download it again");
    expect([existsSync(out), rest()]).toEqual([false, []]);
  });

  test("no folder, or one without a config, is named", async () => {
    const nowhere = join(root, randomUUID());
    await expect(readModelFolder(nowhere)).rejects.toThrow(nowhere);
    rmSync(join(model, "config.json"));
    await expect(readModelFolder(model)).rejects.toThrow(join(model, "config.json"));
    await expect(exportFolder(model, out, newConfig)).rejects.toThrow(join(model, "config.json"));
    expect([existsSync(out), rest()]).toEqual([false, []]);
  });
});
