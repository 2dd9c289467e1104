/** Asks a model what an evaluation wants to know and does not know yet, and says what the answers come to. */
import { type Answer, type AnswerStore, type EvaluationReport, type LanguageModel } from "@resonance-rope/contracts";
import { askModel } from "./ask-model.js";
import { type Clock, systemClock } from "./clock.js";
import type { Evaluation } from "./evaluation.js";
import { firstRequests, surveyEvaluation, tokensOf } from "./survey-evaluation.js";

export interface RunEvaluationOptions {
  readonly signal?: AbortSignal;
  /** Requests in flight at once. Default: what the model says is worth having. */
  readonly concurrency?: number;
  /** Only the first so many items; the report's protocol then says so. */
  readonly limit?: number;
  readonly onProgress?: (progress: EvaluationProgress) => void;
  readonly clock?: Clock;
}

export interface EvaluationProgress {
  /** Items that have their answer, earlier starts' included. */
  readonly answered: number;
  readonly items: number;
  /** Prompts and longest answers, of this start alone. */
  readonly tokensPerSecond: number;
  /** At that rate. */
  readonly secondsLeft: number;
}

/**
 * Each answer is in the store before the next is asked for by the same worker, so a start that is stopped, by the
 * signal, an error or a kill, is gone on with by another. Answers come in any order; the report does not depend on it.
 */
export async function runEvaluation(
  evaluation: Evaluation,
  model: LanguageModel,
  store: AnswerStore,
  { concurrency = model.capabilities.concurrency, clock = systemClock, ...options }: RunEvaluationOptions = {},
): Promise<EvaluationReport> {
  const { limit, onProgress } = options;
  const { items, unanswered, unansweredTokens } = await surveyEvaluation(evaluation, model, store.answered, options);

  const failed = new AbortController();
  const signal = AbortSignal.any([failed.signal, ...(options.signal === undefined ? [] : [options.signal])]);
  const start = clock.now();
  let tokensDone = 0;
  let answersDone = 0;
  const report = (): void => {
    const tokensPerSecond = tokensDone / Math.max(1e-3, (clock.now() - start) / 1000);
    onProgress?.({
      answered: items.size - unanswered + answersDone,
      items: items.size,
      tokensPerSecond,
      secondsLeft: tokensDone === 0 ? Infinity : (unansweredTokens - tokensDone) / tokensPerSecond,
    });
  };

  const requests = firstRequests(evaluation, limit);
  const work = async (): Promise<void> => {
    try {
      for await (const request of shared(requests)) {
        if (store.answered.has(request.item)) continue;
        signal.throwIfAborted();
        await store.append(await askModel(request, model, { signal, clock }));
        tokensDone += tokensOf(request);
        answersDone += 1;
        report();
      }
    } catch (error) {
      failed.abort(error);
      throw error;
    }
  };
  report();
  if (unanswered > 0) {
    const workers = await Promise.allSettled(Array.from({ length: Math.min(concurrency, unanswered) }, work));
    await requests.return();
    // Of several errors, the one that stopped the others.
    if (workers.some(({ status }) => status === "rejected")) throw signal.reason;
  }

  const summary = await evaluation.summarize(only(items, store.read()));
  return {
    version: 1,
    evaluation: evaluation.name,
    model: { name: model.name, fingerprint: model.fingerprint },
    protocol: limit === undefined ? evaluation.protocol : { ...evaluation.protocol, limit },
    ...summary,
  };
}

/** The same generator for many loops: one that ends early does not end it for the others. */
async function* shared<T>(values: AsyncGenerator<T, void>): AsyncGenerator<T, void> {
  for (let next = await values.next(); next.done !== true; next = await values.next()) yield next.value;
}

/** Answers that an earlier start asked for beyond this one's limit stay in the store and out of the report. */
async function* only(items: ReadonlySet<string>, answers: AsyncIterable<Answer>): AsyncGenerator<Answer, void> {
  for await (const answer of answers) if (items.has(answer.item)) yield answer;
}
