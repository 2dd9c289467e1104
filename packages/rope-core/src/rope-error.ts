/**
 * The error that every function of this package throws on bad input.
 *
 * The message names the function, what it expected, what came and how to go on:
 * `rotaryTable: expected length to be a whole number from 0, got -1`.
 * `family` and `kind` are plain strings, so `RopeError.isInstance` works across installed copies of
 * the package, and `ResonanceError.isInstance` of `@resonance-rope/contracts` recognises it too.
 */

export interface RopeErrorDetails {
  /** The public function that refused its input. */
  readonly where: string;
  /** What would have been accepted. */
  readonly expected: string;
  /** What came instead, short enough for one line. */
  readonly received: string;
  /** What to type or change. */
  readonly remedy?: string;
}

export class RopeError extends Error {
  override readonly name: string = "RopeError";
  readonly family: string = "@resonance-rope";
  readonly kind: string = "invalid-argument";
  declare readonly where: string;
  declare readonly expected: string;
  declare readonly received: string;
  declare readonly remedy: string | undefined;

  constructor(details: RopeErrorDetails) {
    const { where, expected, received, remedy } = details;
    super(`${where}: expected ${expected}, got ${received}${remedy === undefined ? "" : `; ${remedy}`}`);
    Object.assign(this, details);
  }

  static isInstance(error: unknown): error is RopeError {
    return error instanceof Error && error.name === "RopeError" && (error as RopeError).family === "@resonance-rope";
  }
}
