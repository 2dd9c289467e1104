import { availableParallelism, loadavg } from "node:os";
import { type BackendName, type Precision, backendNames, precisionNames } from "@resonance-rope/contracts";
import { selectBackend } from "@resonance-rope/tfjs-runtime";
import { type Command, Option } from "commander";
import type { BenchReport } from "../bench/bench-report.js";
import { benchTable, titleOf } from "../bench/bench-table.js";
import { compare } from "../bench/compare.js";
import { type SizeName, type SuiteName, comparisonsOf, sizeNames, suiteNames } from "../bench/comparison.js";
import { type ComparisonOutcome, figuresOf, keyOf } from "../bench/figures-of.js";
import { findPythonPeer } from "../bench/python-peer.js";
import { positiveWholeNumber } from "../plan/parse-flags.js";
import { printJson } from "../terminal/print-json.js";
import { warnPassedOver } from "../terminal/warn-passed-over.js";
import { thisMachine } from "../training/describe-machine.js";

interface Flags {
  readonly suite: readonly SuiteName[];
  readonly size: readonly SizeName[];
  readonly precision?: readonly Precision[];
  readonly threads: number;
  readonly pairs?: number;
  readonly backend?: BackendName;
  readonly python?: string;
  readonly json?: true;
}

export function addBenchCommand(program: Command): void {
  program
    .command("bench")
    .description("measure this machine beside PyTorch: training steps, scoring, and growth with the length")
    .addOption(new Option("--suite <names...>", "what to measure").choices(suiteNames).default(["train"]))
    .addOption(new Option("--size <names...>", "the model of a preset").choices(sizeNames).default(["small"]))
    .addOption(
      new Option("--precision <names...>", "of the products (default: in train both, else float32)").choices(
        precisionNames,
      ),
    )
    .option("--threads <n>", "threads of every contender (default: all cores)", positiveWholeNumber)
    .option(
      "--pairs <n>",
      "turns of each contender (default: 15, at size paper 7, without native TensorFlow 3)",
      positiveWholeNumber,
    )
    .addOption(new Option("--backend <name>", "of this project (default: the fastest)").choices(backendNames))
    .option("--python <path>", "a Python that has torch (default: RESONANCE_PYTHON, else python3)")
    .option("--json", "print the figures as JSON")
    .addHelpText("after", "\nExample:\n  resonance bench --precision float32 --pairs 5")
    .action(async ({ json, ...flags }: Flags) => {
      const report = await measure(flags);
      if (json === true) printJson(report);
      else process.stdout.write(`${benchTable(report)}\n`);
    });
}

async function measure(flags: Omit<Flags, "json">): Promise<BenchReport> {
  const { suite: suites, size: sizes, precision: precisions, pairs: turns } = flags;
  const { threads = availableParallelism(), python = process.env["RESONANCE_PYTHON"] ?? "python3" } = flags;
  const [loadBefore = 0] = loadavg();
  const chosen = flags.backend === undefined ? {} : { backend: flags.backend };
  const { name: backend, passedOver } = await selectBackend({ ...chosen, threads });
  warnPassedOver(passedOver);
  const found = findPythonPeer(python);
  const [peer, withoutPeer] = typeof found === "string" ? [null, found] : [found, null];

  const outcomes: ComparisonOutcome[] = [];
  for (const comparison of comparisonsOf({ suites, sizes, precisions, backend, turns })) {
    const title = titleOf(keyOf(comparison));
    const onProgress = (line: string): boolean => process.stderr.write(`  ${title}: ${line}\n`);
    outcomes.push(await compare(comparison, { threads, backend, peer, onProgress }));
  }
  return {
    ...figuresOf(outcomes),
    withoutPeer,
    threads,
    machine: thisMachine(),
    loadBefore,
  };
}
