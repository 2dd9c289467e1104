/** Measures a plan in a process of its own: an engine keeps the threads that it was loaded with. */
import { fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { TrainingPlan } from "@resonance-rope/contracts";
import type { Measurement } from "./measuring-worker.js";

/** Null where the plan cannot be trained here: its run will say why. */
export async function measureInProcess(plan: TrainingPlan, signal: AbortSignal): Promise<Measurement | null> {
  const child = fork(fileURLToPath(new URL("./measuring-worker.js", import.meta.url)), {
    stdio: ["ignore", "ignore", "ignore", "ipc"],
    signal,
  });
  const measurement = new Promise<Measurement | null>((resolve) => {
    child.on("message", (found: Measurement) => resolve(found));
    for (const end of ["exit", "error"]) child.on(end, () => resolve(null));
  });
  child.send(plan);
  const found = await measurement;
  // Without its channel it ends by itself; the next one is to have the machine alone.
  if (child.connected) child.disconnect();
  if (child.exitCode === null && child.signalCode === null) await new Promise((resolve) => child.once("exit", resolve));
  return found;
}
