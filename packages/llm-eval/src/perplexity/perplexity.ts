/**
 * Perplexity over long documents. Log-probabilities are asked for once, in YaRN's windows, and four numbers are made
 * of them (see `itemOfDocument`): token-weighted, YaRN's, by word and by byte.
 */
import { type LanguageModel, ResonanceError, validate } from "@resonance-rope/contracts";
import * as z from "zod";
import { metricsOfItems } from "../bootstrap/metrics-of-items.js";
import type { Evaluation } from "../evaluation.js";
import { collectWindows } from "./collect-windows.js";
import { type DocumentScore, documentRow, itemOfDocument, scoreDocument } from "./document-score.js";
import { type PerplexityDocument, type Selection, type TokenizedDocument, selectDocuments } from "./documents.js";
import { PositionCurve } from "./position-curve.js";
import { type Window, windows } from "./windows.js";

export interface PerplexityOptions {
  /** Called once for each pass over them; the same documents in the same order every time. */
  readonly documents: () => AsyncIterable<PerplexityDocument> | Iterable<PerplexityDocument>;
  /** Tells these documents from others, for example their files' names and hashes: a part of the protocol. */
  readonly source: string;
  /** Tokens of a window, the start token among them; metrics without a length in their name are of the longest. */
  readonly lengths: readonly number[];
  /** Tokens from window to window, 256 in YaRN. Default: one window a document, YaRN's `--truncate`. */
  readonly stride?: number;
  /** Default 1. */
  readonly minimumTokens?: number;
  /** Default: all documents. */
  readonly samples?: number | null;
  /** Rows of the curve by position, for each length. Default 32. */
  readonly positionBins?: number;
}

const optionsSchema = z.object({
  source: z.string().min(1),
  lengths: z.array(z.int().min(2)).min(1),
  stride: z.int().min(1).optional(),
  minimumTokens: z.int().min(1),
  samples: z.int().min(1).nullable(),
  positionBins: z.int().min(1).max(10_000),
});

export function perplexity(model: LanguageModel, { documents, ...choices }: PerplexityOptions): Evaluation {
  const chosen = validate(
    optionsSchema,
    { minimumTokens: 1, samples: null, positionBins: 32, ...choices },
    { kind: "invalid-argument", where: "perplexity", what: "choice of options" },
  );
  const { stride, positionBins, minimumTokens, samples } = chosen;
  const lengths = [...new Set(chosen.lengths)].toSorted((a, b) => a - b);
  const longest = lengths.at(-1) ?? 0;
  if (longest > model.contextLength) refuseLength(longest, model.contextLength);
  const { startToken } = model;
  const hasStartToken = startToken !== null;
  const windowsOf = (tokens: number, length: number): Window[] => windows(tokens, length, stride, hasStartToken);
  for (const length of lengths) windowsOf(0, length);

  const selection: Selection = { minimumTokens, samples, tokens: stride === undefined ? longest : Infinity };
  const selected = (): AsyncIterable<TokenizedDocument> => selectDocuments(model, documents(), selection);
  return {
    name: "perplexity",
    protocol: { ...chosen, lengths, stride: stride ?? null, startToken: hasStartToken },
    async *requests() {
      for await (const { name, tokens } of selected()) {
        for (const length of lengths) {
          for (const [number, { begin, end, from }] of windowsOf(tokens.length, length).entries()) {
            const input = [...(hasStartToken ? [startToken] : []), ...tokens.slice(begin, end)];
            yield {
              type: "log-probabilities",
              item: `${name}/${length}/${number}`,
              tokens: input,
              from: input.length - (end - from),
            };
          }
        }
      }
    },
    async summarize(answers) {
      const curves = new Map(lengths.map((length) => [length, new PositionCurve(length, stride, positionBins)]));
      const scores = await collectWindows(answers, curves);
      const measured: DocumentScore[] = [];
      for await (const document of selected()) {
        for (const length of lengths) {
          const laid = windowsOf(document.tokens.length, length);
          const score = await scoreDocument(model, document, length, laid, scores);
          if (score !== null) measured.push(score);
        }
      }
      const items = measured.map((score) => itemOfDocument(score, lengths));
      const curveRows = [...curves].flatMap(([length, curve]) =>
        curve.rows(measured.filter((score) => score.length === length).map(({ document }) => document)),
      );
      const rows = [...measured.map(documentRow), ...curveRows];
      return { metrics: metricsOfItems(items), rows, items };
    },
  };
}

function refuseLength(longest: number, contextLength: number): never {
  throw new ResonanceError({
    kind: "invalid-argument",
    where: "perplexity",
    expected: `lengths of at most ${contextLength} tokens, which the model was loaded for`,
    received: String(longest),
    remedy: "load the model with a longer context",
  });
}
