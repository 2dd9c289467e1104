/**
 * `npm run bench`: sets the workspace up and measures the packages beside their peers, one after the other, for
 * figures taken at once disturb each other. RESONANCE_PYTHON names a Python with torch and gguf; without it
 * what is measured beside them is measured alone, and says so.
 */
import { installWorkspace, runStep, runTool } from "./run-step.mjs";

const benchmarks = [
  "packages/rope-core/bench/rotary-table.bench.mjs",
  "packages/posgen/bench/generate.bench.mjs",
  "packages/rope-interop/bench/decode-tensors.bench.mjs",
  "packages/llm-eval/bench/run-evaluation.bench.mjs",
  "apps/report-site/bench/build-report.bench.mjs",
  "tooling/benchmarks/soak.mjs",
];

const ready =
  installWorkspace() && runTool("turbo", ["run", "build", "--output-logs=errors-only"], { stdout: "ignore" });
let failed = ready ? 0 : 1;
if (ready) {
  // Where it cannot be had, WebAssembly is measured, and the figures say so.
  runTool("resonance", ["doctor", "--install"]);
  for (const file of benchmarks) {
    process.stdout.write(`\n${file}\n`);
    if (!runStep("node", [file])) failed++;
  }
  process.stdout.write("\nresonance bench\n");
  if (!runTool("resonance", ["bench"])) failed++;
}
process.exitCode = failed > 0 ? 1 : 0;
