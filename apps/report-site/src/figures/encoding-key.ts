/** The key above a figure: a stroke of each line as it is drawn, and its name. */
import type { FigureSize } from "./figure-size.js";

export interface KeyEntry {
  readonly name: string;
  readonly stroke: string;
  readonly dash: string | null;
}

const rowHeight = 20;
const strokeLength = 28;

export function keyHeight(entries: readonly KeyEntry[], size: FigureSize): number {
  return entries.length === 0 ? 0 : Math.ceil(entries.length / columns(entries, size)) * rowHeight + 6;
}

export function encodingKey(document: Document, entries: readonly KeyEntry[], size: FigureSize): Element {
  const perRow = columns(entries, size);
  const group = element(document, "g", { "text-anchor": "start" });
  entries.forEach(({ name, stroke, dash }, index) => {
    const x = 2 + (index % perRow) * columnWidth(entries);
    const y = 10 + Math.floor(index / perRow) * rowHeight;
    const line = element(document, "line", { x1: x, x2: x + strokeLength, y1: y, y2: y, stroke, "stroke-width": 2.5 });
    if (dash !== null) line.setAttribute("stroke-dasharray", dash);
    const label = element(document, "text", { x: x + strokeLength + 8, y, dy: "0.34em" });
    label.textContent = name;
    group.append(line, label);
  });
  return group;
}

function columns(entries: readonly KeyEntry[], { width }: FigureSize): number {
  return Math.max(1, Math.min(entries.length, Math.floor(width / columnWidth(entries))));
}

/** Seven pixels a letter, an upper estimate at 12 px: the text is not measured without a browser. */
function columnWidth(entries: readonly KeyEntry[]): number {
  return strokeLength + 24 + 7 * Math.max(0, ...entries.map(({ name }) => name.length));
}

function element(document: Document, name: string, attributes: Record<string, string | number>): Element {
  const made = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [attribute, value] of Object.entries(attributes)) made.setAttribute(attribute, String(value));
  return made;
}
