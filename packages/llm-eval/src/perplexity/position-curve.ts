/** Mean loss by position in the window's input, the start token at 0: what a model makes of context, bin by bin. */
import type { EvaluationReport } from "@resonance-rope/contracts";
import { firstScoredPosition } from "./windows.js";

export class PositionCurve {
  readonly #length: number;
  readonly #stride: number | undefined;
  readonly #width: number;
  readonly #nats: Float64Array;
  readonly #tokens: Float64Array;

  constructor(length: number, stride: number | undefined, bins: number) {
    this.#length = length;
    this.#stride = stride;
    this.#width = Math.ceil(length / bins);
    this.#nats = new Float64Array(Math.ceil(length / this.#width));
    this.#tokens = new Float64Array(this.#nats.length);
  }

  /** @param window its number within its document. */
  add(window: number, logProbabilities: readonly number[]): void {
    const first = firstScoredPosition(window, this.#length, this.#stride);
    for (const [index, value] of logProbabilities.entries()) {
      const bin = Math.floor((first + index) / this.#width);
      if (bin >= this.#nats.length) return;
      (this.#nats[bin] as number) -= value;
      (this.#tokens[bin] as number)++;
    }
  }

  /** Bins that hold tokens: positions `from` to `to` - 1. */
  rows(): EvaluationReport["rows"] {
    return Array.from(this.#tokens, (tokens, bin) => {
      const nats = (this.#nats[bin] as number) / tokens;
      const perplexity = Number.isFinite(Math.exp(nats)) ? Math.exp(nats) : null;
      const [from, to] = [bin * this.#width, Math.min(this.#length, (bin + 1) * this.#width)];
      return { row: "positions", length: this.#length, from, to, tokens, nats, perplexity };
    }).filter(({ tokens }) => tokens > 0);
  }
}
