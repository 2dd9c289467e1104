/** One job: begun, disturbed as the seed has drawn, gone on with, ended in peace, and compared with one that had peace. */
import { existsSync, readdirSync } from "node:fs";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import type { RandomSource } from "@resonance-rope/contracts";
import type { Disk } from "./disk.js";
import { faultOf } from "./fault-of.js";
import type { Job } from "./lane.js";
import { differenceOf } from "./difference-of.js";
import type { Outcome } from "../../../apps/trainer/test/outcome-of.js";
import { type Ended, type Started, resonance, startCommand } from "./start-command.js";
import { type Climate, type Weather, calm, drawWeather, stormEnvironment } from "./weather.js";

export interface Storm {
  readonly climate: Climate;
  readonly disk: Disk;
  /** Of the same words, undisturbed. */
  readonly wanted: (job: Job) => Promise<Outcome>;
  readonly outcomeOf: (runs: string) => Outcome;
  /** Time is up: the job at hand is ended in peace. */
  readonly isOver: () => boolean;
  readonly loseServer: (after: number, requests: number) => void;
  readonly onAttempt: (weather: Weather, ended: Ended) => void;
}

/** What went wrong, in words; null where nothing did. */
export async function stormJob(job: Job, random: RandomSource, storm: Storm): Promise<string | null> {
  const runs = join(storm.disk.folder, "runs");
  await empty(runs);
  const wanted = await storm.wanted(job);
  const attempts = 1 + random.integer(4);
  for (let attempt = 0; attempt < attempts && !storm.isOver(); attempt++) {
    const weather = drawWeather(random, job.disturbances, storm.climate);
    const resumes = job.canResume && random.integer(2) === 0;
    const words = wordsOf(job, runs, resumes);
    for (const ended of await weathered(words, weather, storm)) {
      storm.onAttempt(weather, ended);
      const fault = faultOf(ended, weather.disturbance);
      if (fault !== null) return `${fault}\n${told(words, weather, ended)}`;
    }
  }
  const words = wordsOf(job, runs, false);
  const ended = await startCommand(resonance, words).ended;
  storm.onAttempt(calm, ended);
  const fault = faultOf(ended, null) ?? differenceOf(storm.outcomeOf(runs), wanted);
  return fault === null ? null : `${fault}\n${told(words, calm, ended)}`;
}

/** Only what is in it: the site that is served watches the folder itself. */
async function empty(folder: string): Promise<void> {
  if (existsSync(folder)) for (const name of readdirSync(folder)) await rm(join(folder, name), { recursive: true });
}

/** The same words go on with what is there; or, where a run says what it is, `resume`. */
function wordsOf({ words, manner }: Job, runs: string, resumes: boolean): readonly string[] {
  const run = readdirSync(runs).find((name) => existsSync(join(runs, name, "record.json")));
  return resumes && run !== undefined ? ["resume", join(runs, run), "--json"] : [...words, ...manner, "--out", runs];
}

async function weathered(words: readonly string[], weather: Weather, storm: Storm): Promise<readonly Ended[]> {
  const { disturbance } = weather;
  const environment = stormEnvironment(weather, storm.climate.shim);
  const begin = (): Started =>
    startCommand(resonance, words, {
      environment,
      ...(disturbance?.type === "starve" ? { megabytes: disturbance.megabytes } : {}),
    });
  if (disturbance?.type === "lose-server") storm.loseServer(disturbance.after, disturbance.requests);
  if (disturbance?.type === "fill-disk") storm.disk.leave(disturbance.kilobytes);
  try {
    const started = disturbance?.type === "rival" ? [begin(), begin()] : [begin()];
    return await Promise.all(started.map(({ ended }) => ended));
  } finally {
    if (disturbance?.type === "lose-server") storm.loseServer(0, 0);
    if (disturbance?.type === "fill-disk") storm.disk.grow();
  }
}

function told(words: readonly string[], weather: Weather, { code, signal, stderr }: Ended): string {
  const command = `resonance ${words.join(" ")}`;
  return [command, `in ${JSON.stringify(weather)}`, `ended with ${signal ?? code}:`, stderr.slice(-2000)].join(
    "\n    ",
  );
}
