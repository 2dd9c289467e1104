/** What one document at one length comes to, and what it adds to each metric. */
import type { EvaluationItem, EvaluationReport, LanguageModel } from "@resonance-rope/contracts";
import { metricValue } from "../bootstrap/metric-value.js";
import { refuseAnswer } from "../collect-texts.js";
import type { WindowScore } from "./collect-windows.js";
import type { TokenizedDocument } from "./documents.js";
import { type TextSize, textSize } from "./text-size.js";
import type { Window } from "./windows.js";

/** With the size of the scored text. */
export interface DocumentScore extends TextSize {
  readonly document: string;
  readonly length: number;
  readonly windows: number;
  /** Scored ones, and the loss over them. */
  readonly tokens: number;
  readonly nats: number;
  /** The sum over windows of each window's mean loss. */
  readonly windowMeans: number;
}

/** Null while the answer to one of its windows is missing, or where no token is scored. */
export async function scoreDocument(
  model: LanguageModel,
  { name, text, tokens }: TokenizedDocument,
  length: number,
  laid: readonly Window[],
  scores: ReadonlyMap<string, WindowScore>,
): Promise<DocumentScore | null> {
  const sums = { tokens: 0, nats: 0, windowMeans: 0 };
  for (const [number, { from, end }] of laid.entries()) {
    const item = `${name}/${length}/${number}`;
    const score = scores.get(item);
    if (score === undefined) return null;
    if (score.tokens !== end - from) refuseAnswer(item, `${end - from} log-probabilities`, String(score.tokens));
    sums.tokens += score.tokens;
    sums.nats += score.nats;
    sums.windowMeans += score.nats / score.tokens;
  }
  const first = laid[0]?.from;
  const end = laid.at(-1)?.end;
  if (first === undefined || end === undefined) return null;
  // After a start token a window scores one token less than were asked for: if it scores all, the text has no more.
  const everything = first === 0 && end === tokens.length;
  const scored = everything ? text : await model.detokenize(tokens.slice(first, end));
  return { document: name, length, windows: laid.length, ...sums, ...textSize(scored) };
}

/**
 * - `perplexity`: exp(nats / tokens) over all documents, each token counting the same;
 * - `yarnPerplexity`: exp of the mean over all windows of their mean losses, as YaRN's evaluation prints it;
 * - `wordPerplexity`: exp(nats / words), and `bitsPerByte`: bits / bytes, which do not depend on the tokenizer.
 *
 * Of several lengths each has its own, `perplexity@2048`, and those of the longest stand without it too.
 */
export function itemOfDocument(score: DocumentScore, lengths: readonly number[]): EvaluationItem {
  const { document, length } = score;
  const names = lengths.length > 1 ? [`@${length}`] : [];
  if (length === lengths.at(-1)) names.unshift("");
  const values = names.flatMap((suffix) =>
    Object.entries(ratios(score))
      .filter(([, [, weight]]) => weight > 0)
      .map(([name, ratio]) => [`${name}${suffix}`, ratio] as const),
  );
  return { item: `${document}/${length}`, values: Object.fromEntries(values) };
}

export function documentRow(score: DocumentScore): EvaluationReport["rows"][number] {
  const { windowMeans: _, ...row } = score;
  const values = Object.entries(ratios(score)).map(([name, [sum, weight]]) => {
    const value = metricValue(name, sum / weight);
    return [name, Number.isFinite(value) ? value : null] as const;
  });
  return { row: "document", ...row, ...Object.fromEntries(values) };
}

function ratios({ nats, tokens, windowMeans, windows, words, bytes }: DocumentScore) {
  return {
    perplexity: [nats, tokens],
    yarnPerplexity: [windowMeans, windows],
    wordPerplexity: [nats, words],
    bitsPerByte: [nats / Math.LN2, bytes],
  } as const;
}
