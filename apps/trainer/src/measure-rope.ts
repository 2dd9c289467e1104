/** What rope-core measures of an embedding, once for every command that shows it, and as `--json` prints it. */
import {
  type CriticalPair,
  type RotaryEmbedding,
  createRotaryEmbedding,
  criticalPair,
  featureGap,
  repetitionPeriod,
  type RopeSpec,
} from "@resonance-rope/rope-core";

export interface RopeMeasures {
  readonly embedding: RotaryEmbedding;
  readonly critical: CriticalPair;
  readonly period: bigint | null;
  /** At L' tokens, when it was asked for. */
  readonly tested: { readonly length: number; readonly featureGap: Float64Array } | undefined;
}

/** @param testedLength L' in tokens; undefined: no feature gap. */
export function measureRope(spec: RopeSpec, testedLength: number | undefined): RopeMeasures {
  const embedding = createRotaryEmbedding(spec);
  return {
    embedding,
    critical: criticalPair(embedding),
    period: repetitionPeriod(embedding),
    tested:
      testedLength === undefined
        ? undefined
        : { length: testedLength, featureGap: featureGap(embedding, testedLength) },
  };
}

/** The fields of the command line's contract. */
export function measuresAsJson({ embedding, critical, period, tested }: RopeMeasures): object {
  return {
    angularFrequencies: embedding.angularFrequencies,
    wavelengths: embedding.wavelengthsTokens,
    attentionFactor: embedding.attentionFactor,
    criticalPair: critical.criticalPair,
    preCriticalPairs: critical.preCriticalPairs.length,
    unscaled: {
      criticalPair: critical.unscaled.criticalPair,
      preCriticalPairs: critical.unscaled.preCriticalPairs.length,
    },
    period,
    ...(tested === undefined ? {} : { featureGap: tested.featureGap }),
  };
}
