/** What one engine does with one written model: a row of the table that comes with each export. */
export interface EngineStatement {
  readonly engine: string;
  /** The version that was run or read. */
  readonly version: string;
  /**
   * - `as-written`: computes the spec to float32;
   * - `differs`: computes something else, which `detail` describes;
   * - `ignored`: computes plain RoPE;
   * - `refused`: does not load it.
   */
  readonly behaviour: "as-written" | "differs" | "ignored" | "refused";
  /** Whether it may be used as it is. */
  readonly supported: boolean;
  /** What differs, or what to mind. Null: nothing. */
  readonly detail: string | null;
  /** The code of the finding that it makes, where it makes one: `attention-factor-dropped`. */
  readonly code: string | null;
  /** The line that starts it, with the paths as written. */
  readonly launch: string;
  /** How it is known: by a test of this project that runs the engine, by its source, or by what it is built on. */
  readonly known: "run" | "read" | "assumed";
  /** The test, or the source and its version. */
  readonly evidence: string;
}
