/**
 * `npm run demo`: from a fresh clone to a comparison and its report. Sets the workspace up, prepares the
 * fastest engine, trains, and writes the report. `npm run demo -- --all` compares YaRN too.
 */
import { join } from "node:path";
import { installWorkspace, root, runTool } from "./run-step.mjs";

const runs = join(root, "report", "runs");
const report = join(root, "report");
/** What the project measured itself, shown after the demo's own runs. */
const results = [join(root, "results", "table-1", "runs"), join(root, "results", "smollm2")];

process.stdout.write(
  "  resonance-rope · demo: does rounding wavelengths help a transformer past its trained length?\n\n",
);

const ready = step(
  "workspace installed and built",
  () => installWorkspace() && runTool("turbo", ["run", "build", "--output-logs=errors-only"], { stdout: "ignore" }),
);
if (ready) {
  const native = step("native TensorFlow ready", () =>
    runTool("resonance", ["doctor", "--install", "--device", "cpu"], { stdout: "ignore" }),
  );
  if (!native)
    process.stdout.write("    going on with WebAssembly, about 10x slower; `npx resonance doctor` explains\n");
  const compared = runTool("resonance", ["demo", "--out", runs, ...process.argv.slice(2)]);
  if (
    compared &&
    runTool("resonance-report", ["build", "--runs", runs, ...results, "--out", report, "--json"], { stdout: "ignore" })
  ) {
    process.stdout.write(`
  report  ${join("report", "index.html")}  (open it: your runs beside the reproduction in results/, and things to try)
  next    npx resonance rope --head-dim 128 --trained-length 4096 --resonance    see a position encoding
          npx resonance train --help
`);
  } else process.exitCode = 1;
} else process.exitCode = 1;

/** Runs a step and says how long it took; true if it went well. */
function step(name, run) {
  const start = performance.now();
  const passed = run();
  const seconds = ((performance.now() - start) / 1000).toFixed(0);
  process.stdout.write(`  ${passed ? "✓" : "✗"} ${name.padEnd(60)} ${seconds.padStart(4)} s\n`);
  return passed;
}
