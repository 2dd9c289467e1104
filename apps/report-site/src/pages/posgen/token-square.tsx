/** One token of the sequence: a button that shows what part it plays. */
import type { VNode } from "preact";
import type { TokenFigureProps } from "./token-figure.js";

export function TokenSquare({
  index,
  style,
  tokens,
  modulus,
  seedTokens,
  at,
  sources,
  shortcut,
  onLook,
  onSeed,
}: TokenFigureProps & { index: number; style: Readonly<Record<string, string>> }): VNode {
  const token = tokens[index] ?? 0;
  const inSeed = index < seedTokens;
  const classes = [
    "token",
    inSeed && "given",
    index > at && "later",
    index === at && "looked-at",
    (sources.far.includes(index) || sources.near.includes(index)) && "source",
    shortcut?.sources.includes(index) && "short",
    shortcut?.answers[index] && index <= at && "answered",
  ];
  const name = inSeed
    ? `seed token ${index + 1}: ${token}; press for ${(token + 1) % modulus}`
    : index > at
      ? `token ${index + 1}, not made yet`
      : `token ${index + 1}: ${token}`;
  return (
    <button
      type="button"
      class={classes.filter(Boolean).join(" ")}
      style={style}
      aria-label={name}
      aria-current={index === at ? "true" : undefined}
      onClick={() => (inSeed ? onSeed(index) : onLook(index))}
    >
      {index > at ? "" : token}
    </button>
  );
}
