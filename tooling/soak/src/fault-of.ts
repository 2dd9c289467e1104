/** Whether a command may end so after what it was put through. */
import type { Ended } from "./start-command.js";
import type { Disturbance } from "./weather.js";

const interrupted = 130;

/** In words; null for an end that is as promised. */
export function faultOf({ code, signal, stderr, hung }: Ended, disturbance: Disturbance | null): string | null {
  if (hung) return "no end in 300 s";
  if (code === 0) return null;
  // Out of memory a process may end in any way; what it leaves on disk is looked at afterwards.
  if (disturbance?.type === "starve") return null;
  if (/^\s+at .+:\d+:\d+\)?$/mu.test(stderr)) return "an error that is not explained";
  switch (disturbance?.type) {
    case "kill":
      return signal === "SIGKILL" || (code === 1 && isExplained(stderr)) ? null : "an end that no kill explains";
    case "terminate":
    case "interrupt":
    case "interrupt-twice":
      return code === interrupted || (code === 1 && isExplained(stderr)) ? null : "an end that no signal explains";
    case "fill-disk":
      return code === 1 && stderr.includes("a full disk") ? null : "an end that no full disk explains";
    case "rival":
      return code === 1 && /process \d+, which is running/u.test(stderr) ? null : "an end that no rival explains";
    case "lose-server":
      return code === 1 && isExplained(stderr) ? null : "an end that no lost server explains";
    default:
      return "not done, and nothing disturbed it";
  }
}

/** By a message of ours, or by a sweep's line of a run that failed. */
const isExplained = (stderr: string): boolean => /^\s+error {2}\S/mu.test(stderr) || /^\s*failed\b/mu.test(stderr);
