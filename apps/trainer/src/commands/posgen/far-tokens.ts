import type { Command } from "commander";
import { formatPercent } from "../../terminal/format-number.js";
import { given } from "../../terminal/given.js";
import { printJson } from "../../terminal/print-json.js";
import { type Column, table } from "../../terminal/table.js";
import { type FarTokenUseOfRun, farTokenUseOfRun, readAskedRun } from "../../training/far-token-use-of-run.js";

interface Flags {
  readonly json?: true;
}

const share = (value: number | null): string => given(value, formatPercent);

const columns: readonly Column<FarTokenUseOfRun>[] = [
  { title: "run", align: "left", cell: ({ runId }) => runId },
  { title: "step", align: "right", cell: ({ step }) => String(step) },
  { title: "ID: rule", align: "right", cell: ({ trained }) => share(trained.rule) },
  { title: "ID: as made", align: "right", cell: ({ trained }) => share(trained.sequence) },
  { title: "OOD: rule", align: "right", cell: ({ longer }) => share(longer.rule) },
  { title: "OOD: as made", align: "right", cell: ({ longer }) => share(longer.sequence) },
];

export function addFarTokensCommand(posgen: Command): void {
  posgen
    .command("far-tokens")
    .description(
      "say whether trained models of chain-of-thought read their far tokens: those of the test sequences are replaced, and predictions either follow the rule with the new ones or the sequence as it was made",
    )
    .argument("<run...>", "folders of runs that have a checkpoint")
    .option("--json", "print as JSON")
    .addHelpText("after", "\nExample:\n  resonance posgen far-tokens runs/chain-of-thought-none-as-scaled-s0-3f9c21ab")
    .action(async (directories: readonly string[], { json }: Flags) => {
      // One that cannot be asked is told before the first is scored.
      const runs = await Promise.all(directories.map(readAskedRun));
      const uses: FarTokenUseOfRun[] = [];
      for (const run of runs) uses.push(await farTokenUseOfRun(run));
      if (json === true) printJson(uses);
      else process.stdout.write(`${table(columns, uses).join("\n")}\n`);
    });
}
