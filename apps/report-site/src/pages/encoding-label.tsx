/** An encoding's name behind a stroke of its line, as in the keys of the figures. */
import type { VNode } from "preact";
import { type EncodingStyle, strokeOf } from "../palette.js";

export function EncodingLabel({
  encoding: { name, style },
}: {
  encoding: { readonly name: string; readonly style: EncodingStyle };
}): VNode {
  return (
    <span class="encoding">
      <svg width="28" height="10" viewBox="0 0 28 10" aria-hidden="true">
        <line
          x1="0"
          x2="28"
          y1="5"
          y2="5"
          stroke={strokeOf(style)}
          stroke-width="3"
          stroke-dasharray={style.dash ?? undefined}
        />
      </svg>
      {name}
    </span>
  );
}
