/** One token of the sequence as a square that shows what part it plays. */
import type { VNode } from "preact";
import type { TokenFigureProps } from "./token-figure-props.js";

export function TokenSquare({
  index,
  x,
  y,
  side,
  tokens,
  seedTokens,
  at,
  sources,
  shortcut,
}: TokenFigureProps & { index: number; x: number; y: number; side: number }): VNode {
  const isRead = sources.far.includes(index) || sources.near.includes(index);
  const isLookedAt = index === at;
  const isAnswered = index <= at && shortcut?.answers[index] === true;
  const [middle, line] = [x + side / 2, isLookedAt || isRead ? accent : "var(--line, #d9dce1)"];
  return (
    <g class={isAnswered ? "square answered" : "square"}>
      <rect
        x={x}
        y={y}
        width={side}
        height={side}
        rx={5}
        fill={isRead ? accent : index < seedTokens ? "var(--line, #d9dce1)" : "none"}
        fill-opacity={isRead ? 0.16 : 1}
        stroke={line}
        stroke-width={isLookedAt ? 2 : 1}
        stroke-dasharray={index > at ? "3 2" : "none"}
      />
      {shortcut?.sources.includes(index) === true && (
        <rect
          x={x + 2}
          y={y + 2}
          width={side - 4}
          height={side - 4}
          rx={3}
          fill="none"
          stroke={alert}
          stroke-width={2}
          stroke-dasharray="5 3"
        />
      )}
      {index <= at && (
        <text x={middle} y={y + side / 2} dy="0.34em" font-size="15" font-weight={isLookedAt ? 700 : 400}>
          {tokens[index]}
        </text>
      )}
      {isAnswered && <path d={`M${middle - 6} ${y + side / 2 + 9}h12`} stroke={alert} stroke-width={2} fill="none" />}
    </g>
  );
}

/** What the rule reads, and what the shortcut does; away from the page the light ones. */
export const accent = "var(--accent, #0b62a3)";
export const alert = "var(--alert, #8a4b00)";
