/** All pairs of a head under RoPE and YaRN, with and without Resonance: their wavelengths and how new later positions are. */
import { encodingName } from "@resonance-rope/contracts";
import {
  type RopeSpec,
  type ScalingWithDefaults,
  createRotaryEmbedding,
  criticalPair,
  featureGap,
  withRopeDefaults,
} from "@resonance-rope/rope-core";
import { type EncodingStyle, encodingStyle } from "../../palette.js";

export interface HeadShape {
  /** D: D / 2 pairs. */
  readonly headDimension: number;
  readonly base: number;
  /** L in tokens. */
  readonly trainedLength: number;
  /** s: YaRN's factor, and the tested length in trained lengths. */
  readonly factor: number;
}

export interface PairOfHead {
  readonly wavelengthTokens: number;
  /** Largest distance of a new position's rotation to a seen one: 0 to 2. */
  readonly gap: number;
  /** Turned fully within the trained length. */
  readonly preCritical: boolean;
}

export interface HeadEncoding {
  readonly name: string;
  readonly spec: RopeSpec;
  readonly style: EncodingStyle;
  readonly pairs: readonly PairOfHead[];
  /** The first pair, counted from 0, that did not turn fully; as many as there are pairs when all did. */
  readonly criticalPair: number;
}

export function headEncodings(head: HeadShape): readonly HeadEncoding[] {
  const scalings: readonly ScalingWithDefaults[] = [{ type: "none" }, { type: "yarn", factor: head.factor }];
  return scalings.flatMap((scaling) =>
    (["as-scaled", "nearest-integer"] as const).map((wavelengths) => {
      const { headDimension, base, trainedLength } = head;
      return encoding(withRopeDefaults({ headDimension, base, trainedLength, scaling, wavelengths }), head.factor);
    }),
  );
}

function encoding(spec: RopeSpec, factor: number): HeadEncoding {
  const embedding = createRotaryEmbedding(spec);
  const { criticalPair: critical, preCriticalPairs } = criticalPair(embedding);
  const gaps = featureGap(embedding, factor * spec.trainedLength);
  const within = new Set(preCriticalPairs);
  return {
    name: encodingName(spec),
    spec,
    style: encodingStyle(spec),
    pairs: [...embedding.wavelengthsTokens].map((wavelengthTokens, pair) => ({
      wavelengthTokens,
      gap: gaps[pair] ?? 0,
      preCritical: within.has(pair),
    })),
    criticalPair: critical,
  };
}
