import { describe, expect, it } from "vitest";
import type { BenchReport } from "../src/bench/bench-report.js";
import { runCli } from "./run-cli.js";
import { runInProcess } from "./usage-in-process.js";

/** A program that is no Python with torch, on every machine. */
const noTorch = process.execPath;

async function bench(words: string): Promise<BenchReport> {
  const { code, stdout, stderr } = await runCli(["bench", ...words.split(" "), "--python", noTorch, "--json"]);
  expect(code, stderr).toBe(0);
  return JSON.parse(stdout) as BenchReport;
}

describe("resonance bench --json", () => {
  it("without torch measures ours alone, and says how to get it", async () => {
    const report = await bench("--pairs 1 --precision float32");
    expect(report.withoutPeer).toContain(`${noTorch} has no torch`);
    expect(report.withoutPeer).toContain("pip install torch");
    expect(report.ratios).toEqual([]);
    expect(report.rows).toHaveLength(1);
    const [row] = report.rows;
    expect(row).toMatchObject({
      suite: "train",
      size: "small",
      precision: "float32",
      length: 64,
      contender: "ours",
      turns: 1,
    });
    for (const figure of [row?.medianMs, row?.tokensPerSecond, row?.peakRssBytes, row?.loss, row?.shareOfPeak])
      expect(figure).toBeGreaterThan(0);
    expect(row?.shareOfPeak).toBeLessThan(1.5);
    expect(report.peaks[0]?.gflops).toBeGreaterThan(0);
  });

  it("tells what passes outside the recorded function on native TensorFlow alone", async () => {
    const { rows } = await bench("--pairs 1 --precision float32");
    const native = rows[0]?.engine.startsWith("TensorFlow") === true;
    if (native) {
      expect(rows[0]?.shareOutside).toBeGreaterThan(0);
      expect(rows[0]?.shareOutside).toBeLessThan(0.5);
    } else expect(rows[0]?.shareOutside).toBeNull();
  });

  it("leaves out a precision that the backend refuses, with its reason", async () => {
    const { rows, leftOut } = await bench("--pairs 1 --precision mixed-bfloat16 --backend wasm");
    expect(rows).toEqual([]);
    expect(leftOut).toMatchObject([{ precision: "mixed-bfloat16", contender: "ours" }]);
    expect(leftOut[0]?.why).toContain("float32 alone");
  });
});

describe("bad usage of resonance bench", () => {
  it.each([
    ["an unknown suite", "--suite speed", 'unknown suite "speed"'],
    ["an unknown size", "--size large", "small or paper"],
    ["an unknown precision", "--precision float16", "float32 or mixed-bfloat16"],
    ["an unknown backend", "--backend torch", 'unknown backend "torch"'],
    ["no turns", "--pairs 0", "a whole number, 1 or more"],
    ["no threads", "--threads 0", "a whole number, 1 or more"],
    ["an argument", "more", "too many arguments"],
  ])("exits with 2: %s", async (_, words, message) => {
    const { code, stdout, stderr } = await runInProcess(["bench", ...words.split(" "), "--json"]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toContain(message);
  });
});
