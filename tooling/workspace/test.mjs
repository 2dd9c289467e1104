/**
 * `npm test`: sets everything up and checks everything that needs neither servers nor Python.
 * Every check runs, also after one has failed; the last line counts them.
 */
import { installWorkspace, runStep, runTool } from "./run-step.mjs";

const checks = [
  ["install", installWorkspace],
  ["build", () => runTool("turbo", ["run", "build", "--output-logs=errors-only"])],
  ["lint and format", () => runTool("oxlint", ["--deny-warnings"]) && runTool("oxfmt", ["--check"])],
  ["arrows between packages", () => runStep("node", ["tooling/workspace/check-arrows.mjs"])],
  ["unused code", () => runTool("knip", [])],
  ["types of tests", () => runTool("turbo", ["run", "typecheck", "--output-logs=errors-only"])],
  ["package shapes", () => runTool("turbo", ["run", "check:package", "--output-logs=errors-only"])],
  ["fastest engine", prepareEngine],
  ["tests", () => runTool("turbo", ["run", "test", "--output-logs=new-only", "--concurrency=2", "--continue"])],
  // Last: it takes the whole machine.
  ["soak", () => runStep("node", ["tooling/soak/soak.mjs", "--minutes", "2"])],
];

/** Native TensorFlow where it can be had; the tests that need it say that they were left out where it cannot. */
function prepareEngine() {
  if (!runTool("resonance", ["doctor", "--install", "--device", "cpu"]))
    process.stderr.write("  going on with WebAssembly\n");
  return true;
}

const failed = [];
let passes = 0;
const begin = performance.now();
for (const [name, check] of checks) {
  const start = performance.now();
  const passed = check();
  if (passed) passes += 1;
  else failed.push(name);
  const seconds = ((performance.now() - start) / 1000).toFixed(0);
  process.stdout.write(`  ${passed ? "✓" : "✗"} ${name.padEnd(26)} ${seconds.padStart(4)} s\n`);
  if (!passed && (name === "install" || name === "build")) break;
}
process.stdout.write(`  in ${((performance.now() - begin) / 60_000).toFixed(1)} minutes\n`);
if (failed.length > 0) process.stdout.write(`  failed: ${failed.join(", ")}\n`);
process.stdout.write(`checks: ${passes} passed, ${failed.length} failed\n`);
process.exitCode = failed.length > 0 ? 1 : 0;
