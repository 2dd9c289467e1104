/** What is known of one engine: enough to say what it does with a model that was written. */
import type { EngineStatement } from "./engine-statement.js";
import type { WrittenModel } from "./written-model.js";

/** What an engine makes of a model, before anyone names the engine. */
export type Outcome = Pick<EngineStatement, "behaviour" | "detail" | "code">;

export interface Engine {
  readonly engine: string;
  readonly version: string;
  readonly format: WrittenModel["format"];
  readonly known: EngineStatement["known"];
  readonly evidence: string;
  outcome(model: WrittenModel): Outcome;
  launch(model: WrittenModel): string;
}
