import { randomUUID } from "node:crypto";
import { mkdtemp, readFile, readdir, rm, stat, writeFile } from "node:fs/promises";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { hasMetrics } from "./has-metrics.js";
import { outcomeOf } from "./outcome-of.js";
import { runCli, startCli } from "./run-cli.js";
import { writePlan } from "./tiny-sweep.js";

let folder = "";
let runs = "";
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "resonance-sweep-"));
  runs = join(folder, "runs");
});
afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

interface Printed {
  readonly runs: readonly { readonly runId: string; readonly status: string; readonly oodAccuracy: number | null }[];
  readonly failures: readonly { readonly runId: string; readonly reason: string }[];
}

/** As a process leaves it that is killed between its result and its end: larger than any number Linux gives. */
const lockOfNoProcess = JSON.stringify({ token: randomUUID(), pid: 2 ** 30, hostname: hostname(), start: null });

const sweep = (plan: string, ...flags: string[]) => runCli(["sweep", plan, "--out", runs, ...flags]);
const printed = (stdout: string): Printed => JSON.parse(stdout) as Printed;

describe("resonance sweep", { timeout: 240_000 }, () => {
  it("has more than ten runs at a time without a warning of Node's", async () => {
    const seeds = Array.from({ length: 11 }, (_, seed) => seed);
    const { code, stderr } = await sweep(await writePlan(folder, [{ seed: seeds, steps: 1 }]), "--jobs", "11");
    expect(stderr).toContain("11 runs at a time");
    expect(stderr).not.toContain("Warning");
    expect(code).toBe(0);
  });

  it("trains each run to the bits of resonance train, and a second time only what is missing", async () => {
    const plan = fileURLToPath(new URL("../../../plans/smoke.yaml", import.meta.url));
    const events = join(folder, "events");
    const first = await sweep(plan, "--json", "--tensorboard", events);
    expect(first.stderr).toContain("4 runs in 2 cells, 0 done, 4 left");
    expect(first.code).toBe(0);
    const { runs: entries } = printed(first.stdout);
    expect(entries.map(({ status }) => status)).toEqual(Array(4).fill("done"));
    expect(entries.map(({ runId }) => runId).toSorted()).toEqual((await readdir(runs)).toSorted());
    expect((await readdir(events)).toSorted()).toEqual((await readdir(runs)).toSorted());
    const bits = outcomeOf(runs);

    const [missing = ""] = await readdir(runs);
    const others = entries.map(({ runId }) => runId).filter((runId) => runId !== missing);
    const times = () =>
      Promise.all(others.map(async (runId) => (await stat(join(runs, runId, "result.json"))).mtimeMs));
    const before = await times();
    const { flags } = printedPlan((await sweep(plan, "--dry-run", "--json")).stdout).find(
      ({ runId }) => runId === missing,
    ) ?? { flags: [] };
    await rm(join(runs, missing), { recursive: true });
    await writeFile(join(runs, others[0] ?? "", "lock.json"), lockOfNoProcess);
    const second = await sweep(plan);
    expect(second.stderr).toContain("3 done, 1 left");
    expect(second.stdout).toMatch(/recursive {2}Resonance RoPE +2\/2/u);
    expect(await times()).toEqual(before);
    expect(outcomeOf(runs)).toEqual(bits);

    const alone = join(folder, "alone");
    expect((await runCli(["train", ...flags, "--out", alone, "--json"])).code).toBe(0);
    expect(await readdir(alone)).toEqual([missing]);
    expect(outcomeOf(join(alone, missing))).toEqual(outcomeOf(join(runs, missing)));
  });

  it("tries a run that fails again as told, lists it with its reason, does the rest, and ends with 1", async () => {
    const diverging = { "learning-rate": 1e30, seed: 0, steps: [1, 40] };
    const plan = await writePlan(folder, [diverging, { seed: 1 }], { retries: 1 });
    const { code, stdout, stderr } = await sweep(plan, "--json");
    expect(code).toBe(1);
    expect(stderr.match(/^failed recursive-none-as-scaled-s0/gmu)).toHaveLength(4);
    const { runs: entries, failures } = printed(stdout);
    expect(entries.map(({ status }) => status)).toEqual(["unfinished", "unfinished", "done"]);
    // Of the first, the evaluation after its only step.
    expect(
      failures.map(({ runId, reason }) => [runId, /finite (.*), .* at step/u.exec(reason)?.[1]]).toSorted(),
    ).toEqual(
      [
        [entries[0]?.runId, "validation loss"],
        [entries[1]?.runId, "loss"],
      ].toSorted(),
    );
  });

  it("says with --dry-run what it would do and in what time, and starts and writes nothing", async () => {
    const plan = await writePlan(folder, [{ seed: [0, 1], steps: 300 }]);
    const { code, stdout, stderr } = await sweep(plan, "--dry-run", "--json");
    expect(code).toBe(0);
    expect(stderr).toContain("timing a few steps at width 32");
    const { secondsLeft } = JSON.parse(stdout) as { secondsLeft: number };
    expect(secondsLeft).toBeGreaterThan(0);
    expect(printedPlan(stdout).map(({ status }) => status)).toEqual(["left", "left"]);
    expect(await readdir(folder)).toEqual(["plan.yaml"]);
  });

  it("saves at Ctrl-C, says how to go on, and then ends with the bits of one never stopped", async () => {
    const grids = [{ seed: [0, 1], steps: 200 }];
    const whole = join(folder, "whole");
    const plan = await writePlan(folder, grids);
    const { child, ended } = startCli(["sweep", plan, "--out", runs, "--jobs", "2", "--json"]);
    while (!(await hasMetrics(runs))) await sleep(20);
    child.kill("SIGINT");
    const { code, stderr } = await ended;
    expect(stderr).toContain("the same command goes on from here");
    expect(code).toBe(130);
    expect((await sweep(plan)).code).toBe(0);
    expect((await runCli(["sweep", plan, "--out", whole])).code).toBe(0);
    expect(outcomeOf(runs)).toEqual(outcomeOf(whole));
  });

  it("reports a run whose folder is broken as failed, with what is wrong, and does the rest", async () => {
    const plan = await writePlan(folder, [{ seed: [0, 1], steps: 10 }]);
    await sweep(plan);
    const [broken = ""] = await readdir(runs);
    await writeFile(join(runs, broken, "record.json"), "{");
    const { code, stdout } = await sweep(plan, "--json");
    expect(code).toBe(1);
    expect(printed(stdout).failures).toMatchObject([{ runId: broken, reason: expect.stringContaining("record.json") }]);
    expect(await readFile(join(runs, broken, "record.json"), "utf8")).toBe("{");
  });

  it("refuses a bad plan as bad usage", async () => {
    const plan = await writePlan(folder, [{ sclaing: "yarn" }]);
    const { code, stdout, stderr } = await sweep(plan, "--json");
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toMatch(/plan\.yaml, grid 1: got unknown key "sclaing"/u);
  });
});

function printedPlan(stdout: string) {
  type Planned = { readonly runId: string; readonly status: string; readonly flags: readonly string[] };
  return (JSON.parse(stdout) as { runs: readonly Planned[] }).runs;
}
