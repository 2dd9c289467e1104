/** What the vertical axis measures, above its upper end. Plot's own label would sit on the key. */
import * as Plot from "@observablehq/plot";

export function axisTitle(
  text: string,
  { marginLeft, marginTop }: { readonly marginLeft: number; readonly marginTop: number },
): Plot.Markish {
  return Plot.text([text], {
    frameAnchor: "top-left",
    textAnchor: "start",
    dx: 1 - marginLeft,
    dy: 4 - marginTop,
    fill: "currentColor",
    fillOpacity: 0.8,
  });
}
