import type { PassedOver } from "@resonance-rope/tfjs-runtime";
import { streamColors } from "./stream-colors.js";

/** Says on standard error which faster engines are installed and did not start. */
export function warnPassedOver(passedOver: readonly PassedOver[]): void {
  const { yellow } = streamColors(process.stderr);
  for (const { name, why } of passedOver) process.stderr.write(`  ${yellow(`${name} did not start`)}  ${why}\n`);
}
