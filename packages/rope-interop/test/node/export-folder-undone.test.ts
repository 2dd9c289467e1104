import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { exportFolder } from "../../src/node/export-folder.js";
import { placeFolder } from "../../src/node/place-folder.js";
import { filesOf, model, newConfig, out, rest, root } from "./model-on-disk.js";

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
