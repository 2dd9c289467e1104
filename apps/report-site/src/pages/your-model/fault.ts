/** An error as the page says it: what was expected, what came, what to do. */
import { ResonanceError, messageOf } from "@resonance-rope/contracts";

export interface Fault {
  readonly expected: string | null;
  readonly received: string;
  readonly remedy: string | null;
}

export function faultOf(error: unknown): Fault {
  if (ResonanceError.isInstance(error))
    return { expected: error.expected, received: error.received, remedy: error.remedy ?? null };
  return { expected: null, received: messageOf(error), remedy: null };
}
