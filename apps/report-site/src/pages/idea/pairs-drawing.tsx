/** Every pair of a head under each encoding: how long it takes to turn, and how new the later positions are to it. */
import type { VNode } from "preact";
import type { FigureSize } from "../../figures/figure-size.js";
import { logarithmicTicks } from "../../figures/logarithmic-ticks.js";
import { wholeNumber } from "../../format-number.js";
import { strokeOf } from "../../palette.js";
import type { HeadEncoding, PairOfHead } from "./head-encodings.js";

const margin = { top: 26, right: 12, bottom: 44, left: 44 };
const panel = { height: 84, pitch: 132 };
/** Gaps are drawn on a logarithmic scale down to here, and 0 below it on a line of its own. */
const smallestGap = 1e-4;
const gapTicks = [1, 0.01] as const;

export function PairsDrawing({
  encodings,
  trainedLength,
  size,
  description,
}: {
  encodings: readonly HeadEncoding[];
  trainedLength: number;
  size: FigureSize;
  /** What one sees in it, for those who do not. */
  description: string;
}): VNode {
  const wavelengths = encodings.flatMap(({ pairs }) => pairs.map(({ wavelengthTokens }) => wavelengthTokens));
  const [shortest, longest] = [Math.min(...wavelengths) / 1.2, Math.max(...wavelengths) * 1.2];
  const width = size.width - margin.left - margin.right;
  const x = (wavelength: number): number =>
    tenths(margin.left + (width * Math.log(wavelength / shortest)) / Math.log(longest / shortest));
  const height = margin.top + encodings.length * panel.pitch - (panel.pitch - panel.height) + 50 + margin.bottom;
  const bottom = height - margin.bottom;
  const id = `pairs-${size.name}`;
  return (
    <svg
      xmlns="http://www.w3.org/2000/svg"
      viewBox={`0 0 ${size.width} ${height}`}
      width={size.width}
      height={height}
      role="img"
      aria-labelledby={`${id}-title ${id}-desc`}
      font-size="12"
      fill="currentColor"
    >
      <title id={`${id}-title`}>All pairs of a head</title>
      <desc id={`${id}-desc`}>{description}</desc>
      <rect
        x={x(trainedLength)}
        y={margin.top - 8}
        width={tenths(size.width - margin.right - x(trainedLength))}
        height={bottom - margin.top + 8}
        fill-opacity={0.055}
      />
      <line x1={x(trainedLength)} x2={x(trainedLength)} y1={margin.top - 8} y2={bottom} stroke="currentColor" />
      <text x={x(trainedLength)} y={12} text-anchor="middle">
        trained length {wholeNumber(trainedLength)}
      </text>
      {encodings.map((encoding, row) => (
        <Panel
          key={encoding.name}
          encoding={encoding}
          x={x}
          trainedLength={trainedLength}
          top={margin.top + 20 + row * panel.pitch}
          width={size.width}
        />
      ))}
      {logarithmicTicks([shortest, longest], [1]).map((tick) => (
        <text key={tick} x={x(tick)} y={bottom + 16} text-anchor="middle" fill-opacity={0.8}>
          {wholeNumber(tick)}
        </text>
      ))}
      <text x={size.width - margin.right} y={bottom + 36} text-anchor="end">
        wavelength, tokens (logarithmic) →
      </text>
    </svg>
  );
}

function Panel({
  encoding: { name, style, pairs, criticalPair },
  x,
  trainedLength,
  top,
  width,
}: {
  encoding: HeadEncoding;
  x: (wavelength: number) => number;
  trainedLength: number;
  top: number;
  width: number;
}): VNode {
  const base = top + panel.height;
  const y = (gap: number): number => tenths(base - panel.height * gapHeight(gap));
  const critical = pairs[criticalPair];
  const edge = x(trainedLength);
  // To the right of the line, or where that is too narrow to its left.
  const besideEdge = edge < width - 110 ? { x: edge + 6 } : { x: edge - 6, "text-anchor": "end" as const };
  return (
    <g>
      <text x={2} y={top - 6} font-weight={650} font-size="13">
        {name}
      </text>
      {[...gapTicks, 0].map((tick) => (
        <g key={tick}>
          <line
            x1={margin.left}
            x2={width - margin.right}
            y1={y(tick)}
            y2={y(tick)}
            stroke="currentColor"
            stroke-opacity={tick === 0 ? 0.6 : 0.15}
          />
          <text x={margin.left - 7} y={y(tick)} dy="0.34em" text-anchor="end" fill-opacity={0.8}>
            {tick}
          </text>
        </g>
      ))}
      {pairs.map((pair, index) => (
        <Pair
          key={index}
          pair={pair}
          x={x(pair.wavelengthTokens)}
          y={y(pair.gap)}
          base={base}
          colour={strokeOf(style)}
        />
      ))}
      {critical !== undefined && (
        <>
          <circle cx={x(critical.wavelengthTokens)} cy={y(critical.gap)} r={8} fill="none" stroke="currentColor" />
          <text {...besideEdge} y={base + 15}>
            critical pair {criticalPair}
          </text>
        </>
      )}
    </g>
  );
}

function Pair({
  pair,
  x,
  y,
  base,
  colour,
}: {
  pair: PairOfHead;
  x: number;
  y: number;
  base: number;
  colour: string;
}): VNode {
  return (
    <>
      <line x1={x} x2={x} y1={base} y2={y} stroke={colour} stroke-opacity={0.45} />
      <circle
        cx={x}
        cy={y}
        r={4}
        stroke={colour}
        stroke-width={1.5}
        fill={pair.preCritical ? colour : "var(--page, white)"}
      />
    </>
  );
}

/** As a share of the panel: 0 for no gap, 1 for the largest there is, 2. */
function gapHeight(gap: number): number {
  if (gap === 0) return 0;
  return 0.08 + (0.92 * Math.log(Math.max(gap, smallestGap) / smallestGap)) / Math.log(2 / smallestGap);
}

const tenths = (value: number): number => Math.round(10 * value) / 10;
