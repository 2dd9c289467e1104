/**
 * Wavelengths on a logarithmic axis, with the trained length marked on it. A bar is as high as the pairs at
 * its place are many; two rows tell the pairs that training saw turn fully from the others.
 */
import type { StreamColors } from "./stream-colors.js";

const heights = "▂▄▆█";
const mark = "┊";
const labels = ["wavelength (tokens)", "seen whole in training", "never seen whole"] as const;
const labelWidth = Math.max(...labels.map(({ length }) => length));

/**
 * Three lines: the axis, the pre-critical pairs, the others. Pairs that do not turn are left out.
 * @param width characters from the shortest wavelength to the longest.
 */
export function drawWavelengths(
  wavelengthsTokens: ArrayLike<number>,
  trainedLength: number,
  { width, colors }: { readonly width: number; readonly colors: StreamColors },
): string[] {
  const turning = Array.from(wavelengthsTokens).filter(Number.isFinite);
  const shown = [trainedLength, ...turning];
  const lowest = Math.log10(Math.min(...shown));
  const decades = Math.max(Math.log10(Math.max(...shown)) - lowest, Number.EPSILON);
  const place = (tokens: number): number => Math.round(((Math.log10(tokens) - lowest) / decades) * (width - 1));
  const markColumn = place(trainedLength) + 1;
  // The mark has a column of its own, which those right of it make room for.
  const columnOf = (tokens: number): number => place(tokens) + (tokens < trainedLength ? 0 : 2);

  const bars = (wavelengths: readonly number[]): [left: string, right: string] => {
    const counts = Array.from({ length: width + 2 }, () => 0);
    for (const wavelength of wavelengths) counts[columnOf(wavelength)] = (counts[columnOf(wavelength)] ?? 0) + 1;
    const text = counts.map((count) => (count === 0 ? " " : heights[Math.min(count, heights.length) - 1])).join("");
    return [text.slice(0, markColumn), text.slice(markColumn + 1).trimEnd()];
  };
  const line = (label: string, left: string, right: string): string =>
    `  ${label.padEnd(labelWidth)}  ${left}${colors.dim(mark)}${right}`;

  const powers = Array.from({ length: 16 }, (_, exponent) => 10 ** exponent).filter(
    (power) => power !== trainedLength && Math.log10(power) >= lowest && Math.log10(power) <= lowest + decades,
  );
  const axis = axisLabels(powers, columnOf, { markColumn, markLabel: String(trainedLength) });
  const [seen] = bars(turning.filter((wavelength) => wavelength < trainedLength));
  const [blank, unseen] = bars(turning.filter((wavelength) => wavelength >= trainedLength));
  return [
    line(labels[0], axis.slice(0, markColumn), axis.slice(markColumn + 1)),
    line(labels[1], colors.green(seen), ""),
    line(labels[2], blank, colors.yellow(unseen)),
  ];
}

/** The trained length beside its mark, and each power of ten at its column where that leaves room. */
function axisLabels(
  powers: readonly number[],
  columnOf: (tokens: number) => number,
  { markColumn, markLabel }: { readonly markColumn: number; readonly markLabel: string },
): string {
  const markStart = markColumn > markLabel.length ? markColumn - markLabel.length - 1 : markColumn + 2;
  let axis = `${" ".repeat(markStart)}${markLabel}`.padEnd(markColumn + 1);
  for (const power of powers) {
    const column = columnOf(power);
    const label = powerLabel(power);
    const end = column + label.length;
    const around = axis.padEnd(end + 1).slice(Math.max(0, column - 1), end + 1);
    if (around.trim() === "" && !(column <= markColumn && markColumn < end))
      axis = axis.slice(0, column).padEnd(column) + label + axis.slice(end);
  }
  return axis;
}

/** 1, 10, 100, 1k … 1M … */
function powerLabel(power: number): string {
  const units = ["", "k", "M", "G", "T", "P"];
  const thousands = Math.floor(Math.log10(power) / 3);
  return `${power / 1000 ** thousands}${units[thousands]}`;
}
