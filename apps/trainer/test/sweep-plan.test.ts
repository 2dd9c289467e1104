import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import * as fc from "fast-check";
import { describe, expect, it, onTestFinished } from "vitest";
import { cellsOf } from "../src/sweep/cells-of.js";
import { expandSweep } from "../src/sweep/expand-sweep.js";
import { readSweepPlan } from "../src/sweep/sweep-plan.js";
import type { SweepRun } from "../src/sweep/sweep-run.js";
import { planOfWords } from "./runs-example.js";

const committed = (name: string): string => fileURLToPath(new URL(`../../../plans/${name}`, import.meta.url));

/** A folder with a plan, and whatever lies beside it. */
async function written(plan: string, beside: Readonly<Record<string, string>> = {}): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "resonance-plan-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  for (const [name, text] of Object.entries({ ...beside, "plan.yaml": plan }))
    await writeFile(join(folder, name), text);
  return join(folder, "plan.yaml");
}

const runsOf = (file: string): SweepRun[] => expandSweep(readSweepPlan(file));
const sweepOf = (...grids: readonly (readonly string[])[]): string =>
  ["name: test", "runs:", ...grids.map((grid) => `  - ${grid.join("\n    ")}`), ""].join("\n");
const numbers = (count: number): string => Array.from({ length: count }, (_, index) => index + 1).join();
const tiny = ["task: recursive", "threads: 1"];

/** Flags with the values a grid may give them, as YAML. */
const axes = {
  task: ["recursive", "chain-of-thought", "semi-recursive"],
  seed: [0, 1, 2, 3],
  scaling: ["none", "yarn", "linear"],
  resonance: [false, true],
  preset: ["demo", "small"],
  steps: [10, 20],
  "learning-rate": [0.001, 2e-4],
  rule: ["sum-modulo", "random-table:7"],
} as const;
type Axis = keyof typeof axes;

const grid = fc
  .record({
    keys: fc.shuffledSubarray(Object.keys(axes) as Axis[], { maxLength: 4 }),
    counts: fc.array(fc.integer({ min: 1, max: 3 }), { minLength: 8, maxLength: 8 }),
  })
  .map(({ keys, counts }) =>
    [...keys.filter((key) => key !== "task"), "task" as const].map((key, index) => ({
      key,
      values: axes[key].slice(0, counts[index]) as readonly unknown[],
    })),
  );

describe("the runs of a plan", () => {
  it("are the product of each grid, its first flag slowest, each the run of its command line, and each once", async () => {
    const file = await written("");
    await fc.assert(
      fc.asyncProperty(grid, async (entries) => {
        const lines = entries.map(({ key, values }) => `${key}: ${JSON.stringify(values)}`);
        await writeFile(file, sweepOf([...lines, "threads: 1"], [...lines, "threads: 1"]));
        const runs = runsOf(file);
        expect(runs).toHaveLength(entries.reduce((count, { values }) => count * values.length, 1));
        expect(new Set(runs.map(({ runId }) => runId)).size).toBe(runs.length);
        const middle = Math.floor(runs.length / 2);
        const { flags, plan } = runs[middle] as SweepRun;
        expect(planOfWords(flags)).toEqual(plan);
        let slower = runs.length;
        for (const { key, values } of entries) {
          slower /= values.length;
          const value = values[Math.floor(middle / slower) % values.length];
          if (value === false) expect(flags).not.toContain(`--${key}`);
          else expect(flags).toContain(value === true ? `--${key}` : `--${key}=${String(value)}`);
        }
      }),
      { numRuns: 30 },
    );
  });

  it("read rules and wavelengths from beside the plan, wherever the command is typed", async () => {
    const file = await written(
      sweepOf([...tiny, "rule: rule.json", "wavelengths: [as-scaled, waves.json]", "head-dim: 4"]),
      {
        "rule.json": '{"type":"linear","coefficients":[1,1,2,3],"constant":5}',
        "waves.json": "[7, 9]",
      },
    );
    const runs = runsOf(file);
    const [plain, given] = runs;
    expect(plain?.plan.rule).toEqual({ type: "linear", coefficients: [1, 1, 2, 3], constant: 5 });
    expect(given?.plan.rope.wavelengths).toEqual({ type: "given", wavelengthsTokens: [7, 9] });
    expect(given && planOfWords(given.flags)).toEqual(given?.plan);
    // A list of numbers has no name but its file's.
    expect(cellsOf(runs).map(({ label }) => label)).toEqual([
      "recursive  RoPE",
      "recursive  RoPE (given wavelengths)  wavelengths waves.json",
    ]);
  });

  it("of Table 1 are twelve cells over the same seeds, complete seed by seed", () => {
    const runs = runsOf(committed("table-1.yaml"));
    expect(runs.map(({ plan }) => plan.seed)).toEqual([0, 1, 2, 3, 4].flatMap((seed) => Array<number>(12).fill(seed)));
    expect(new Set(runs.slice(0, 12).map(({ plan }) => JSON.stringify([plan.task, plan.rope]))).size).toBe(12);
    expect(new Set(runs.map(({ plan }) => `${plan.preset} ${plan.protocol} ${plan.steps} ${plan.threads}`))).toEqual(
      new Set(["small paper 2000 1"]),
    );
  });

  it("of Table 1 by the released code are its twelve cells at six layers", () => {
    const runs = runsOf(committed("table-1-released-code.yaml"));
    expect(runs).toHaveLength(12);
    expect(new Set(runs.map(({ plan }) => `${plan.protocol} ${plan.model.layers} ${plan.steps}`))).toEqual(
      new Set(["released-code 6 2000"]),
    );
  });
});

