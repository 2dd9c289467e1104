/** The wavelengths of each encoding on one logarithmic axis, against the trained length and the target. */
import type { VNode } from "preact";
import type { FigureSize } from "../../figures/figure-size.js";
import { logarithmicTicks } from "../../figures/logarithmic-ticks.js";
import { wholeNumber } from "../../format-number.js";
import { encodingStyle, strokeOf } from "../../palette.js";
import type { ComparedEncoding } from "./examine.js";

const rowHeight = 46;
const top = 44;
const edge = 10;

export function WavelengthStrips({
  compared,
  trainedLength,
  target,
  size,
}: {
  compared: readonly ComparedEncoding[];
  trainedLength: number;
  target: number;
  size: FigureSize;
}): VNode {
  const turning = compared.map(({ wavelengthsTokens }) => wavelengthsTokens.filter((tokens) => tokens !== null));
  const shown = [trainedLength, target, ...turning.flat()];
  const low = Math.log(shown.reduce((least, tokens) => Math.min(least, tokens)));
  const high = Math.log(shown.reduce((most, tokens) => Math.max(most, tokens)));
  const place = (tokens: number): number =>
    Number((edge + ((Math.log(tokens) - low) / (high - low || 1)) * (size.width - 2 * edge)).toFixed(2));
  const bottom = top + rowHeight * compared.length;
  const id = `wavelength-strips-${size.name}`;
  const isTargetLeft = place(target) > size.width - 120;
  return (
    <svg
      xmlns="http://www.w3.org/2000/svg"
      role="img"
      aria-labelledby={`${id}-title ${id}-desc`}
      width={size.width}
      height={bottom + 40}
      viewBox={`0 0 ${size.width} ${bottom + 40}`}
      font-size="12"
      fill="currentColor"
    >
      <title id={`${id}-title`}>Wavelengths and the trained length</title>
      <desc id={`${id}-desc`}>
        {compared
          .map(
            ({ label, wavelengthsTokens, preCriticalPairs }) =>
              `${label}: ${preCriticalPairs} of ${wavelengthsTokens.length} pairs turn fully within ${trainedLength} tokens`,
          )
          .join("; ")}
        .
      </desc>
      {target > trainedLength && (
        <>
          <rect
            x={place(trainedLength)}
            y={top - 8}
            width={place(target) - place(trainedLength)}
            height={bottom - top + 8}
            fill-opacity="0.055"
          />
          <text x={place(target)} y={top - 14} dx={isTargetLeft ? 2 : -2} text-anchor={isTargetLeft ? "end" : "start"}>
            target {wholeNumber(target)}
          </text>
        </>
      )}
      <line
        x1={place(trainedLength)}
        x2={place(trainedLength)}
        y1={top - 8}
        y2={bottom}
        stroke="currentColor"
        stroke-opacity="0.65"
      />
      <text x={place(trainedLength)} y={top - 30} text-anchor={place(trainedLength) > size.width / 2 ? "end" : "start"}>
        trained length {wholeNumber(trainedLength)}
      </text>
      {compared.map(({ label, spec }, row) => {
        const stroke = strokeOf(encodingStyle(spec));
        const y = top + rowHeight * row + 30;
        return (
          <g key={label}>
            <text x={2} y={y - 14} font-weight="600" stroke="var(--page, white)" stroke-width="4" paint-order="stroke">
              {label}
            </text>
            {(turning[row] ?? []).map((tokens, pair) => (
              <circle
                key={pair}
                cx={place(tokens)}
                cy={y}
                r="4"
                stroke={stroke}
                fill={tokens < trainedLength ? stroke : "var(--page, white)"}
              />
            ))}
          </g>
        );
      })}
      <line x1={0} x2={size.width} y1={bottom} y2={bottom} stroke="currentColor" stroke-opacity="0.4" />
      {logarithmicTicks(shown, [1]).map((tokens) => (
        <text key={tokens} x={place(tokens)} y={bottom + 15} text-anchor="middle">
          {wholeNumber(tokens)}
        </text>
      ))}
      <text x={size.width} y={bottom + 34} text-anchor="end" fill-opacity="0.8">
        wavelength, tokens (logarithmic) →
      </text>
    </svg>
  );
}
