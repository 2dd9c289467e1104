import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { configText } from "../../src/hugging-face/config-text.js";
import { writeSafetensors } from "../../src/index.js";
import { exportHuggingFace } from "../../src/node/export-hugging-face.js";
import { modelText } from "../hugging-face/read-models.js";

vi.mock("../../src/hugging-face/config-text.js", { spy: true });

const resonance = { wavelengths: "nearest-integer" } as const;

let root = "";
let model = "";
let out = "";
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "export-hugging-face-"));
  model = join(root, "model");
  out = join(root, "out");
  mkdirSync(model);
  writeFileSync(join(model, "config.json"), modelText("phi-3.5-mini-instruct"));
  const tensor = { dtype: "F32", shape: [1], data: Float32Array.of(1) } as const;
  writeFileSync(join(model, "model.safetensors"), writeSafetensors(new Map([["w", tensor]])));
});
afterEach(() => rmSync(root, { recursive: true }));

test("a folder and the config.json in it are the same input", async () => {
  const { spec, contextLength } = await exportHuggingFace(model, out, resonance, {});
  expect([spec.scaling.type, spec.wavelengths, contextLength]).toEqual(["longrope", "nearest-integer", 131_072]);
  await exportHuggingFace(join(model, "config.json"), join(root, "other"), resonance, {});
  const textIn = (folder: string): string => readFileSync(join(folder, "config.json"), "utf8");
  expect(textIn(join(root, "other"))).toBe(textIn(out));
});

describe("refused, with nothing written", () => {
  test.each([
    ["other.json", "{}", "a model's folder, or the config.json in it"],
    ["model.safetensors", undefined, "name the folder"],
    ["model.GGUF", "GGUF", "resonance export gguf"],
  ])("%s", async (name, text, message) => {
    if (text !== undefined) writeFileSync(join(model, name), text);
    const exporting = exportHuggingFace(join(model, name), out, resonance, {});
    await expect(exporting).rejects.toThrow(
      expect.objectContaining({ kind: "invalid-argument", message: expect.stringContaining(message) as string }),
    );
    expect(existsSync(out)).toBe(false);
  });

  test("no such folder, or a pipe in place of its config", async () => {
    await expect(exportHuggingFace(join(root, "nowhere"), out, resonance, {})).rejects.toThrow("nowhere");
    rmSync(join(model, "config.json"));
    spawnSync("mkfifo", [join(model, "config.json")]);
    await expect(exportHuggingFace(model, out, resonance, {})).rejects.toThrow("a pipe or a device");
    expect(readdirSync(root)).toEqual(["model"]);
  });

  test("a config that does not read back as the new encoding, in one list of two", async () => {
    const { configText: write } = await vi.importActual<{ configText: typeof configText }>(
      "../../src/hugging-face/config-text.js",
    );
    vi.mocked(configText).mockImplementationOnce((text, config) =>
      write(text, config).replace(/"long_factor": \[\s*[\d.]+/u, '"long_factor": [ 1.5'),
    );
    await expect(exportHuggingFace(model, out, resonance, {})).rejects.toThrow("a config of the new encoding");
    expect(readdirSync(root)).toEqual(["model"]);
  });
});
