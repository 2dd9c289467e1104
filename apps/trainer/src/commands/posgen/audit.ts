import { audit } from "@resonance-rope/posgen";
import type { Command } from "commander";
import { taskFromFlags } from "../../plan/training-flags.js";
import { describeAudit } from "../../terminal/describe-audit.js";
import { printJson } from "../../terminal/print-json.js";
import { type DatasetFlags, addDatasetFlags, datasetOptionsFromFlags } from "./dataset-flags.js";

interface Flags extends DatasetFlags {
  readonly json?: true;
}

export function addAuditCommand(posgen: Command): void {
  addDatasetFlags(posgen.command("audit"))
    .description("say how much of a task a model can score without its rule, and how much of the test training holds")
    .option("--json", "print as JSON")
    .addHelpText("after", "\nExample:\n  resonance posgen audit --task semi-recursive")
    .action((flags: Flags) => {
      const task = taskFromFlags(flags);
      const options = datasetOptionsFromFlags(flags);
      const report = audit(task, options);
      if (flags.json === true) printJson(report);
      else process.stdout.write(`${describeAudit(report, task, options).join("\n")}\n`);
    });
}
