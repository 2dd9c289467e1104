import type { Finding } from "./finding.js";

const order: readonly Finding["level"][] = ["error", "warning", "note"];

/** Errors, then warnings, then notes; within one level as they were found. */
export function errorsFirst(findings: readonly Finding[]): Finding[] {
  return findings.toSorted((a, b) => order.indexOf(a.level) - order.indexOf(b.level));
}
