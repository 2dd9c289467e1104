import { listRuns } from "@resonance-rope/run-store";
import type { Command } from "commander";
import { formatPercent, formatShort } from "../../terminal/format-number.js";
import { printJson } from "../../terminal/print-json.js";
import { type Column, table } from "../../terminal/table.js";
import { type RunEntry, runEntry } from "./run-entry.js";

interface Flags {
  readonly out: string;
  readonly json?: true;
}

const given = <T>(value: T | null, format: (value: T) => string): string => (value === null ? "–" : format(value));

const columns: readonly Column<RunEntry>[] = [
  { title: "run", align: "left", cell: ({ runId }) => runId },
  { title: "status", align: "left", cell: ({ status }) => status },
  { title: "ID", align: "right", cell: ({ idAccuracy }) => given(idAccuracy, formatPercent) },
  { title: "OOD", align: "right", cell: ({ oodAccuracy }) => given(oodAccuracy, formatPercent) },
  {
    title: "loss",
    align: "right",
    cell: ({ validationLoss }) => given(validationLoss, (loss) => loss.toFixed(4)),
  },
  { title: "steps", align: "right", cell: ({ steps }) => given(steps, String) },
  { title: "s/step", align: "right", cell: ({ secondsPerStep }) => given(secondsPerStep, formatShort) },
  { title: "backend", align: "left", cell: ({ backend }) => given(backend, String) },
];

export function addListCommand(runs: Command): void {
  runs
    .command("list")
    .description("every run of a folder: accuracy at trained positions (ID) and beyond (OOD), validation loss in nats")
    .option("--out <runs>", "folder of runs", "runs")
    .option("--json", "print as JSON")
    .addHelpText("after", "\nExample:\n  resonance runs list --out runs")
    .action(async ({ out, json }: Flags) => {
      const listing = await listRuns(out);
      const { failures } = listing;
      const entries = listing.runs.map(runEntry);
      if (json === true) {
        printJson({ runs: entries, failures });
        return;
      }
      const lines = entries.length === 0 ? [`  no runs in ${out}`] : table(columns, entries);
      process.stdout.write(`${lines.join("\n")}\n`);
      for (const { directory, reason } of failures) process.stderr.write(`  no run: ${directory} (${reason})\n`);
    });
}
