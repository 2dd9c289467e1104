/** Every pair of a head under each encoding: how long it takes to turn, and how new the later positions are to it. */
import type { VNode } from "preact";
import type { FigureSize } from "../../figures/figure-size.js";
import { logarithmicTicks } from "../../figures/logarithmic-ticks.js";
import { wholeNumber } from "../../format-number.js";
import type { HeadEncoding } from "./head-encodings.js";
import { PairPanel, panelHeight } from "./pair-panel.js";

const margin = { top: 26, right: 12, bottom: 44, left: 44 };
/** From one panel to the next. */
const pitch = panelHeight + 48;

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
  const height = margin.top + (encodings.length - 1) * pitch + panelHeight + 50 + margin.bottom;
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
        <PairPanel
          key={encoding.name}
          encoding={encoding}
          x={x}
          trainedLength={trainedLength}
          top={margin.top + 20 + row * pitch}
          left={margin.left}
          right={size.width - margin.right}
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

const tenths = (value: number): number => Math.round(10 * value) / 10;
