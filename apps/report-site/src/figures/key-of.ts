import { type EncodingStyle, strokeOf } from "../palette.js";
import type { KeyEntry } from "./encoding-key.js";

/** A line's entry in the key of its figure. */
export function keyOf({ name, style }: { readonly name: string; readonly style: EncodingStyle }): KeyEntry {
  return { name, stroke: strokeOf(style), dash: style.dash };
}
