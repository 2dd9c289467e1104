/** A model's predictions along a sequence, sixteen positions a row: wrong ones stand out, trained rows stand apart. */
import type { VNode } from "preact";
import { type EncodingStyle, strokeOf } from "../../palette.js";
import type { Lengths } from "./tried-sequences.js";

export interface SequenceGridProps extends Lengths {
  readonly name: string;
  readonly style: EncodingStyle;
  readonly tokens: ArrayLike<number>;
  readonly predictions: ArrayLike<number>;
}

const perRow = 16;
/** Pixels. */
const [side, left, top, gap] = [20, 34, 22, 24];

export function SequenceGrid({
  name,
  style,
  tokens,
  predictions,
  seedLength,
  trainedLength,
}: SequenceGridProps): VNode {
  const id = `answers${style.variable}`;
  const rows = Math.ceil(tokens.length / perRow);
  const yOf = (index: number): number => top + Math.floor(index / perRow) * side + (index < trainedLength ? 0 : gap);
  const width = left + perRow * side;
  const indices = Array.from({ length: tokens.length }, (_, index) => index);
  const wrong = indices.filter((index) => index >= seedLength && predictions[index] !== tokens[index]);
  return (
    <svg
      xmlns="http://www.w3.org/2000/svg"
      role="img"
      aria-labelledby={`${id}-title ${id}-desc`}
      width={width}
      height={top + rows * side + gap}
      viewBox={`0 0 ${width} ${top + rows * side + gap}`}
      font-size="11"
      text-anchor="middle"
      fill="currentColor"
    >
      <title id={`${id}-title`}>{`What ${name} says`}</title>
      <desc id={`${id}-desc`}>{describe(wrong, trainedLength)}</desc>
      <text x={left} y={top - 8} text-anchor="start" fill-opacity="0.8">
        trained positions
      </text>
      <text x={left} y={yOf(trainedLength) - 8} text-anchor="start" fill-opacity="0.8">
        never trained
      </text>
      {indices
        .filter((index) => index % perRow === 0)
        .map((index) => (
          <text key={index} x={left - 6} y={yOf(index) + 14} text-anchor="end" fill-opacity="0.7">
            {index + 1}
          </text>
        ))}
      {indices.map((index) => (
        <Cell
          key={index}
          index={index}
          x={left + (index % perRow) * side}
          y={yOf(index)}
          right={tokens[index] ?? 0}
          said={index < seedLength ? null : (predictions[index] ?? 0)}
          colour={strokeOf(style)}
        />
      ))}
    </svg>
  );
}

interface CellProps {
  readonly index: number;
  readonly x: number;
  readonly y: number;
  readonly right: number;
  /** Null where the token is given. */
  readonly said: number | null;
  readonly colour: string;
}

function Cell({ index, x, y, right, said, colour }: CellProps): VNode {
  const wrong = said !== null && said !== right;
  return (
    <g>
      <title>
        {`position ${index + 1}: ${said === null ? `given, ${right}` : wrong ? `said ${said}, right is ${right}` : `${right}, right`}`}
      </title>
      <rect
        x={x + 0.5}
        y={y + 0.5}
        width={side - 1}
        height={side - 1}
        rx="3"
        fill={wrong ? colour : "currentColor"}
        fill-opacity={wrong ? 1 : said === null ? 0 : 0.06}
        stroke={said === null ? "currentColor" : "none"}
        stroke-opacity="0.5"
        stroke-dasharray="2 2"
      />
      <text
        x={x + side / 2}
        y={y + 14}
        fill={wrong ? "var(--page, white)" : "currentColor"}
        font-weight={wrong ? 700 : 400}
      >
        {said ?? right}
      </text>
    </g>
  );
}

function describe(wrong: readonly number[], trainedLength: number): string {
  const within = wrong.filter((index) => index < trainedLength).length;
  const [firstBeyond] = wrong.filter((index) => index >= trainedLength);
  const beyond = wrong.length - within;
  const first = firstBeyond === undefined ? "" : `, the first at position ${firstBeyond + 1}`;
  return `Wrong at ${within} trained positions and at ${beyond} beyond them${first}.`;
}
