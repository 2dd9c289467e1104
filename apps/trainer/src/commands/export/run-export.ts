/** An export in front of a user: progress, Ctrl-C that leaves nothing behind, and what was written as JSON or words. */
import type { ExportedModel } from "@resonance-rope/rope-interop";
import { copyProgress } from "../../terminal/copy-progress.js";
import { describeExport } from "../../terminal/describe-export.js";
import { printJson } from "../../terminal/print-json.js";
import { interrupted, stopOnSignals } from "../../terminal/stop-on-signals.js";
import { streamColors } from "../../terminal/stream-colors.js";

export interface Writing {
  readonly signal: AbortSignal;
  readonly onProgress: (writtenBytes: number, totalBytes: number) => void;
}

export async function runExport(
  write: (writing: Writing) => Promise<ExportedModel>,
  { json }: { readonly json: boolean },
): Promise<void> {
  const { signal, release } = stopOnSignals("stopping");
  const progress = copyProgress(process.stderr, () => performance.now());
  try {
    const exported = await write({ signal, onProgress: progress.update });
    progress.close();
    if (json) printJson(exported);
    else process.stdout.write(`${describeExport(exported, streamColors(process.stdout)).join("\n")}\n`);
  } catch (error) {
    progress.close();
    if (!signal.aborted) throw error;
    process.exitCode = interrupted;
    process.stderr.write("  stopped; nothing was written\n");
  } finally {
    release();
  }
}
