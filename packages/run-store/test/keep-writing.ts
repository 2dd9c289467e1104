/** A process that waits for a word, opens a run and writes to it until it is killed; says `opened` and each step, or the kind of the error. */
import { once } from "node:events";
import { ResonanceError } from "@resonance-rope/contracts";
import { appendMetrics, latestCheckpoint, openRun, truncateMetrics, writeCheckpoint } from "../src/index.js";
import { stepRow } from "./step-row.js";

await once(process.stdin, "data");
try {
  const run = await openRun(process.argv[2] ?? "");
  process.stdout.write("opened\n");
  const start = (await latestCheckpoint(run.directory))?.step ?? 0;
  await truncateMetrics(run, start === 0 ? -1 : start);
  for (let step = start + 1; ; step++) {
    await appendMetrics(run, [stepRow(step)]);
    if (step % 3 === 0) await writeCheckpoint(run, step, new Uint8Array(200_000).fill(step % 256), { step });
    process.stdout.write(`${step}\n`);
  }
} catch (error) {
  process.stdout.write(`${ResonanceError.isInstance(error) ? error.kind : String(error)}\n`);
}
