/**
 * Which parts of the program have run, by V8's own counters: nothing is instrumented, and code keeps its speed. A look
 * takes 2 ms, so inputs are looked at by the batch.
 */
import { type Profiler, Session } from "node:inspector";

/** Parts of functions that have run, each function a row of bytes as long as its text. */
type Ran = ReadonlyMap<string, Uint8Array>;

export interface Coverage {
  /** What has run since the last look and never before a `keep`; null if nothing. */
  look(): Ran | null;
  keep(fresh: Ran): void;
}

/** @param folder as a URL: the functions of its files count. */
export function coverageOf(folder: string): Coverage {
  const session = new Session();
  session.connect();
  session.post("Profiler.enable");
  session.post("Profiler.startPreciseCoverage", { callCount: false, detailed: true });
  const seen = new Map<string, Uint8Array>();
  return {
    look() {
      let scripts: readonly Profiler.ScriptCoverage[] = [];
      session.post("Profiler.takePreciseCoverage", (error, { result }) => {
        if (error !== null) throw error;
        scripts = result;
      });
      const fresh = new Map<string, Uint8Array>();
      for (const { url, functions } of scripts.filter((script) => script.url.startsWith(folder))) {
        for (const { ranges } of functions) {
          const [whole] = ranges;
          if (whole === undefined || whole.count === 0) continue;
          const ran = paint(ranges, whole);
          const key = `${url} ${whole.startOffset}-${whole.endOffset}`;
          const before = seen.get(key);
          if (before === undefined || ran.some((value, index) => value > (before[index] ?? 0))) fresh.set(key, ran);
        }
      }
      return fresh.size === 0 ? null : fresh;
    },
    keep(fresh) {
      for (const [key, ran] of fresh) {
        const before = seen.get(key);
        seen.set(key, before === undefined ? ran : ran.map((value, index) => value | (before[index] ?? 0)));
      }
    },
  };
}

/** Ranges come from the outermost in; an inner one says it better. */
function paint(
  ranges: readonly Profiler.CoverageRange[],
  { startOffset, endOffset }: Profiler.CoverageRange,
): Uint8Array {
  const ran = new Uint8Array(endOffset - startOffset);
  for (const range of ranges)
    ran.fill(range.count > 0 ? 1 : 0, range.startOffset - startOffset, range.endOffset - startOffset);
  return ran;
}
