import { examineBackends, installNativeTensorFlow } from "@resonance-rope/tfjs-runtime";
import type { Command } from "commander";
import pc from "picocolors";
import { positiveWholeNumber } from "../plan/parse-flags.js";
import { printJson } from "../terminal/print-json.js";

interface Flags {
  readonly install?: true;
  readonly threads?: number;
  readonly json?: true;
}

export function addDoctorCommand(program: Command): void {
  program
    .command("doctor")
    .description("say which engines this machine has, how fast they are, and what to install for more")
    .option("--install", "install native TensorFlow into the user's cache (about 600 MB, once)")
    .option("--threads <n>", "threads to measure with (default: all cores)", positiveWholeNumber)
    .option("--json", "print as JSON")
    .addHelpText("after", "\nExample:\n  resonance doctor --install")
    .action(async ({ install, threads, json }: Flags) => {
      if (install === true) await installNativeTensorFlow((line) => process.stderr.write(`  ${line}\n`));
      const report = await examineBackends(threads === undefined ? {} : { threads });
      if (json === true) {
        printJson(report);
        return;
      }
      for (const { name, available, gflops, why } of report.backends) {
        const mark = available ? pc.green("✓") : pc.dim("–");
        const speed = gflops === null ? "" : `${gflops.toFixed(gflops < 10 ? 1 : 0)} GFLOP/s`;
        process.stdout.write(`  ${mark} ${name.padEnd(10)}  ${speed.padStart(12)}  ${why}\n`);
      }
      process.stdout.write(`  commands use ${report.chosen}\n`);
    });
}
