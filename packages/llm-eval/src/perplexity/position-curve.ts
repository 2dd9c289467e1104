/** Loss by position in the window's input, the start token at 0: what a model makes of context, bin by bin. */
import { type EvaluationReport, randomSource } from "@resonance-rope/contracts";
import { ratioOfSums } from "../bootstrap/metric-columns.js";
import { metricValue } from "../bootstrap/metric-value.js";
import { percentileInterval } from "../bootstrap/percentile-interval.js";
import { resampleRatios } from "../bootstrap/resample-ratios.js";
import { firstScoredPosition } from "./windows.js";

interface DocumentBins {
  readonly nats: Float64Array;
  readonly tokens: Float64Array;
}

/** For each bin, of which there are dozens: a tenth of what a metric takes. */
const resamples = 1000;

export class PositionCurve {
  readonly #length: number;
  readonly #stride: number | undefined;
  readonly #width: number;
  readonly #bins: number;
  readonly #documents = new Map<string, DocumentBins>();

  constructor(length: number, stride: number | undefined, bins: number) {
    this.#length = length;
    this.#stride = stride;
    this.#width = Math.ceil(length / bins);
    this.#bins = Math.ceil(length / this.#width);
  }

  /** @param window its number within its document. */
  add(document: string, window: number, logProbabilities: readonly number[]): void {
    const { nats, tokens } = this.#binsOf(document);
    const first = firstScoredPosition(window, this.#length, this.#stride);
    for (const [index, value] of logProbabilities.entries()) {
      const bin = Math.floor((first + index) / this.#width);
      if (bin >= this.#bins) return;
      (nats[bin] as number) -= value;
      (tokens[bin] as number)++;
    }
  }

  /**
   * Bins that hold tokens of these documents: positions `from` to `to` - 1, the mean loss over their tokens, and the
   * perplexity with its bootstrap interval over the documents.
   */
  rows(documents: readonly string[]): EvaluationReport["rows"] {
    const random = randomSource(0).fork("position curve");
    return Array.from({ length: this.#bins }, (_, bin) => {
      const held = documents.map((document) => this.#binsOf(document)).filter(({ tokens }) => tokens[bin] !== 0);
      if (held.length === 0) return [];
      const column = {
        sums: Float64Array.from(held, ({ nats }) => nats[bin] as number),
        weights: Float64Array.from(held, ({ tokens }) => tokens[bin] as number),
      };
      const nats = ratioOfSums(column);
      const tokens = column.weights.reduce((sum, weight) => sum + weight, 0);
      const [ratios = new Float64Array()] = resampleRatios([column], { resamples, random });
      // One document says nothing of the spread.
      const [low, high] = held.length < 2 ? [NaN, NaN] : percentileInterval(ratios);
      const [from, to] = [bin * this.#width, Math.min(this.#length, (bin + 1) * this.#width)];
      const values = { perplexity: perplexityOf(nats), low: perplexityOf(low), high: perplexityOf(high) };
      return [{ row: "positions", length: this.#length, from, to, tokens, nats, ...values }];
    }).flat();
  }

  #binsOf(document: string): DocumentBins {
    const found = this.#documents.get(document);
    if (found !== undefined) return found;
    const made = { nats: new Float64Array(this.#bins), tokens: new Float64Array(this.#bins) };
    this.#documents.set(document, made);
    return made;
  }
}

/** Null where there is none, or where no number holds it. */
function perplexityOf(nats: number): number | null {
  const value = metricValue("perplexity", nats);
  return Number.isFinite(value) ? value : null;
}
