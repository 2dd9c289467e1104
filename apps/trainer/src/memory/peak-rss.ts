import { readFileSync } from "node:fs";

/** The most memory this process ever held, in bytes. */
export function peakRssBytes(): number {
  try {
    // getrusage would count the parent's memory at the fork, where that was more.
    const [, kibibytes] = /^VmHWM:\s+(\d+) kB$/mu.exec(readFileSync("/proc/self/status", "utf8")) ?? [];
    if (kibibytes !== undefined) return 1024 * Number(kibibytes);
  } catch {
    // Not Linux.
  }
  return 1024 * process.resourceUsage().maxRSS;
}
