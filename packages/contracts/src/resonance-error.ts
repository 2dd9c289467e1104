/**
 * The error that every package but rope-core throws (rope-core, which imports nothing, has `RopeError`
 * of the same shape and family).
 *
 * The message names the function, what it expected, what came and how to go on. `family` and `kind`
 * are plain strings, so `ResonanceError.isInstance` works across installed copies of this package.
 */

import { oneLine } from "./one-line.js";

/**
 * - `invalid-argument`: the caller gave something that can never work (command line: exit code 2);
 * - `invalid-file`: something read from outside is broken or of another version;
 * - `unavailable`: the machine cannot do it now: a full disk, a lock held, a missing library.
 */
export type ErrorKind = "invalid-argument" | "invalid-file" | "unavailable";

export interface ResonanceErrorDetails {
  readonly kind: ErrorKind;
  /** The public function or command that refused. */
  readonly where: string;
  /** What would have been accepted. */
  readonly expected: string;
  /** What came instead, as it came: the message shows it in one line. */
  readonly received: string;
  /** What to type or change. */
  readonly remedy?: string | undefined;
  readonly cause?: unknown;
}

export class ResonanceError extends Error {
  override readonly name: string = "ResonanceError";
  readonly family: string = "@resonance-rope";
  readonly kind: ErrorKind;
  readonly where: string;
  readonly expected: string;
  readonly received: string;
  readonly remedy: string | undefined;

  constructor({ kind, cause, ...words }: ResonanceErrorDetails) {
    const [where, expected, received] = [oneLine(words.where), oneLine(words.expected), oneLine(words.received)];
    const remedy = words.remedy === undefined ? undefined : oneLine(words.remedy);
    super(`${where}: expected ${expected}, got ${received}${remedy === undefined ? "" : `; ${remedy}`}`, {
      cause,
    });
    this.kind = kind;
    this.where = where;
    this.expected = expected;
    this.received = received;
    this.remedy = remedy;
  }

  /** True for this class, for rope-core's `RopeError`, and for both from another installed copy. */
  static isInstance(error: unknown): error is ResonanceError {
    return error instanceof Error && (error as ResonanceError).family === "@resonance-rope";
  }
}
