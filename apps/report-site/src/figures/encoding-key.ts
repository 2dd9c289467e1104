/** The key above a figure: a stroke of each line as it is drawn, and its name. */
import type { FigureSize } from "./figure-size.js";

export interface KeyEntry {
  readonly name: string;
  readonly stroke: string;
  readonly dash: string | null;
}

const rowHeight = 20;
const strokeLength = 28;
/** At 12 px, an upper estimate: the text is not measured without a browser. */
const letterWidth = 7;

export function keyHeight(entries: readonly KeyEntry[], size: FigureSize): number {
  const lines = placed(entries, size).at(-1)?.endLine ?? 0;
  return lines === 0 ? 0 : lines * rowHeight + 6;
}

export function encodingKey(document: Document, entries: readonly KeyEntry[], size: FigureSize): Element {
  const group = element(document, "g", { "text-anchor": "start" });
  for (const { entry, x, line: from, texts } of placed(entries, size)) {
    const y = 10 + from * rowHeight;
    const { name, stroke, dash } = entry;
    const line = element(document, "line", { x1: x, x2: x + strokeLength, y1: y, y2: y, stroke, "stroke-width": 2.5 });
    if (dash !== null) line.setAttribute("stroke-dasharray", dash);
    const label = element(document, "text", { x: x + strokeLength + 8, y, dy: "0.34em" });
    if (texts.length === 1) label.textContent = name;
    else
      for (const [index, text] of texts.entries()) {
        const part = element(document, "tspan", { x: x + strokeLength + 8, y: y + index * rowHeight, dy: "0.34em" });
        part.textContent = text;
        label.append(part);
      }
    group.append(line, label);
  }
  return group;
}

interface Placed {
  readonly entry: KeyEntry;
  readonly x: number;
  readonly line: number;
  readonly endLine: number;
  /** Its name, in several lines where it is wider than the figure. */
  readonly texts: readonly string[];
}

/** Side by side where two fit into the width, else below each other. */
function placed(entries: readonly KeyEntry[], { width }: FigureSize): readonly Placed[] {
  const columnWidth = strokeLength + 24 + letterWidth * Math.max(0, ...entries.map(({ name }) => name.length));
  const perRow = Math.max(1, Math.min(entries.length, Math.floor(width / columnWidth)));
  const mostLetters = Math.floor((width - strokeLength - 24) / letterWidth);
  const found: Placed[] = [];
  for (const [index, entry] of entries.entries()) {
    const texts = perRow > 1 ? [entry.name] : linesOf(entry.name, mostLetters);
    const line = found.at(-(1 + (index % perRow)))?.endLine ?? 0;
    const x = 2 + (index % perRow) * columnWidth;
    found.push({ entry, x, line, endLine: line + texts.length, texts });
  }
  return found;
}

/** Broken at spaces, and within a word that is longer than a line. */
function linesOf(name: string, mostLetters: number): readonly string[] {
  const pattern = new RegExp(`\\S.{0,${mostLetters - 1}}(?=\\s|$)|\\S{${mostLetters}}`, "gu");
  return name.match(pattern) ?? [name];
}

function element(document: Document, name: string, attributes: Record<string, string | number>): Element {
  const made = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [attribute, value] of Object.entries(attributes)) made.setAttribute(attribute, String(value));
  return made;
}
