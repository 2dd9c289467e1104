/** Which process wrote a lock, told apart from a later one that was given the same number. */
import { readFileSync } from "node:fs";
import { hostname } from "node:os";
import { codeOf } from "@resonance-rope/contracts/node";

export interface ProcessIdentity {
  readonly pid: number;
  readonly hostname: string;
  /** Boot and clock tick at which the process started; null where the system does not tell (only Linux does). */
  readonly start: string | null;
}

export function thisProcess(): ProcessIdentity {
  return { pid: process.pid, hostname: hostname(), start: linuxProcess(process.pid)?.start ?? null };
}

/** Whether a process of this host still runs. When in doubt, it does. */
export function isRunning({ pid, start }: ProcessIdentity): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    // Any other error, such as EPERM for another user's process, means that there is one.
    if (codeOf(error) === "ESRCH") return false;
  }
  const found = linuxProcess(pid);
  if (found === null) return true;
  return !found.ended && (start === null || start === found.start);
}

/** What /proc/PID/stat says, or null where there is none. */
function linuxProcess(pid: number): { readonly start: string; readonly ended: boolean } | null {
  if (process.platform !== "linux") return null;
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "latin1");
    const boot = readFileSync("/proc/sys/kernel/random/boot_id", "latin1").trim();
    // Field 2, the program's name, may hold spaces and brackets; field 3 is the state, field 22 the start.
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    const state = fields[0] ?? "";
    // A killed process stays as a zombie (Z) until its parent asks for its exit code.
    return { start: `${boot}:${fields[22 - 3]}`, ended: state === "Z" || state === "X" };
  } catch {
    return null;
  }
}
