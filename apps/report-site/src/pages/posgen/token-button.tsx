/** Lies over a token's square: looks at it, or changes it where it is one of the seed. */
import type { VNode } from "preact";
import type { TokenFigureProps } from "./token-figure-props.js";

export function TokenButton({
  index,
  style,
  tokens,
  modulus,
  seedTokens,
  at,
  onLook,
  onSeed,
}: TokenFigureProps & { index: number; style: Readonly<Record<string, string>> }): VNode {
  const token = tokens[index] ?? 0;
  const inSeed = index < seedTokens;
  const name = inSeed
    ? `seed token ${index + 1}: ${token}; press for ${(token + 1) % modulus}`
    : index > at
      ? `token ${index + 1}, not made yet`
      : `token ${index + 1}: ${token}`;
  return (
    <button
      type="button"
      class="token"
      style={style}
      aria-label={name}
      aria-current={index === at ? "true" : undefined}
      onClick={() => (inSeed ? onSeed(index) : onLook(index))}
    />
  );
}
