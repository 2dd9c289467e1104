import type { RopeSpec } from "@resonance-rope/rope-core";
import type { EngineStatement } from "./engines/engine-statement.js";
import type { Finding } from "./findings/finding.js";

/** A model with a new encoding as it reads back, and what will become of it. */
export interface EncodedModel {
  readonly spec: RopeSpec;
  /** M, in tokens. */
  readonly contextLength: number;
  readonly findings: readonly Finding[];
  readonly engines: readonly EngineStatement[];
}
