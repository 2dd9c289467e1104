/** The soak itself: lanes of jobs beside each other, a site that shows them, and what must hold in the end. */
import { spawn } from "node:child_process";
import { cpSync, existsSync, mkdirSync } from "node:fs";
import { freemem } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { randomSource } from "@resonance-rope/contracts";
import { writeTinyLlama } from "../../../apps/trainer/test/models/tiny-llama.js";
import { type Disk, makeDisk } from "./disk.js";
import { failingServer } from "./failing-server.js";
import type { Job, Lane } from "./lane.js";
import { evaluationLane } from "./lanes/evaluation-lane.js";
import { finetuningLane } from "./lanes/finetuning-lane.js";
import { sweepLane } from "./lanes/sweep-lane.js";
import { trainingLane } from "./lanes/training-lane.js";
import { makeShim } from "./make-shim.js";
import { faultOf } from "./fault-of.js";
import { growthOf } from "./growth-of.js";
import { type Outcome, outcomeOf } from "../../../apps/trainer/test/outcome-of.js";
import { serveRuns } from "./served-site.js";
import { processesLeft, resonance, startCommand } from "./start-command.js";
import { stormJob } from "./storm-job.js";
import { tallyOf } from "./tally.js";

export interface SoakOptions {
  readonly minutes: number;
  readonly seed: number;
  /** `lane:job`: that one alone, once. */
  readonly only: { readonly lane: string; readonly job: number } | null;
  readonly ballastMegabytes: number | null;
  /** Emptied by who calls. */
  readonly folder: string;
  /** Where what went wrong is kept. */
  readonly findings: string;
  readonly canMount: boolean;
}

/** True if all held. */
export async function soak(options: SoakOptions): Promise<boolean> {
  const { minutes, seed, only, folder, canMount } = options;
  const say = (line: string): unknown => process.stdout.write(`  ${line}\n`);
  const begin = performance.now();
  const seconds = (): number => (performance.now() - begin) / 1000;
  let stopped = false;
  process.once("SIGINT", () => (stopped = true));
  const isOver = (): boolean => stopped || (only === null && seconds() > 60 * minutes);

  const shim = makeShim(folder);
  if (shim === null)
    say("skipped: signals at file operations, slow syncs, the clock set back (no C compiler, or no preloading)");
  if (!canMount) say("skipped: a full disk (this user may not mount one)");
  const model = join(folder, "tiny-llama");
  await writeTinyLlama(model);
  const server = await failingServer();
  const lanes = [
    trainingLane,
    sweepLane(folder),
    finetuningLane(folder, model),
    evaluationLane(folder, { model, url: server.url }),
  ].filter(({ name }) => only === null || name === only.lane);
  const disks = new Map(lanes.map(({ name }) => [name, makeDisk(join(folder, name), canMount)]));
  const runsOf = ({ name }: Lane): string => join(folder, name, "runs");
  for (const lane of lanes) mkdirSync(runsOf(lane), { recursive: true });

  const ballast = only === null ? startBallast(options.ballastMegabytes) : null;
  const site = await serveRuns(lanes.map(runsOf));
  const tally = tallyOf();
  const faults: string[] = [];
  const report = (fault: string): void => {
    faults.push(fault);
    say(`✗ ${fault}`);
  };

  const peaceful = new Map<string, Promise<Outcome>>();
  const wanted = (job: Job): Promise<Outcome> => {
    const key = job.words.join(" ");
    const known = peaceful.get(key) ?? undisturbed(job, join(folder, "undisturbed", String(peaceful.size)));
    peaceful.set(key, known);
    return known;
  };
  const work = async (lane: Lane): Promise<void> => {
    const disk = disks.get(lane.name) as Disk;
    for (let index = only?.job ?? 0; !isOver(); index++) {
      const random = randomSource(seed).fork(lane.name).fork(`job ${index}`);
      const job = lane.draw(random);
      const fault = await stormJob(job, random, {
        climate: { shim, canFillDisk: canMount },
        disk,
        wanted,
        outcomeOf,
        isOver,
        loseServer: server.lose,
        onAttempt: (weather, ended) => tally.attempt(lane.name, weather, ended),
      }).catch((error: unknown) => String(error));
      tally.job(lane.name);
      if (fault !== null) {
        report(`${lane.name}, job ${index} (repeat with --seed ${seed} --only ${lane.name}:${index}): ${fault}`);
        cpSync(runsOf(lane), join(options.findings, `${seed}-${lane.name}-${index}`), { recursive: true });
      }
      if (only !== null) break;
    }
  };
  const isDone = new AbortController();
  const read = async (): Promise<void> => {
    for (let index = 0; !isDone.signal.aborted; index++) {
      await site.visit(index).catch((error: Error) => report(`${error.message} ${String(error.cause ?? "")}`));
      if (index % 60 === 59) say(`${(seconds() / 60).toFixed(1)} min  ${tally.line()}, ${site.visits()} pages read`);
      await sleep(1000);
    }
  };
  const reading = read();
  await Promise.all(lanes.map(work));
  isDone.abort();
  await reading;

  const served = await site.end();
  if (served.code !== 0) report(`the served site ended with ${served.code}: ${served.stderr.slice(-500)}`);
  ballast?.kill("SIGKILL");
  await server.close();
  // A process whose parent was killed ends after the step at hand.
  for (let patience = 0; patience < 50 && processesLeft().length > 0; patience++) await sleep(200);
  for (const left of processesLeft()) report(`a process is left: ${left}`);
  const growth = growthOf(site.samples);
  if (growth.fault !== null) report(`the served site ${growth.fault}`);
  for (const line of [...tally.lines(), `serve: ${site.visits()} pages read, ${growth.words}`]) say(line);
  say(
    `${faults.length === 0 ? "✓" : "✗"} ${(seconds() / 60).toFixed(1)} minutes, seed ${seed}: ${tally.line()}, faults: ${faults.length}`,
  );
  return faults.length === 0;
}

async function undisturbed(job: Job, runs: string): Promise<Outcome> {
  const ended = await startCommand(resonance, [...job.words, "--out", runs]).ended;
  const fault = faultOf(ended, null);
  if (fault !== null || !existsSync(runs)) throw new Error(`undisturbed: ${fault}: ${ended.stderr}`);
  return outcomeOf(runs);
}

/** A program that holds memory and uses it, as others on the same machine do. */
function startBallast(megabytes: number | null): ReturnType<typeof spawn> {
  const size = megabytes ?? Math.min(2048, Math.floor(freemem() / 2 ** 20 / 4));
  const program = `
    const blocks = Array.from({ length: ${size} }, () => Buffer.alloc(2 ** 20, 1));
    setInterval(() => { for (const block of blocks) for (let at = 0; at < block.length; at += 4096) block[at] += 1; }, 5000);`;
  return spawn(process.execPath, ["-e", program], { stdio: "ignore" });
}
