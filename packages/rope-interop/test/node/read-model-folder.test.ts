import { randomUUID } from "node:crypto";
import { existsSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { exportFolder } from "../../src/node/export-folder.js";
import { readModelFolder } from "../../src/node/read-model-folder.js";
import { configJson, model, newConfig, out, rest, root, weights } from "./model-on-disk.js";

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

  test("weights that are a program, as a pickle is, are none", async () => {
    writeFileSync(join(model, "pytorch_model.bin"), "cos\nsystem\n(S'true'\ntR.");
    index({ w: "pytorch_model.bin" });
    await expect(readModelFolder(model)).rejects.toThrow("ending in .safetensors");
    rmSync(join(model, "model.safetensors.index.json"));
    rmSync(join(model, "model.safetensors"));
    expect((await readModelFolder(model)).shards).toEqual([]);
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
