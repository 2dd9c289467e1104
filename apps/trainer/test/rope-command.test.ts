import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createRotaryEmbedding, featureGap, withRopeDefaults } from "@resonance-rope/rope-core";
import { describe, expect, it, onTestFinished } from "vitest";
import { runInProcess } from "./usage-in-process.js";

interface Rope {
  readonly angularFrequencies: number[];
  readonly wavelengths: (number | null)[];
  readonly attentionFactor: number;
  readonly criticalPair: number;
  readonly preCriticalPairs: number;
  readonly unscaled: { readonly criticalPair: number; readonly preCriticalPairs: number };
  readonly period: string | null;
  readonly featureGap?: number[];
}

async function rope(words: string): Promise<Rope> {
  const { code, stdout, stderr } = await runInProcess(["rope", ...words.split(" "), "--json"]);
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  return JSON.parse(stdout) as Rope;
}

describe("resonance rope --json", () => {
  it("gives the paper's whole wavelengths, period and gap for PosGen's model", async () => {
    const measured = await rope("--head-dim 64 --trained-length 64 --resonance --tested-length 256");
    expect(Object.keys(measured)).toEqual([
      "angularFrequencies",
      "wavelengths",
      "attentionFactor",
      "criticalPair",
      "preCriticalPairs",
      "unscaled",
      "period",
      "featureGap",
    ]);
    expect(measured).toMatchObject({
      attentionFactor: 1,
      criticalPair: 9,
      preCriticalPairs: 9,
      unscaled: { criticalPair: 9, preCriticalPairs: 9 },
      period: "16936920",
    });
    expect(measured.wavelengths.slice(0, 11)).toEqual([6, 8, 11, 15, 20, 26, 35, 47, 63, 84, 112]);
    expect(measured.angularFrequencies[0]).toBe((2 * Math.PI) / 6);
    expect(measured.featureGap?.slice(0, 9)).toEqual(Array.from({ length: 9 }, () => 0));
    expect(Math.min(...(measured.featureGap?.slice(9) ?? []))).toBeGreaterThan(0);
  });

  it("judges the critical pair on the scaled wavelengths, and the unscaled ones beside", async () => {
    const measured = await rope("--head-dim 128 --trained-length 4096 --scaling yarn --factor 8 --resonance");
    expect(measured).toMatchObject({
      criticalPair: 39,
      preCriticalPairs: 39,
      unscaled: { criticalPair: 46, preCriticalPairs: 46 },
    });
    expect(measured.attentionFactor).toBeCloseTo(0.1 * Math.log(8) + 1, 12);
    expect(measured.featureGap).toBeUndefined();
  });

  it("prints every digit of a period beyond float64", async () => {
    const { period } = await rope("--head-dim 128 --trained-length 4096 --resonance");
    // "Greater than 7e51" tokens, the paper says.
    expect(period).toMatch(/^7057974\d{45}$/u);
  });

  it("has no period where wavelengths are not whole, and prints the numbers of rope-core", async () => {
    const measured = await rope("--head-dim 64 --base 500000 --trained-length 128 --tested-length 300");
    const embedding = createRotaryEmbedding(withRopeDefaults({ headDimension: 64, base: 500_000, trainedLength: 128 }));
    expect(measured.period).toBeNull();
    expect(measured.angularFrequencies).toEqual([...embedding.angularFrequencies]);
    expect(measured.wavelengths).toEqual([...embedding.wavelengthsTokens]);
    expect(measured.featureGap).toEqual([...featureGap(embedding, 300)]);
  });

  it("prints null for the wavelength of a frequency 0", async () => {
    const measured = await rope("--head-dim 64 --trained-length 64 --scaling proportional --rotated-fraction 0.5");
    expect(measured.angularFrequencies.slice(16)).toEqual(Array.from({ length: 16 }, () => 0));
    expect(measured.wavelengths.slice(16)).toEqual(Array.from({ length: 16 }, () => null));
    expect(measured.wavelengths.slice(0, 16)).not.toContain(null);
  });

  it("rotates only the share that it is told to", async () => {
    expect((await rope("--head-dim 64 --trained-length 64 --rotary-fraction 0.25")).wavelengths).toHaveLength(8);
  });

  it.each([
    '{"type":"yarn","factor":4}',
    '{"shortFactors":[1,"2"],"longFactors":[1,2]}',
    '{"shortFactors":[1,2]}',
    "null",
  ])("refuses %s as LongRoPE's factors", async (content) => {
    const folder = await mkdtemp(join(tmpdir(), "resonance-factors-"));
    onTestFinished(() => rm(folder, { recursive: true, force: true }));
    const file = join(folder, "factors.json");
    await writeFile(file, content);
    const words = `rope --head-dim 4 --trained-length 64 --scaling longrope --longrope-factors ${file}`;
    const { code, stdout, stderr } = await runInProcess(words.split(" "));
    expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
    expect(stderr).toMatch(/--longrope-factors: got .*\n +expected a valid file of LongRoPE's factors/u);
  });
});
