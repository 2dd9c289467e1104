import type { PassedOver } from "@resonance-rope/tfjs-runtime";
import { warnPassedOver } from "./warn-passed-over.js";

/** On standard error: what a training computes on, and how something faster is had where it is a portable engine. */
export function introduceEngine(engine: string, passedOver: readonly PassedOver[]): void {
  warnPassedOver(passedOver);
  process.stderr.write(`  ${engine}\n`);
  if (passedOver.length === 0 && /^tfjs-backend-(?:wasm|cpu)/u.test(engine))
    process.stderr.write("  native TensorFlow is faster, where it can be had: npx resonance doctor --install\n");
}
