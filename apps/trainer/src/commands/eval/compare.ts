import { readReport } from "@resonance-rope/run-store";
import type { Command } from "commander";
import { compareInThread } from "../../evaluation/compare-in-thread.js";
import { describeComparison } from "../../terminal/describe-report.js";
import { printJson } from "../../terminal/print-json.js";
import { shareProgress } from "../../terminal/share-progress.js";
import { interrupted, stopOnSignals } from "../../terminal/stop-on-signals.js";

export function addCompareCommand(evaluations: Command): void {
  evaluations
    .command("compare")
    .description("what the second of two evaluations does better, by how much, and how sure that is")
    .argument("<first>", "folder of an evaluation, or its report.json")
    .argument("<second>", "another model's, of the same protocol")
    .option("--json", "print as JSON")
    .addHelpText(
      "after",
      "\nExample:\n  resonance eval compare runs/eval-passkey-plain-3f9c21ab runs/eval-passkey-resonance-7f3e9b01",
    )
    .action(async (firstPath: string, secondPath: string, { json }: { readonly json?: true }) => {
      const first = await readReport(firstPath);
      const second = await readReport(secondPath);
      const { signal, release } = stopOnSignals("stopping");
      const progress = shareProgress(process.stderr, () => performance.now(), "resampling");
      try {
        const comparison = await compareInThread({ first, second }, { signal, onProgress: progress.update });
        progress.close();
        if (json === true) printJson(comparison);
        else process.stdout.write(`${describeComparison(comparison).join("\n")}\n`);
      } catch (error) {
        if (!signal.aborted) throw error;
        process.exitCode = interrupted;
      } finally {
        progress.close();
        release();
      }
    });
}
