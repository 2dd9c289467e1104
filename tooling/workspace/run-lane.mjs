/** Sets the workspace up, builds it, and runs one lane of tooling/lanes. */
import { installWorkspace, runPnpm, runTool } from "./run-step.mjs";

export function runLane(name) {
  const passed =
    installWorkspace() &&
    runTool("turbo", ["run", "build", "--output-logs=errors-only"]) &&
    runPnpm(["--filter", "@resonance-rope/lanes", "run", name]);
  if (!passed) process.exitCode = 1;
}
