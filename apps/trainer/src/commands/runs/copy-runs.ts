/** Copies the finished runs of a listing, one after the other, and says what became of each. */
import { type FinetuningSummary, type RunListing, type RunSummary, makeFolder } from "@resonance-rope/run-store";
import { explainError } from "../../terminal/explain-error.js";
import { formatCount } from "../../terminal/format-number.js";
import { printJson } from "../../terminal/print-json.js";
import { copyRun } from "./copy-run.js";

interface Wanted extends Pick<RunListing, "failures"> {
  readonly runs: readonly (RunSummary | FinetuningSummary)[];
  /** Whether each run was asked for by name: then one that is not done yet is a failure. */
  readonly named: boolean;
}

interface Copied {
  readonly runId: string;
  readonly outcome: "copied" | "unchanged" | "unfinished" | "failed";
}

export async function copyRuns({ runs, failures, named }: Wanted, folder: string, json: boolean): Promise<void> {
  await makeFolder(folder, "runs export");
  const copies: Copied[] = [];
  for (const { directory, record, result } of runs) {
    const outcome = result === null ? "unfinished" : await copyOrExplain(directory, folder);
    if (outcome === "unfinished") process.stderr.write(`  not done yet, left out: ${directory}\n`);
    copies.push({ runId: record.runId, outcome });
  }
  const count = (wanted: Copied["outcome"]): number => copies.filter(({ outcome }) => outcome === wanted).length;
  if (count("failed") > 0 || (named && count("unfinished") > 0)) process.exitCode = 1;
  if (json) printJson({ directory: folder, runs: copies, failures });
  else
    process.stdout.write(
      `  ${folder}: ${formatCount(count("copied"), "run")} copied, ${count("unchanged")} there before, ${count("unfinished")} not done yet, ${count("failed")} failed\n`,
    );
}

/** One bad run does not keep the others. */
async function copyOrExplain(directory: string, folder: string): Promise<"copied" | "unchanged" | "failed"> {
  try {
    return await copyRun(directory, folder);
  } catch (error) {
    process.stderr.write(explainError(error));
    return "failed";
  }
}
