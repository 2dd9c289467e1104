import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { exportFolder } from "../../src/node/export-folder.js";
import { filesOf, model, newConfig, out, rest, root } from "./model-on-disk.js";

const invalid = (message: string): unknown =>
  expect.objectContaining({ kind: "invalid-argument", message: expect.stringContaining(message) as string });

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
