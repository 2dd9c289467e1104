/**
 * The document sets of YaRN and of the Resonance RoPE paper, over files that the user has: which column, which
 * documents, which windows. Documents are taken in the order of the data set, tokenized without special tokens.
 */
import { yarnLengths } from "./yarn-lengths.js";

export interface PerplexityPreset {
  /** Where the texts are, in JSON Lines or Parquet. */
  readonly data: string;
  readonly column: string;
  readonly minimumTokens: number;
  readonly samples: number | null;
  readonly lengths: readonly number[];
  /** Undefined: one window a document. */
  readonly stride: number | undefined;
}

export type PerplexityPresetName = "govreport" | "proof-pile" | "pg19" | "govreport-figure-4" | "proof-pile-figure-4";

const govReport = { data: "tau/scrolls, gov_report, test", column: "input" };
const proofPile = { data: "hoskinson-center/proof-pile, test", column: "text" };

/** YaRN's are its eval.sh at commit 995db5b. */
export const perplexityPresets: Readonly<Record<PerplexityPresetName, PerplexityPreset>> = {
  /** Nearly every document is one window. */
  govreport: { ...govReport, minimumTokens: 16_384, samples: 50, lengths: [32_768], stride: 256 },
  "proof-pile": {
    ...proofPile,
    minimumTokens: 131_072,
    samples: 10,
    lengths: yarnLengths(2048, 131_072, 2048),
    stride: undefined,
  },
  /** eval.sh names this set and runs nothing on it: the lengths and the stride are perplexity.py's defaults. */
  pg19: {
    data: "pg19, test",
    column: "text",
    minimumTokens: 1,
    samples: null,
    lengths: yarnLengths(256, 8192),
    stride: 256,
  },
  /**
   * Figure 4 of the Resonance RoPE paper: 50 documents at growing lengths to 32768. It was published as a plot: the
   * lengths are ours, the documents those of eval.sh (for Proof-pile its unused PROOFPILE), the first and not random.
   */
  "govreport-figure-4": {
    ...govReport,
    minimumTokens: 16_384,
    samples: 50,
    lengths: yarnLengths(2048, 32_768),
    stride: 256,
  },
  "proof-pile-figure-4": {
    ...proofPile,
    minimumTokens: 32_768,
    samples: 50,
    lengths: yarnLengths(2048, 32_768),
    stride: 256,
  },
};
