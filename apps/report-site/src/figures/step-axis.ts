import type * as Plot from "@observablehq/plot";
import { wholeNumber } from "../format-number.js";
import type { FigureSize } from "./figure-size.js";

/** The steps of a training, from none to the last. */
export function stepAxis(steps: number, { name }: FigureSize): Plot.ScaleOptions {
  return { domain: [0, steps], label: "step →", ticks: name === "wide" ? 8 : 4, tickFormat: wholeNumber };
}
