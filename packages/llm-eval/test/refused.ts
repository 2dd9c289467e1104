import { ResonanceError } from "@resonance-rope/contracts";

/** The error of this project with which the action refuses; any other, or none, fails the test. */
export function refused(action: () => unknown): ResonanceError {
  try {
    action();
  } catch (error) {
    if (ResonanceError.isInstance(error)) return error;
    throw error;
  }
  throw new Error("nothing was refused");
}
