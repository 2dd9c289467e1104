/** Runs a border on mutated inputs; those that reach what none before them has reached are mutated further. */
import { ResonanceError, randomSource } from "@resonance-rope/contracts";
import type { Border, Files } from "./border.js";
import type { Coverage } from "./coverage.js";
import { mutate } from "./mutate.js";

/** Of a processor, for one input: what others do on a busy machine does not count. */
const longestMilliseconds = 1000;
/** That one small input may add to what the process holds. */
const mostMegabytes = 256;
/** No message is a place to put a file. */
const longestMessage = 5000;
/** One look at the coverage for so many inputs. */
const batchSize = 64;
const mostFindings = 5;

export interface Finding {
  readonly what: string;
  readonly files: Files;
}

export interface Tally {
  readonly inputs: number;
  readonly refused: number;
  /** Inputs that reached something new. */
  readonly kept: number;
  readonly slowestMilliseconds: number;
  readonly findings: readonly Finding[];
}

export interface ExploreOptions {
  readonly inputs: number;
  /** After which no further inputs are begun. */
  readonly seconds: number;
  readonly seed: number;
  readonly coverage: Coverage;
  /** Told of each input before it runs. */
  readonly begin: (files: Files) => void;
}

export async function explore(
  border: Border,
  { inputs, seconds, seed, coverage, begin }: ExploreOptions,
): Promise<Tally> {
  const random = randomSource(seed);
  const seeds = await border.seeds();
  const corpus = [...seeds];
  const findings = new Map<string, Finding>();
  let [refused, slowest, done] = [0, 0, 0];

  const tryInput = async (files: Files): Promise<void> => {
    begin(files);
    const [start, held] = [process.cpuUsage(), process.resourceUsage().maxRSS];
    const fault = await faultOf(border, files);
    const milliseconds = millisecondsSince(start);
    const megabytes = (process.resourceUsage().maxRSS - held) / 1024;
    slowest = Math.max(slowest, milliseconds);
    if (fault.outcome === "refused") refused += 1;
    if (fault.outcome === "fault") report(fault.what, files);
    if (megabytes > mostMegabytes) report(`${megabytes.toFixed(0)} MB of memory`, files);
    if (border.isSlow !== true && milliseconds > longestMilliseconds && (await isSlowAgain(border, files)))
      report(`${milliseconds.toFixed(0)} ms`, files);
  };
  const report = (what: string, files: Files): void => {
    // Many inputs find the same place: its first two lines name it.
    const key = what.replaceAll(/\d+/gu, "").split("\n").slice(0, 2).join();
    if (!findings.has(key)) findings.set(key, { what, files });
  };

  for (const files of seeds) {
    const { outcome, what } = await faultOf(border, files);
    if (outcome !== "read") report(`a seed that is not read: ${what}`, files);
  }
  const first = coverage.look();
  if (first !== null) coverage.keep(first);

  const end = performance.now() + 1000 * seconds;
  while (done < inputs && findings.size < mostFindings && performance.now() < end) {
    const batch = Array.from({ length: Math.min(border.isSlow === true ? 1 : batchSize, inputs - done) }, () => {
      const parent = corpus[random.integer(corpus.length)] as Files;
      const mutated = mutate(parent, { random, others: corpus, words: border.words ?? [] });
      return border.mend !== undefined && random.integer(2) === 0 ? border.mend(mutated) : mutated;
    });
    for (const files of batch) await tryInput(files);
    done += batch.length;
    const fresh = border.isSlow === true ? null : coverage.look();
    if (fresh === null) continue;
    for await (const files of newOnes({ border, coverage, begin }, batch)) corpus.push(files);
    coverage.keep(fresh);
  }
  const kept = corpus.length - seeds.length;
  return { inputs: done, refused, kept, slowestMilliseconds: slowest, findings: [...findings.values()] };
}

/** Those of a batch that reach something new, found by halves. */
async function* newOnes(
  tried: Pick<ExploreOptions, "coverage" | "begin"> & { readonly border: Border },
  batch: readonly Files[],
): AsyncGenerator<Files> {
  const { border, coverage, begin } = tried;
  const middle = Math.ceil(batch.length / 2);
  for (const half of [batch.slice(0, middle), batch.slice(middle)]) {
    for (const files of half) {
      begin(files);
      await faultOf(border, files);
    }
    const fresh = coverage.look();
    if (fresh === null) continue;
    const [only, ...others] = half;
    if (only === undefined) continue;
    if (others.length > 0) yield* newOnes(tried, half);
    else {
      coverage.keep(fresh);
      yield only;
    }
  }
}

interface Outcome {
  readonly outcome: "read" | "refused" | "fault";
  readonly what: string;
}

async function faultOf({ read, refuses }: Border, files: Files): Promise<Outcome> {
  try {
    await read(files);
    const [own] = Object.keys(Object.prototype);
    if (own !== undefined) throw new Error(`every object has "${own}" now`);
    return { outcome: "read", what: "" };
  } catch (error) {
    if (!ResonanceError.isInstance(error))
      return { outcome: "fault", what: error instanceof Error ? (error.stack ?? error.message) : String(error) };
    if (!refuses.includes(error.kind)) return { outcome: "fault", what: `${error.kind}: ${error.stack}` };
    if (error.message.length > longestMessage)
      return {
        outcome: "fault",
        what: `a message of ${error.message.length} characters: ${error.message.slice(0, 200)}`,
      };
    return { outcome: "refused", what: error.message };
  }
}

/** What was compiled or collected meanwhile is not again. */
async function isSlowAgain(border: Border, files: Files): Promise<boolean> {
  for (let attempt = 0; attempt < 2; attempt++) {
    const start = process.cpuUsage();
    await faultOf(border, files);
    if (millisecondsSince(start) < longestMilliseconds) return false;
  }
  return true;
}

function millisecondsSince(start: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1000;
}
