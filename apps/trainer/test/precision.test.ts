import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { runCli } from "./run-cli.js";

let runs = "";
beforeEach(async () => {
  runs = await mkdtemp(join(tmpdir(), "resonance-precision-"));
});
afterEach(async () => {
  await rm(runs, { recursive: true, force: true });
});

it("a precision that the backend does not offer is refused with the remedy, before anything is written", async () => {
  const words = "train --task semi-recursive --precision mixed-bfloat16 --backend wasm --steps 1 --out";
  const { code, stderr } = await runCli([...words.split(" "), runs]);
  expect(code).toBe(1);
  expect(stderr).toContain("the backend wasm, which computes in float32 alone");
  expect(stderr).toContain("resonance doctor --install");
  expect(await readdir(runs)).toEqual([]);
});
