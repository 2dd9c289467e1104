import { type RunSummary, listFinetunings, listRuns } from "@resonance-rope/run-store";
import type { Command } from "commander";
import { formatPercent, formatShort } from "../../terminal/format-number.js";
import { given } from "../../terminal/given.js";
import { printJson } from "../../terminal/print-json.js";
import { type Column, table } from "../../terminal/table.js";
import { type FinetuningEntry, finetuningEntry } from "../../runs/finetuning-entry.js";
import { type RunEntry, runEntry } from "../../runs/run-entry.js";

interface Flags {
  readonly out: string;
  readonly json?: true;
}

/** The table shows no curve, and to hold ten thousand of them costs more time than to print all the rest. */
type Row = Omit<RunEntry, "accuracyByPosition">;

function rowOf(run: RunSummary): Row {
  const { accuracyByPosition: _, ...row } = runEntry(run);
  return row;
}

const columns: readonly Column<Row>[] = [
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

const finetuningColumns: readonly Column<FinetuningEntry>[] = [
  { title: "fine-tuning", align: "left", cell: ({ runId }) => runId },
  { title: "status", align: "left", cell: ({ status }) => status },
  {
    title: "ppl before",
    align: "right",
    cell: ({ initialPerplexity }) => given(initialPerplexity, (value) => value.toFixed(3)),
  },
  { title: "after", align: "right", cell: ({ perplexity }) => given(perplexity, (value) => value.toFixed(3)) },
  { title: "steps", align: "right", cell: ({ steps }) => given(steps, String) },
  { title: "s/step", align: "right", cell: ({ secondsPerStep }) => given(secondsPerStep, formatShort) },
  { title: "backend", align: "left", cell: ({ backend }) => given(backend, String) },
];

export function addListCommand(runs: Command): void {
  runs
    .command("list")
    .description(
      "every run of a folder: accuracy at trained positions (ID) and beyond (OOD), validation loss in nats; and fine-tunings",
    )
    .option("--out <runs>", "folder of runs", "runs")
    .option("--json", "print as JSON")
    .addHelpText("after", "\nExample:\n  resonance runs list --out runs")
    .action(async ({ out, json }: Flags) => {
      const listing = await listRuns(out, json === true ? runEntry : rowOf);
      const tuned = await listFinetunings(out);
      const failures = [...listing.failures, ...tuned.failures];
      const entries = listing.runs;
      const finetunings = tuned.finetunings.map(finetuningEntry);
      if (json === true) {
        printJson({ runs: entries, finetunings, failures });
        return;
      }
      const lines = [
        ...(entries.length === 0 ? [] : table(columns, entries)),
        ...(entries.length === 0 || finetunings.length === 0 ? [] : [""]),
        ...(finetunings.length === 0 ? [] : table(finetuningColumns, finetunings)),
      ];
      process.stdout.write(`${(lines.length === 0 ? [`  no runs in ${out}`] : lines).join("\n")}\n`);
      for (const { directory, reason } of failures) process.stderr.write(`  no run: ${directory} (${reason})\n`);
    });
}
