/**
 * An evaluation apart from any model's answers: which requests it makes, and what their answers come to.
 * `runEvaluation` asks a model and keeps the answers; a report can be made again from stored ones alone.
 */
import type { Answer, EvaluationName, EvaluationReport } from "@resonance-rope/contracts";

export type EvaluationRequest =
  | {
      readonly type: "log-probabilities";
      /** Unique within the evaluation, and the same at every start. */
      readonly item: string;
      readonly tokens: readonly number[];
      /** The first token that is scored. */
      readonly from: number;
    }
  | {
      readonly type: "text";
      readonly item: string;
      readonly tokens: readonly number[];
      readonly maxTokens: number;
      readonly temperature: number;
      readonly stop?: readonly string[];
    };

export interface Evaluation {
  readonly name: EvaluationName;
  /** Every choice that decides requests and scores, as plain data. */
  readonly protocol: EvaluationReport["protocol"];
  /** Made one by one as they are needed; the same sequence at every start. */
  requests(): AsyncIterable<EvaluationRequest>;
  /** @param answers in any order; some may be missing, and what is reported counts those that are there. */
  summarize(answers: AsyncIterable<Answer>): Promise<Pick<EvaluationReport, "metrics" | "rows" | "items">>;
}
