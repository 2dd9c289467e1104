/**
 * The same plan in every way that promises the same bits: on several versions of Node, by `train`, and by sweeps of one
 * and of two jobs. Beside that the engines, whose bits differ, by how much.
 */
import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { nodeFolder, packageTools } from "../../lanes/src/packages/package-tools.js";
import { outcomeOf } from "../../../apps/trainer/test/outcome-of.js";
import { tinyFlags } from "../../../apps/trainer/test/tiny-flags.js";
import { tinyPlan } from "../../../apps/trainer/test/tiny-plan.js";
import { differenceOf } from "./difference-of.js";
import { resonance, startCommand } from "./start-command.js";

/** An engine, and how many threads of it: for these the bits are one. */
const settings = [
  { engine: "tensorflow", threads: 1, sweeps: true },
  { engine: "tensorflow", threads: 2, sweeps: false },
  { engine: "wasm", threads: 1, sweeps: true },
  { engine: "cpu", threads: 1, sweeps: false },
] as const;

type Setting = (typeof settings)[number];

export interface Determinism {
  /** As they name themselves. */
  readonly nodes: readonly string[];
  /** By setting and way, in the order of `nodes`: null for the bits of the first Node's `train`, or what differs. */
  readonly ways: readonly { readonly name: string; readonly differences: readonly (string | null)[] }[];
  /** Of each engine beside the first, as shares of the first's. */
  readonly engines: readonly { readonly name: string; readonly firstStep: number; readonly allSteps: number }[];
}

const steps = 40;
const plan = { task: "recursive", resonance: true, steps, ...tinyPlan };
/** Of a training's loss and of its gradient's norm, at the first step. */
export const tolerance = 1e-4;

export async function determinism(folder: string): Promise<Determinism> {
  const tools = await packageTools();
  const programs = (["20", "22", "24"] as const).map((line) => join(nodeFolder(tools, line), "node"));
  const nodes = programs.map((program) => execFileSync(program, ["--version"], { encoding: "utf8" }).trim());
  const ways: { name: string; differences: (string | null)[] }[] = [];
  const trained: { readonly engine: string; readonly rows: readonly StepRow[] }[] = [];
  for (const setting of settings) {
    const { engine, threads } = setting;
    const first = join(folder, `${engine}-${threads}`);
    for (const way of ["train", ...(setting.sweeps ? ["1 job", "2 jobs"] : [])]) {
      const differences: (string | null)[] = [];
      for (const [index, program] of programs.entries()) {
        const isFirst = way === "train" && index === 0;
        const runs = isFirst ? first : join(folder, `${engine}-${threads} ${way} ${index}`);
        await (way === "train" ? train(setting, { runs, node: program }) : sweep(setting, way, { runs, program }));
        differences.push(isFirst ? null : differenceOfRuns(runs, first));
      }
      const manner = way === "train" ? "train" : `a sweep, ${way} at a time`;
      ways.push({ name: `${engine}, ${threads === 1 ? "1 thread" : `${threads} threads`}: ${manner}`, differences });
    }
    if (threads > 1) continue;
    // Native TensorFlow draws dropout's numbers its own way.
    const plain = join(folder, `${engine} without dropout`);
    await train(setting, { runs: plain, node: programs[0] ?? "", more: ["--dropout", "0"] });
    trained.push({ engine, rows: stepRows(plain) });
  }
  return { nodes, ways, engines: besideFirst(trained) };
}

async function train(
  { engine, threads }: Setting,
  { runs, node, more = [] }: { readonly runs: string; readonly node: string; readonly more?: readonly string[] },
): Promise<void> {
  const flags = [...tinyFlags, "--steps", String(steps), "--threads", String(threads), "--backend", engine, ...more];
  await mustEnd(["train", "--task", "recursive", "--resonance", "--seed", "0", ...flags, "--out", runs], node);
}

/** Two runs, the first of them that of `train`. */
async function sweep(
  { engine, threads }: Setting,
  jobs: string,
  { runs, program }: { readonly runs: string; readonly program: string },
): Promise<void> {
  mkdirSync(runs);
  const file = `${runs}.yaml`;
  writeFileSync(file, JSON.stringify({ name: "same bits", runs: [{ ...plan, threads, seed: [0, 1] }] }));
  // A sweep takes the fastest engine that is here: without its cache, native TensorFlow is not.
  const hidden = engine === "wasm" ? { RESONANCE_CACHE: join(runs, "..", "no cache") } : {};
  await mustEnd(["sweep", file, "--jobs", jobs.slice(0, 1), "--out", runs], program, hidden);
}

async function mustEnd(
  words: readonly string[],
  node: string,
  environment: Readonly<Record<string, string>> = {},
): Promise<void> {
  const { code, stderr } = await startCommand(resonance, words, { node, environment, patienceSeconds: 600 }).ended;
  if (code !== 0) throw new Error(`${node} resonance ${words.join(" ")} ended with ${code}: ${stderr}`);
}

const runIn = (runs: string): string => join(runs, readdirSync(runs).find((name) => name.includes("-s0-")) ?? "");

function differenceOfRuns(runs: string, first: string): string | null {
  // A record says on what it was made, and Node's version is part of that.
  const [found, wanted] = [runs, first].map(
    (each) => new Map([...outcomeOf(runIn(each))].filter(([path]) => path !== "record.json")),
  );
  return differenceOf(found ?? new Map(), wanted ?? new Map());
}

interface StepRow {
  readonly type: string;
  readonly trainingLoss: number;
  readonly gradientNorm: number;
}

function stepRows(runs: string): readonly StepRow[] {
  const lines = readFileSync(join(runIn(runs), "metrics.jsonl"), "utf8")
    .trimEnd()
    .split("\n");
  return lines.map((line) => JSON.parse(line) as StepRow).filter(({ type }) => type === "step");
}

function besideFirst(
  trained: readonly { readonly engine: string; readonly rows: readonly StepRow[] }[],
): Determinism["engines"] {
  const [first, ...others] = trained;
  const share = (value: number, other = Number.NaN): number => Math.abs(other / value - 1);
  return others.map(({ engine, rows }) => {
    const shares = (first?.rows ?? []).map((row, step) => ({
      loss: share(row.trainingLoss, rows[step]?.trainingLoss),
      gradient: share(row.gradientNorm, rows[step]?.gradientNorm),
    }));
    return {
      name: `${engine} beside ${first?.engine}`,
      firstStep: Math.max(shares[0]?.loss ?? Number.NaN, shares[0]?.gradient ?? Number.NaN),
      allSteps: Math.max(...shares.map(({ loss }) => loss)),
    };
  });
}
