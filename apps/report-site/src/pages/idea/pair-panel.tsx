/** One encoding's pairs: a dot each, as high as its gap, on a stem. */
import type { VNode } from "preact";
import { strokeOf } from "../../palette.js";
import type { HeadEncoding, PairOfHead } from "./head-encodings.js";

export const panelHeight = 84;
/** Gaps are drawn on a logarithmic scale down to here, and 0 below it on a line of its own. */
const smallestGap = 1e-4;
const gapTicks = [1, 0.01] as const;

export function PairPanel({
  encoding: { name, style, pairs, criticalPair },
  x,
  trainedLength,
  top,
  left,
  right,
}: {
  encoding: HeadEncoding;
  x: (wavelength: number) => number;
  trainedLength: number;
  top: number;
  /** Where the lines of its scale begin and end. */
  left: number;
  right: number;
}): VNode {
  const base = top + panelHeight;
  const y = (gap: number): number => tenths(base - panelHeight * gapHeight(gap));
  const critical = pairs[criticalPair];
  const edge = x(trainedLength);
  // To the right of the line, or where that is too narrow to its left.
  const besideEdge = edge < right - 98 ? { x: edge + 6 } : { x: edge - 6, "text-anchor": "end" as const };
  return (
    <g>
      <text
        x={2}
        y={top - 6}
        font-weight={650}
        font-size="13"
        stroke="var(--page, white)"
        stroke-width={4}
        paint-order="stroke"
      >
        {name}
      </text>
      {[...gapTicks, 0].map((tick) => (
        <g key={tick}>
          <line
            x1={left}
            x2={right}
            y1={y(tick)}
            y2={y(tick)}
            stroke="currentColor"
            stroke-opacity={tick === 0 ? 0.6 : 0.15}
          />
          <text x={left - 7} y={y(tick)} dy="0.34em" text-anchor="end" fill-opacity={0.8}>
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
