/** One pair's circle: a dot for each position of training, a ring for each later one, the worst landing marked. */
import type { VNode } from "preact";
import { withRopeDefaults } from "@resonance-rope/rope-core";
import { type EncodingStyle, encodingStyle, strokeOf } from "../../palette.js";
import { hasGap } from "./circle-words.js";
import type { PairRotations, Rotation } from "./pair-rotations.js";

const radius = 130;
/** More names around the circle would stand on one another. */
const mostNames = 24;

export function CircleDrawing({
  rotations,
  resonance,
  description,
}: {
  rotations: PairRotations;
  resonance: boolean;
  /** What one sees in it, for those who do not. */
  description: string;
}): VNode {
  const { seen, landings, worst, wavelengthTokens } = rotations;
  const colour = strokeOf(ringStyle(resonance));
  const turn = seen.slice(0, Math.ceil(wavelengthTokens - 1e-9));
  const named = turn.filter((_, index) => index % Math.ceil(turn.length / mostNames) === 0);
  return (
    <svg
      xmlns="http://www.w3.org/2000/svg"
      viewBox="-185 -180 370 360"
      width="370"
      height="360"
      role="img"
      aria-labelledby="circle-title circle-desc"
      font-size="13"
      text-anchor="middle"
      fill="currentColor"
    >
      <title id="circle-title">Where later positions land</title>
      <desc id="circle-desc">{description}</desc>
      <circle r={radius} fill="none" stroke="currentColor" stroke-opacity={0.25} />
      {hasGap(rotations) && (
        <>
          <path d={sector(worst.nearest, worst)} fill={colour} fill-opacity={0.18} />
          <path d={arc(worst.nearest, worst)} fill="none" stroke={colour} stroke-width={5} stroke-linecap="round" />
        </>
      )}
      {seen.map(({ position, ...at }) => (
        <circle key={position} {...place(at, radius)} r={4} />
      ))}
      {landings.map(({ position, ...at }) => (
        <circle key={position} {...place(at, radius)} r={8} fill="none" stroke={colour} stroke-width={1.8} />
      ))}
      {named.map((rotation) => (
        <Name key={rotation.position} rotation={rotation} at={radius + 24} />
      ))}
      {hasGap(rotations) && <Name rotation={worst} at={radius - 26} colour={colour} />}
      <text y={-6}>one turn takes</text>
      <text y={16} font-size="19" font-weight={650}>
        {Number(wavelengthTokens.toFixed(2))} tokens
      </text>
    </svg>
  );
}

/** The colour of RoPE or Resonance RoPE, as everywhere. */
function ringStyle(resonance: boolean): EncodingStyle {
  const wavelengths = resonance ? "nearest-integer" : "as-scaled";
  return encodingStyle(withRopeDefaults({ headDimension: 2, trainedLength: 1, wavelengths }));
}

function Name({ rotation, at, colour }: { rotation: Rotation; at: number; colour?: string }): VNode {
  const { cx, cy } = place(rotation, at);
  return (
    <text x={cx} y={cy} dy="0.34em" {...(colour === undefined ? {} : { "font-weight": 700 })}>
      {rotation.position}
    </text>
  );
}

/** Angle 0 stands at the top and angles grow clockwise, as on a clock. */
function place({ x, y }: Pick<Rotation, "x" | "y">, at: number): { cx: number; cy: number } {
  return { cx: hundredths(at * y), cy: hundredths(-at * x) };
}

function arc(from: Rotation, to: Rotation): string {
  const [start, end] = [place(from, radius), place(to, radius)];
  const clockwise = from.x * to.y - from.y * to.x > 0 ? 1 : 0;
  return `M${start.cx} ${start.cy}A${radius} ${radius} 0 0 ${clockwise} ${end.cx} ${end.cy}`;
}

const sector = (from: Rotation, to: Rotation): string => `${arc(from, to)}L0 0Z`;

const hundredths = (value: number): number => Math.round(100 * value) / 100;
