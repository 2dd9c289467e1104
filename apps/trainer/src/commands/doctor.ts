import { type Device, type DoctorReport, examineBackends, installNativeTensorFlow } from "@resonance-rope/tfjs-runtime";
import { type Command, Option } from "commander";
import pc from "picocolors";
import { positiveWholeNumber } from "../plan/parse-flags.js";
import { printJson } from "../terminal/print-json.js";
import { warnPassedOver } from "../terminal/warn-passed-over.js";

interface Flags {
  readonly install?: true;
  readonly device?: Device;
  readonly threads?: number;
  readonly json?: true;
}

export function addDoctorCommand(program: Command): void {
  program
    .command("doctor")
    .description("say which engines this machine has, how fast they are, and what to install for more")
    .option("--install", "install native TensorFlow into the user's cache, once: 1 GB, or 5 GB with CUDA")
    .addOption(
      new Option(
        "--device <name>",
        "with --install: for what (default: cuda where there is an NVIDIA card, else cpu)",
      ).choices(["cpu", "cuda"]),
    )
    .option("--threads <n>", "threads to measure with (default: all cores)", positiveWholeNumber)
    .option("--json", "print as JSON")
    .addHelpText("after", "\nExample:\n  resonance doctor --install")
    .action(async ({ install, device, threads, json }: Flags) => {
      const progress = (line: string): boolean => process.stderr.write(`  ${line}\n`);
      if (install === true) await installNativeTensorFlow(progress, device === undefined ? {} : { device });
      const report = await examineBackends(threads === undefined ? {} : { threads });
      warnPassedOver(report.passedOver);
      if (json === true) {
        printJson(report);
        return;
      }
      for (const { name, available, gflops, why } of report.backends) {
        const mark = available ? pc.green("✓") : pc.dim("–");
        const speed = gflops === null ? "" : `${gflops.toFixed(gflops < 10 ? 1 : 0)} GFLOP/s`;
        process.stdout.write(`  ${mark} ${name.padEnd(10)}  ${speed.padStart(12)}  ${why}\n`);
      }
      process.stdout.write(`  NVIDIA card: ${describeCard(report)}\n  commands use ${report.chosen}\n`);
    });
}

function describeCard({ card, backends }: DoctorReport): string {
  if (card === null) return "none";
  const memory = card.memoryMebibytes === null ? "" : `, ${(card.memoryMebibytes / 1024).toFixed(0)} GiB`;
  const used = backends.some(({ available, why }) => available && why.includes("CUDA"));
  const advice = used ? "" : "; not used: it needs driver 525 or later and `resonance doctor --install`";
  return `${card.name}${memory}, driver ${card.driver}${advice}`;
}
