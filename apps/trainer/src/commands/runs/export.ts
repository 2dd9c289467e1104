import { existsSync } from "node:fs";
import { join } from "node:path";
import { ResonanceError, encodingName } from "@resonance-rope/contracts";
import {
  type FinetuningSummary,
  type RunListing,
  type RunSummary,
  isFinetuning,
  listFinetunings,
  listRuns,
  readFinetuning,
  readRun,
} from "@resonance-rope/run-store";
import { type Command, Option } from "commander";
import { type CsvRow, asCsv } from "../../terminal/as-csv.js";
import { printJson } from "../../terminal/print-json.js";
import { flatParameters } from "../../trackers/flat-parameters.js";
import { copyRuns } from "./copy-runs.js";
import { runEntry } from "../../runs/run-entry.js";

interface Flags {
  readonly out: string;
  readonly csv?: true;
  readonly json?: true;
  readonly to?: string;
}

export function addExportCommand(runs: Command): void {
  runs
    .command("export")
    .description(
      "runs for other programs as CSV or JSON, or, with --to, copies of finished ones that are small to keep",
    )
    .argument("[runs...]", "folders of runs, or their names in the folder of runs (default: all of it)")
    .option("--out <runs>", "folder of runs", "runs")
    .addOption(new Option("--csv", "print a row a run; without --to or --json, this").conflicts(["json", "to"]))
    .option("--json", "print the same fields as JSON; with --to, what became of each run")
    .option(
      "--to <folder>",
      "copy record, result and 200 rows of metrics of each finished run into the folder, no checkpoints; what is there already stays",
    )
    .addHelpText(
      "after",
      "\nExamples:\n  resonance runs export --out runs --csv\n  resonance runs export --out runs --to results/table-1/runs",
    )
    .action(async (names: readonly string[], { out, json, to }: Flags) => {
      const { finetunings, ...listing } = await findRuns(names, out);
      if (to !== undefined) {
        const all = [...listing.runs, ...finetunings];
        await copyRuns({ runs: all, failures: listing.failures, named: names.length > 0 }, to, json === true);
      } else if (names.length > 0 && finetunings.length > 0) throw noRow(finetunings.map(({ directory }) => directory));
      else if (json === true) printJson({ runs: listing.runs.map(jsonEntry), failures: listing.failures });
      else process.stdout.write(asCsv(listing.runs.map(csvRow)));
      if (json === true) return;
      for (const { directory, reason } of listing.failures)
        process.stderr.write(`  no run: ${directory} (${reason})\n`);
    });
}

interface Found extends RunListing {
  readonly finetunings: readonly FinetuningSummary[];
}

/** A run that was named and is none is an error; a folder that is none among all of them does not hide the others. */
async function findRuns(names: readonly string[], out: string): Promise<Found> {
  if (names.length === 0) {
    const { runs, failures } = await listRuns(out);
    const tuned = await listFinetunings(out);
    return { runs, finetunings: tuned.finetunings, failures: [...failures, ...tuned.failures] };
  }
  const directories = [...new Set(names.map((name) => (existsSync(name) ? name : join(out, name))))];
  const tuned = new Set(directories.filter(isFinetuning));
  return {
    runs: await Promise.all(directories.filter((directory) => !tuned.has(directory)).map(readRun)),
    finetunings: await Promise.all([...tuned].map(readFinetuning)),
    failures: [],
  };
}

const noRow = (directories: readonly string[]): ResonanceError =>
  new ResonanceError({
    kind: "invalid-argument",
    where: "runs export",
    expected: "runs on a PosGen task, whose fields make a row",
    received: `a fine-tuning, ${directories.join(", ")}`,
    remedy: "add --to, which copies it, or see resonance runs list --json",
  });

const jsonEntry = (run: RunSummary): object => ({
  ...runEntry(run),
  encoding: encodingName(run.record.plan.rope),
  plan: run.record.plan,
});

/** The plan's fields have the path that they have in record.json; lists are one cell, as JSON. */
function csvRow(run: RunSummary): CsvRow {
  const { accuracyByPosition, ...entry } = runEntry(run);
  return {
    ...entry,
    encoding: encodingName(run.record.plan.rope),
    ...Object.fromEntries(flatParameters(run.record.plan).map(([name, value]) => [`plan.${name}`, value])),
    accuracyByPosition: accuracyByPosition === null ? null : JSON.stringify(accuracyByPosition),
  };
}
