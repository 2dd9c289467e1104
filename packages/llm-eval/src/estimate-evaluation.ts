/** What an evaluation would take, at a given rate or at that of its first request, which is asked and not kept. */
import type { LanguageModel } from "@resonance-rope/contracts";
import { askModel } from "./ask-model.js";
import { type Clock, systemClock } from "./clock.js";
import type { Evaluation } from "./evaluation.js";
import { type SurveyOptions, firstRequests, surveyEvaluation, tokensOf } from "./survey-evaluation.js";

export interface EvaluationEstimate {
  readonly items: number;
  readonly unanswered: number;
  /** Of unanswered items: prompts, and answers at their longest. */
  readonly tokens: number;
  /** Of one request at a time. */
  readonly tokensPerSecond: number;
  readonly seconds: number;
}

export interface EstimateOptions extends SurveyOptions {
  readonly tokensPerSecond?: number;
  readonly clock?: Clock;
}

export async function estimateEvaluation(
  evaluation: Evaluation,
  model: LanguageModel,
  answered: ReadonlySet<string>,
  { clock = systemClock, ...options }: EstimateOptions = {},
): Promise<EvaluationEstimate> {
  const { items, unanswered, unansweredTokens: tokens } = await surveyEvaluation(evaluation, model, answered, options);
  const tokensPerSecond = options.tokensPerSecond ?? (await firstRate());
  return {
    items: items.size,
    unanswered,
    tokens,
    tokensPerSecond,
    seconds: tokens === 0 ? 0 : tokens / tokensPerSecond,
  };

  async function firstRate(): Promise<number> {
    const { signal = new AbortController().signal } = options;
    for await (const request of firstRequests(evaluation, options.limit)) {
      if (answered.has(request.item)) continue;
      const { seconds } = await askModel(request, model, { signal, clock });
      return tokensOf(request) / Math.max(seconds, 1e-6);
    }
    return 0;
  }
}
