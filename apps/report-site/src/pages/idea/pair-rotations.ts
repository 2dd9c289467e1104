/**
 * One pair's rotations as points on a circle: those that training saw, and where later positions land among
 * them. Positions count from 1; the first stands at angle 0.
 */
import { chooseWavelengths, createRotaryEmbedding, featureGap, withRopeDefaults } from "@resonance-rope/rope-core";

export interface Circle {
  readonly wavelengthTokens: number;
  /** Whether the wavelength is rounded. */
  readonly resonance: boolean;
  /** L: positions 1 … L were trained. */
  readonly trainedLength: number;
  /** How many positions after L are looked at. */
  readonly beyond: number;
}

export const circleLimits = {
  wavelengthTokens: { from: 2, to: 100 },
  trainedLength: { from: 4, to: 128 },
  beyond: { from: 1, to: 128 },
} as const;

export interface Rotation {
  readonly position: number;
  /** On the unit circle, from angle 0 at (1, 0). */
  readonly x: number;
  readonly y: number;
}

export interface Landing extends Rotation {
  /** The trained position whose rotation is nearest; the earliest of several. */
  readonly nearest: Rotation;
  /** Between the two: 0 to 2. */
  readonly chord: number;
}

export interface PairRotations {
  readonly wavelengthTokens: number;
  readonly seen: readonly Rotation[];
  readonly landings: readonly Landing[];
  /** The landing farthest from anything seen. */
  readonly worst: Landing;
  /** The feature gap, Eq. 8: the chord of the worst. */
  readonly gap: number;
}

export function pairRotations({ wavelengthTokens, resonance, trainedLength, beyond }: Circle): PairRotations {
  const chosen = chooseWavelengths(
    [(2 * Math.PI) / wavelengthTokens],
    resonance ? "nearest-integer" : "as-scaled",
    trainedLength,
  );
  const wavelengths = { type: "given", wavelengthsTokens: [...chosen.wavelengthsTokens] } as const;
  const embedding = createRotaryEmbedding(withRopeDefaults({ headDimension: 2, trainedLength, wavelengths }));
  const tokens = Array.from({ length: trainedLength + beyond }, (_, index) => index);
  const cosines = embedding.cosines(tokens);
  const sines = embedding.sines(tokens);
  const rotations = tokens.map((token): Rotation => ({
    position: token + 1,
    x: cosines[token] ?? 0,
    y: sines[token] ?? 0,
  }));
  const seen = rotations.slice(0, trainedLength);
  const landings = rotations.slice(trainedLength).map((rotation) => landing(rotation, seen));
  const [gap = 0] = featureGap(embedding, tokens.length);
  return {
    wavelengthTokens: wavelengths.wavelengthsTokens[0] ?? wavelengthTokens,
    seen,
    landings,
    worst: landings.reduce((worst, each) => (each.chord > worst.chord ? each : worst)),
    gap,
  };
}

function landing(rotation: Rotation, seen: readonly Rotation[]): Landing {
  const distance = ({ x, y }: Rotation): number => Math.hypot(x - rotation.x, y - rotation.y);
  const nearest = seen.reduce((best, each) => (distance(each) < distance(best) ? each : best));
  return { ...rotation, nearest, chord: distance(nearest) };
}

/** The angle between two rotations whose chord is this, in degrees. */
export function chordDegrees(chord: number): number {
  return (360 / Math.PI) * Math.asin(Math.min(1, chord / 2));
}
