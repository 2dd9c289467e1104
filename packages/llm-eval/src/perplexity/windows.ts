/**
 * The windows in which a document's tokens are scored, as YaRN's evaluation lays them (eval/perplexity.py): each holds
 * at most `maxLength` tokens, the start token among them, and scores those that the windows before it did not.
 */
import { ResonanceError } from "@resonance-rope/contracts";

export interface Window {
  /** Tokens `begin` to `end` - 1 of the document stand in the window, after the start token if there is one. */
  readonly begin: number;
  readonly end: number;
  /** The first scored token of the document; the last is `end` - 1. */
  readonly from: number;
}

/**
 * @param tokens of the document, without a start token.
 * @param stride tokens from one window's begin to the next's. Undefined is one window, the rest of the document left
 *   out: what YaRN calls `--truncate`.
 * @param hasStartToken whether one stands before every window. Without it the first token of a window, which nothing
 *   comes before, has no probability.
 */
export function windows(
  tokens: number,
  maxLength: number,
  stride: number | undefined,
  hasStartToken: boolean,
): Window[] {
  const longest = hasStartToken ? maxLength - 1 : maxLength;
  if (!Number.isSafeInteger(maxLength) || longest < 1) refuse("a length of at least 2 tokens", maxLength);
  if (stride !== undefined && !(Number.isSafeInteger(stride) && stride >= 1 && stride <= longest)) {
    refuse(`a stride from 1 to ${longest} tokens, or none`, stride);
  }
  const laid: Window[] = [];
  let scored = 0;
  for (let begin = 0; scored < tokens; begin += stride ?? tokens) {
    const end = Math.min(begin + longest, tokens);
    const from = Math.max(scored, hasStartToken ? begin : begin + 1);
    if (from < end) laid.push({ begin, end, from });
    if (stride === undefined) break;
    scored = end;
  }
  return laid;
}

/**
 * Where in the window's input its first scored token stands, from the window's number alone: after the tokens that
 * the window before it scored, with or without a start token.
 */
export function firstScoredPosition(window: number, maxLength: number, stride: number | undefined): number {
  return window === 0 ? 1 : Math.max(1, maxLength - (stride ?? maxLength));
}

function refuse(expected: string, received: number): never {
  throw new ResonanceError({ kind: "invalid-argument", where: "windows", expected, received: String(received) });
}
