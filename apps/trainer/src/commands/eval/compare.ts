import { compareReports } from "@resonance-rope/llm-eval";
import { readReport } from "@resonance-rope/run-store";
import type { Command } from "commander";
import { describeComparison } from "../../terminal/describe-report.js";
import { printJson } from "../../terminal/print-json.js";

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
    .action(async (first: string, second: string, { json }: { readonly json?: true }) => {
      const comparison = compareReports(await readReport(first), await readReport(second));
      if (json === true) printJson(comparison);
      else process.stdout.write(`${describeComparison(comparison).join("\n")}\n`);
    });
}
