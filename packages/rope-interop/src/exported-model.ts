import type { RopeSpec } from "@resonance-rope/rope-core";
import type { EngineStatement } from "./engines/engine-statement.js";
import type { Finding } from "./findings/finding.js";

/** What an export wrote, and what will become of it. */
export interface ExportedModel {
  /** Paths, the one that engines are given first. */
  readonly written: readonly string[];
  /** Bytes of all of them; a file that is linked to the input's counts whole. */
  readonly writtenBytes: number;
  readonly spec: RopeSpec;
  /** M, in tokens. */
  readonly contextLength: number;
  readonly findings: readonly Finding[];
  readonly engines: readonly EngineStatement[];
}