describe("a plan that cannot be", () => {
  it.each([
    ["text that is no YAML", "name: [", "YAML"],
    ["nothing", "", "a map with name"],
    ["two documents", "name: a\n---\nname: b\n", "YAML"],
    ["a tag of another language", `${sweepOf(tiny)}description: !!js/function "x"\n`, "YAML"],
    ["a key twice", sweepOf([...tiny, "seed: 1", "seed: 2"]), 'The key "seed" twice'],
    ["no name", "runs:\n  - task: recursive\n    threads: 1\n", "a name of the sweep"],
    [
      "a name that steers the terminal",
      'name: "\\e[2J"\nruns: [{ task: recursive, threads: 1 }]\n',
      "a name of the sweep",
    ],
    ["a blank name", 'name: " "\nruns: [{ task: recursive, threads: 1 }]\n', "a name of the sweep"],
    ["no runs", "name: x\n", "a list of grids"],
    ["an unknown key", `${sweepOf(tiny)}retrys: 2\n`, "retries:"],
    ["retries below 0", `${sweepOf(tiny)}retries: -1\n`, "0 or more"],
    ["a grid that is no map", "name: x\nruns: [recursive]\n", "grid 1"],
    ["an unknown flag", sweepOf(tiny, [...tiny, "sclaing: yarn"]), "scaling:"],
    ["a flag that is the sweep's to give", sweepOf([...tiny, "out: runs"]), 'unknown key "out"'],
    ["a key that is a number", sweepOf([...tiny, "5: 3"]), 'unknown key "5"'],
    ["no task", sweepOf(["threads: 1"]), "a task"],
    ["no threads", sweepOf(["task: recursive"]), "threads: 1"],
    ["an empty list", sweepOf([...tiny, "seed: []"]), "grid 1, seed"],
    ["a list in a list", sweepOf([...tiny, "seed: [[0]]"]), "grid 1, seed"],
    ["a map for a value", sweepOf([...tiny, "seed: {from: 0}"]), "a map"],
    ["nothing for a value", sweepOf([...tiny, "seed:"]), "nothing"],
    ["a number that is none", sweepOf([...tiny, "dropout: .nan"]), "grid 1, dropout"],
    ["words for a number", sweepOf([...tiny, "steps: many"]), "a whole number, 1 or more"],
    ["half a step", sweepOf([...tiny, "steps: 1.5"]), "a whole number, 1 or more"],
    ["true for a name", sweepOf([...tiny, "scaling: true"]), "grid 1, scaling"],
    ["a word for a switch", sweepOf([...tiny, "resonance: on"]), "true or false"],
    ["an unknown choice", sweepOf(["task: cot", "threads: 1"]), "chain-of-thought"],
    ["a rule of no known kind", sweepOf([...tiny, "rule: random-table:x"]), "grid 1, run"],
    ["a file that is not there", sweepOf([...tiny, "rule: rule.json"]), "a JSON file that can be read"],
    ["flags that exclude each other", sweepOf([...tiny, "resonance: true", "wavelengths: up"]), "--resonance"],
    ["a head of odd dimension", sweepOf([...tiny, "head-dim: 3"]), "an even head dimension"],
    [
      "more runs than anybody starts",
      sweepOf([...tiny, `seed: [${numbers(999)}]`, `steps: [${numbers(999)}]`]),
      "at most 100000 runs",
    ],
    [
      "more of them over its grids",
      sweepOf(
        ...[1, 2].map((steps) => [...tiny, `seed: [${numbers(300)}]`, `steps: ${steps}`, `modulus: [${numbers(300)}]`]),
      ),
      "at most 100000 runs, got 180000",
    ],
    ["aliases that multiply", sweepOf([...tiny, "seed: &a [&b [&c [1, 1], *c], *b]", "steps: *a"]), "grid 1, seed"],
    ["nesting without end", `name: ${"[".repeat(50_000)}`, "more than 16 levels at line 1"],
    ["nesting without end on one line", `name: x\nruns:\n  ${"- ".repeat(50_000)}`, "more than 16 levels at line 3"],
    // Either took the parser half a minute, which is more than a test has.
    ["a fault at each character", `name: [${",".repeat(120_000)}`, "line 1, column 9"],
    [
      "as many keys as fit",
      Array.from({ length: 12_000 }, (_, index) => `k${index}: 1`).join("\n"),
      'unknown key "k0"',
    ],
    ["a file too large for a plan", `${sweepOf(tiny)}#${"x".repeat(200_000)}`, "at most 131072 bytes"],
  ] as const)("is refused, with what is wrong and where: %s", async (_, plan, words) => {
    const file = await written(plan);
    let message = "";
    try {
      runsOf(file);
    } catch (error) {
      expect(error).toMatchObject({ family: "@resonance-rope", kind: "invalid-argument" });
      ({ message } = error as Error);
    }
    expect(message).toContain(words);
    expect(message).toContain(file);
  });

  it("is refused where it is a folder or not there", async () => {
    const file = await written("");
    for (const path of [join(file, ".."), `${file}.yml`]) expect(() => runsOf(path)).toThrow(path);
  });
});
