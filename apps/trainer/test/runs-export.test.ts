import { cp, mkdir, mkdtemp, readFile, readdir, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { appendMetrics, listRuns, readRun, writeCheckpoint, writeResult } from "@resonance-rope/run-store";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { planOfWords, resultOf, startRun } from "./runs-example.js";
import { runInProcess } from "./usage-in-process.js";

const donePlan = planOfWords("--task chain-of-thought --resonance --threads 1 --steps 600".split(" "));
const unfinishedPlan = planOfWords("--task recursive --scaling yarn --threads 1 --steps 600".split(" "));
const rows = Array.from({ length: 600 }, (_, index) => ({
  type: "step" as const,
  step: index + 1,
  trainingLoss: 1 / (index + 1),
  learningRate: 1e-3,
  gradientNorm: 1,
  seconds: 0.1,
}));

let folder = "";
let runs = "";
let done = "";
let unfinished = "";
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "resonance-export-"));
  runs = join(folder, "runs");
  const first = await startRun(runs, donePlan);
  await appendMetrics(first, rows);
  await writeCheckpoint(first, 600, new Uint8Array(8), {});
  await writeResult(first, resultOf(donePlan));
  await first.release();
  const second = await startRun(runs, unfinishedPlan);
  await second.release();
  [done, unfinished] = [first.directory, second.directory];
});
afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

const exportRuns = (...words: readonly string[]): ReturnType<typeof runInProcess> =>
  runInProcess(["runs", "export", "--out", runs, ...words]);

/** Cells of lines none of which holds a line end; quotes as RFC 4180 has them. */
const cellsOf = (line: string): string[] =>
  [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/gu)].map(([, quoted, plain]) =>
    quoted === undefined ? (plain ?? "") : quoted.replaceAll('""', '"'),
  );

describe("resonance runs export", () => {
  it("prints the same fields as CSV, a row a run, as it prints as JSON", async () => {
    const { code, stdout } = await exportRuns("--csv");
    expect(code).toBe(0);
    expect(await exportRuns()).toMatchObject({ code: 0, stdout });
    const [titles = [], ...lines] = stdout.trimEnd().split("\r\n").map(cellsOf);
    const json = JSON.parse((await exportRuns("--json")).stdout) as { runs: Record<string, unknown>[] };
    expect(lines).toHaveLength(json.runs.length);
    for (const [index, run] of json.runs.entries()) {
      const row = new Map(titles.map((title, column) => [title, lines[index]?.[column]]));
      for (const [field, value] of Object.entries(run)) {
        if (field === "plan") continue;
        expect(row.get(field), field).toBe(
          value === null ? "" : typeof value === "string" ? value : JSON.stringify(value),
        );
      }
      expect(row.get("plan.seed")).toBe("0");
    }
    expect(json.runs.map(({ plan }) => plan)).toEqual([donePlan, unfinishedPlan]);
    expect(titles).toContain("plan.rope.scaling.factor");
  });

  it("takes only the runs that are named, by folder or by name", async () => {
    const { stdout } = await exportRuns("--json", done, basename(unfinished), done);
    expect((JSON.parse(stdout) as { runs: { directory: string }[] }).runs.map(({ directory }) => directory)).toEqual([
      done,
      unfinished,
    ]);
    expect(await exportRuns("--csv", "none-of-that-name")).toMatchObject({ code: 1, stdout: "" });
  });

  it("refuses two forms at once", async () => {
    expect(await exportRuns("--csv", "--json")).toMatchObject({ code: 2, stdout: "" });
    expect(await exportRuns("--csv", "--to", join(folder, "kept"))).toMatchObject({ code: 2, stdout: "" });
  });
});

describe("resonance runs export --to", () => {
  it("copies finished runs to be read as runs: record and result to the byte, 200 rows, no checkpoints", async () => {
    const kept = join(folder, "results", "runs");
    const { code, stderr } = await exportRuns("--to", kept);
    expect(code).toBe(0);
    expect(stderr).toContain(`not done yet, left out: ${unfinished}`);
    expect(await readdir(kept)).toEqual([basename(done)]);
    const copy = join(kept, basename(done));
    expect((await readdir(copy)).toSorted()).toEqual(["metrics.jsonl", "record.json", "result.json"]);
    for (const name of ["record.json", "result.json"])
      expect(await readFile(join(copy, name))).toEqual(await readFile(join(done, name)));
    const { metrics, result } = await readRun(copy);
    expect(result).toEqual(resultOf(donePlan));
    expect([metrics.length, metrics[0], metrics.at(-1)]).toEqual([200, rows[0], rows.at(-1)]);
    expect(await listRuns(kept)).toMatchObject({ runs: [{ directory: copy }], failures: [] });
  });

  it("writes nothing again, and adds what was finished since", async () => {
    const kept = join(folder, "kept");
    await exportRuns("--to", kept);
    const before = await stat(join(kept, basename(done), "metrics.jsonl"));
    await writeFile(join(unfinished, "result.json"), JSON.stringify(resultOf(unfinishedPlan)));
    const { stdout } = await exportRuns("--to", kept, "--json");
    expect(JSON.parse(stdout)).toEqual({
      directory: kept,
      runs: [
        { runId: basename(done), outcome: "unchanged" },
        { runId: basename(unfinished), outcome: "copied" },
      ],
      failures: [],
    });
    const after = await stat(join(kept, basename(done), "metrics.jsonl"));
    expect([after.ino, after.mtimeMs]).toEqual([before.ino, before.mtimeMs]);
    expect(await exportRuns("--to", kept, "--json")).not.toMatchObject({ stdout: expect.stringContaining('"copied"') });
  });

  it("never writes over another folder, and copies the other runs all the same", async () => {
    await cp(done, join(runs, "another-name"), { recursive: true });
    const kept = join(folder, "kept");
    await mkdir(join(kept, "another-name"), { recursive: true });
    await writeFile(join(kept, "another-name", "result.json"), "mine");
    const { code, stderr } = await exportRuns("--to", kept);
    expect(code).toBe(1);
    expect(stderr).toContain("another-name");
    expect(await readdir(join(kept, "another-name"))).toEqual(["result.json"]);
    expect(await readdir(kept)).toEqual(["another-name", basename(done)]);
  });

  it("leaves nothing of a run whose metrics are damaged, and copies the others", async () => {
    await cp(done, join(runs, "another-name"), { recursive: true });
    await writeFile(join(runs, "another-name", "metrics.jsonl"), "{}\n{}\n");
    const kept = join(folder, "kept");
    const { code, stderr } = await exportRuns("--to", kept);
    expect([code, stderr]).toEqual([1, expect.stringContaining("metrics.jsonl")]);
    expect(await readdir(kept)).toEqual([basename(done)]);
  });

  it("fails for a run that is named and not done, and for its own folder of runs", async () => {
    expect(await exportRuns(unfinished, "--to", join(folder, "kept"))).toMatchObject({ code: 1 });
    expect(await exportRuns("--to", runs)).toMatchObject({ code: 1 });
    expect((await readRun(done)).metrics).toHaveLength(rows.length);
  });

  it("fails where the place is a file, which stays", async () => {
    const file = join(folder, "file");
    await writeFile(file, "mine");
    expect(await exportRuns("--to", file)).toMatchObject({ code: 1, stdout: "" });
    expect(await readFile(file, "utf8")).toBe("mine");
  });
});
