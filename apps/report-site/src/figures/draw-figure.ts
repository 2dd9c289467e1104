/**
 * Draws a Plot specification as one SVG element, as text: with a namespace, so that it is a file of its
 * own too; with a title and a description that screen readers read in place of the marks; with the key
 * of its lines; and with colours that the page's light or dark scheme sets.
 */
import * as Plot from "@observablehq/plot";
import { drawingDocument } from "#drawing-document";
import { type KeyEntry, encodingKey, keyHeight } from "./encoding-key.js";
import type { FigureSize } from "./figure-size.js";

export interface FigureWords {
  /** Unique on the page: ids are made from it. */
  readonly id: string;
  readonly title: string;
  /** What one sees in the figure, for those who do not. */
  readonly description: string;
}

export type FigureMarks = Omit<Plot.PlotOptions, "document" | "width"> & { readonly marginTop: number };

/** `height` and `marginTop` are the drawing's without its key, which comes on top. */
export function drawFigure(words: FigureWords, size: FigureSize, key: readonly KeyEntry[], plot: FigureMarks): string {
  const document = drawingDocument();
  const above = keyHeight(key, size);
  const svg = Plot.plot({
    ...plot,
    document,
    width: size.width,
    height: (plot.height ?? size.height) + above,
    marginTop: plot.marginTop + above,
    style: { fontSize: "12px" },
  });
  const title = document.createElement("title");
  const description = document.createElement("desc");
  title.id = `${words.id}-title`;
  description.id = `${words.id}-desc`;
  title.textContent = words.title;
  description.textContent = words.description;
  svg.prepend(title, description);
  svg.append(encodingKey(document, key, size));
  svg.setAttribute("xmlns", "http://www.w3.org/2000/svg");
  svg.setAttribute("role", "img");
  svg.setAttribute("aria-labelledby", `${title.id} ${description.id}`);
  for (const element of svg.querySelectorAll("*")) {
    // Plot names its groups "rule" and "text", which a screen reader has no use for: the title and description speak.
    if (element.localName === "g") element.removeAttribute("aria-label");
    roundCoordinates(element);
  }
  return svg.outerHTML;
}

/** Hundredths of a pixel are seen by nobody, and a tenth of the file. */
function roundCoordinates(element: Element): void {
  for (const name of ["d", "transform", "x", "y", "x1", "x2", "y1", "y2", "cx", "cy", "width", "height"]) {
    const value = element.getAttribute(name);
    if (value === null) continue;
    element.setAttribute(
      name,
      value.replace(/-?\d+\.\d{3,}/gu, (number) => String(Number(Number(number).toFixed(2)))),
    );
  }
}
