/**
 * The two drawings of every figure. Text in an SVG shrinks with it, so a phone gets a drawing of its
 * own instead of a small copy; the page shows one of the two.
 */
export interface FigureSize {
  readonly name: "wide" | "narrow";
  /** Pixels; the height is the drawing's without its key. */
  readonly width: number;
  readonly height: number;
}

export const wide: FigureSize = { name: "wide", width: 736, height: 340 };
export const narrow: FigureSize = { name: "narrow", width: 350, height: 280 };
export const figureSizes: readonly FigureSize[] = [wide, narrow];
