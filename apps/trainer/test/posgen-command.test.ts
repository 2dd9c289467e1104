import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { audit, generateSequence, paperDatasetOptions, paperTask } from "@resonance-rope/posgen";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { runInProcess } from "./usage-in-process.js";

let folder = "";
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "resonance-posgen-"));
});
afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

async function posgen(words: string): Promise<unknown> {
  const { code, stdout, stderr } = await runInProcess(["posgen", ...words.split(" "), "--json"]);
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  return JSON.parse(stdout);
}

describe("resonance posgen generate", () => {
  it.each([
    ["recursive", "2 0 3 1 6 3 6 2 3 0 4 2"],
    ["chain-of-thought", "2 0 3 1 6 5 0 6 6 0 0 1"],
    ["semi-recursive", "2 0 3 1 6 5 5 2 1 4 1 0"],
  ])("continues Figure 2's seed by the rule of %s", async (task, tokens) => {
    const words = `generate --task ${task} --modulus 7 --seed-tokens 2,0,3,1 --length 12`;
    expect(await posgen(words)).toEqual({ tokens: tokens.split(" ").map(Number) });
    expect((await runInProcess(["posgen", ...words.split(" ")])).stdout).toBe(`${tokens}\n`);
  });

  it("follows a rule from a file, and other numbers of far and near tokens", async () => {
    const rule = { type: "linear", coefficients: [1, 2, 3, 4, 5], constant: 6 } as const;
    const file = join(folder, "rule.json");
    await writeFile(file, JSON.stringify(rule));
    const task = { name: "semi-recursive", farTokens: 2, nearTokens: 3, modulus: 11, rule } as const;
    const words = `generate --task semi-recursive --far-tokens 2 --modulus 11 --seed-tokens 1,2,3,4,10 --length 40`;
    expect(await posgen(`${words} --rule ${file}`)).toEqual({
      tokens: [...generateSequence(task, [1, 2, 3, 4, 10], 40)],
    });
  });
});

describe("resonance posgen audit", () => {
  it("finds the shortcut that answers half of semi-recursive", async () => {
    const report = await posgen("audit --task semi-recursive");
    expect(report).toEqual(audit(paperTask("semi-recursive"), paperDatasetOptions));
    expect(report).toMatchObject({ shortcuts: [{ lags: [1, 4], coefficients: [2, 16], covers: 0.5 }] });
    // (96 + 96 / 17) / 192
    expect((report as { shortcutAccuracy: number }).shortcutAccuracy).toBeCloseTo(0.5294, 4);
  });

  it("writes the shortcut as an equation", async () => {
    const { stdout } = await runInProcess(["posgen", "audit", "--task", "recursive", "--train-sequences", "100"]);
    expect(stdout).toContain("x[l] = 2 x[l-1] - x[l-5] mod 17, for every token at positions 64 to 255");
  });

  it("finds no shortcut of a random rule", async () => {
    const file = join(folder, "rule.json");
    await writeFile(file, '{"type":"random-table","seed":1}');
    const { stdout } = await runInProcess(["posgen", "audit", "--task", "chain-of-thought", "--rule", file]);
    expect(stdout).toContain("no shortcut found: without the rule a model can only guess; chance is 5.88 %");
  });

  it("takes the rule's table from the seed behind its name", async () => {
    const generated = (rule: string) =>
      runInProcess(
        `posgen generate --task chain-of-thought --rule ${rule} --seed-tokens 2,0,3,1 --length 40 --json`.split(" "),
      );
    for (const type of ["random-table", "nonsingular-table"]) {
      expect((await generated(type)).stdout).toBe((await generated(`${type}:0`)).stdout);
      expect((await generated(type)).stdout).not.toBe((await generated(`${type}:1`)).stdout);
    }
    expect((await generated("random-table:0")).stdout).not.toBe((await generated("nonsingular-table:0")).stdout);
  });
});
