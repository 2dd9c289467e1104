/** Measures a plan in a process of its own: an engine keeps the threads that it was loaded with. */
import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import type { TrainingPlan } from "@resonance-rope/contracts";
import type { Measurement } from "./measuring-worker.js";

/** Null where the plan cannot be trained here: its run will say why. */
export async function measureInProcess(plan: TrainingPlan, signal: AbortSignal): Promise<Measurement | null> {
  const child = fork(fileURLToPath(new URL("./measuring-worker.js", import.meta.url)), {
    stdio: ["ignore", "ignore", "ignore", "ipc"],
    signal,
  });
  child.on("error", () => undefined);
  child.send(plan);
  const ended = once(child, "exit").then(() => null);
  const [measurement] = (await Promise.race([once(child, "message"), ended])) ?? [null];
  if (child.connected) child.disconnect();
  await ended;
  return measurement as Measurement | null;
}
