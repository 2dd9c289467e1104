/** Asks a model what an evaluation wants to know and does not know yet, and says what the answers come to. */
import { type Answer, type AnswerStore, type EvaluationReport, type LanguageModel } from "@resonance-rope/contracts";
import { askModel } from "./ask-model.js";
import { type Clock, systemClock } from "./clock.js";
import type { Evaluation, EvaluationRequest } from "./evaluation.js";
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

  // Each request has a signal of its own: of one signal with many listeners, Node believes that it leaks.
  const inFlight = new Set<AbortController>();
  let stopped: { readonly reason: unknown } | null = null;
  const stop = (reason: unknown): void => {
    // Of several errors, the one that stopped the others.
    stopped ??= { reason };
    for (const request of inFlight) request.abort(stopped.reason);
  };
  const onAbort = (): void => stop(options.signal?.reason);
  options.signal?.addEventListener("abort", onAbort, { once: true });
  if (options.signal?.aborted === true) onAbort();

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
  const answer = async (request: EvaluationRequest): Promise<void> => {
    const own = new AbortController();
    inFlight.add(own);
    try {
      await store.append(await askModel(request, model, { signal: own.signal, clock }));
    } finally {
      inFlight.delete(own);
    }
  };
  const work = async (): Promise<void> => {
    try {
      for await (const request of shared(requests)) {
        if (stopped !== null) return;
        if (store.answered.has(request.item)) continue;
        await answer(request);
        tokensDone += tokensOf(request);
        answersDone += 1;
        report();
      }
    } catch (error) {
      stop(error);
    }
  };
  report();
  if (unanswered > 0) await Promise.all(Array.from({ length: Math.min(concurrency, unanswered) }, work));
  await requests.return();
  options.signal?.removeEventListener("abort", onAbort);
  assertNotStopped(stopped);

  const summary = await evaluation.summarize(only(items, store.read()));
  return {
    version: 1,
    evaluation: evaluation.name,
    model: { name: model.name, fingerprint: model.fingerprint },
    protocol: limit === undefined ? evaluation.protocol : { ...evaluation.protocol, limit },
    ...summary,
  };
}

/** A function, since the compiler does not see that others have set the variable. */
function assertNotStopped(stopped: { readonly reason: unknown } | null): void {
  if (stopped !== null) throw stopped.reason;
}

/** The same generator for many loops: one that ends early does not end it for the others. */
async function* shared<T>(values: AsyncGenerator<T, void>): AsyncGenerator<T, void> {
  for (let next = await values.next(); next.done !== true; next = await values.next()) yield next.value;
}

/** Answers that an earlier start asked for beyond this one's limit stay in the store and out of the report. */
async function* only(items: ReadonlySet<string>, answers: AsyncIterable<Answer>): AsyncGenerator<Answer, void> {
  for await (const answer of answers) if (items.has(answer.item)) yield answer;
}
