/** A folder that gives no number, and why. */
export interface UnusedRun {
  readonly folder: string;
  readonly reason: string;
}
