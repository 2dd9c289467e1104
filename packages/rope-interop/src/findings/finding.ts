/** One thing about a model's position encoding that its user should know. */
export interface Finding {
  /** `error`: some engine refuses or computes something else; `warning`: it may; `note`: worth knowing. */
  readonly level: "error" | "warning" | "note";
  /** Stable, in kebab-case: `scaled-twice`. */
  readonly code: string;
  /** What follows from it, and what to do, in whole sentences. */
  readonly message: string;
}
