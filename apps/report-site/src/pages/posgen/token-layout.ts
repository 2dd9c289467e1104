/** Where tokens stand in rows, and the arcs between them. Units are pixels of the drawing. */
import type { FigureSize } from "../../figures/figure-size.js";

export interface TokenLayout {
  readonly width: number;
  readonly height: number;
  /** Side of a token's square. */
  readonly side: number;
  /** Upper left corner of a token's square. */
  at(index: number): { readonly x: number; readonly y: number };
  /** From one token to a later one, above the row or, if there is room for them, below it. */
  arc(from: number, to: number, way: "above" | "below"): string;
}

/** For a token's number under it. */
export const numberHeight = 15;

export function tokenLayout({ width, name }: FigureSize, count: number, below: boolean): TokenLayout {
  const perRow = name === "wide" ? count : Math.ceil(count / 2);
  const arcs = 0.06 * width + 10;
  const pitch = width / perRow;
  const side = pitch - 3;
  const rowHeight = arcs + side + numberHeight + (below ? arcs : 6);
  const at = (index: number): { x: number; y: number } => ({
    x: (index % perRow) * pitch + 1.5,
    y: Math.floor(index / perRow) * rowHeight + arcs,
  });
  const arc = (from: number, to: number, way: "above" | "below"): string => {
    const [start, end] = [at(from), at(to)];
    const [x1, x2] = [start.x + side / 2, end.x + side / 2];
    const far = Math.floor(to / perRow) - Math.floor(from / perRow);
    const top = end.y - 3;
    const bottom = (y: number): number => y + side + numberHeight + 1;
    // To another row: out below the one, in above the other.
    if (far > 0) {
      const [y1, bend] = [bottom(start.y), 0.6 * (top - bottom(start.y))];
      return path(x1, y1, x1, y1 + bend, x2, top - bend, x2, top);
    }
    const reach = Math.min(1, 0.34 + (to - from) / 12) * arcs * 1.15;
    const y = way === "above" ? top : bottom(end.y);
    const peak = way === "above" ? y - reach : y + reach;
    return path(x1, y, x1 + 0.12 * (x2 - x1), peak, x2 - 0.12 * (x2 - x1), peak, x2, y);
  };
  const rows = Math.ceil(count / perRow);
  return { width, height: Math.ceil(rows * rowHeight), side, at, arc };
}

const path = (...[x1 = 0, y1 = 0, ...curve]: readonly number[]): string =>
  `M${tenths(x1)} ${tenths(y1)}C${curve.map(tenths).join(" ")}`;

const tenths = (value: number): number => Math.round(10 * value) / 10;
