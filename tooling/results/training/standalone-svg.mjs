/** A Plot specification as an SVG file: with its title, the key of its colours, and coordinates in hundredths. */
import * as Plot from "@observablehq/plot";
import { parseHTML } from "linkedom";

/** Pixels. */
const [lineHeight, characterWidth, margin] = [20, 7, 8];

/** @param key name to colour. Text that is equal for equal data, so that a page can be checked against its records. */
export function standaloneSvg(title, key, plot) {
  const { document } = parseHTML("<!doctype html><html><body></body></html>");
  const entries = placed(key, plot.width);
  const above = lineHeight * (2 + Math.max(...entries.map(({ line }) => line)));
  const svg = Plot.plot({
    ...plot,
    document,
    height: plot.height + above,
    marginTop: above + 24,
    marginLeft: 44,
    marginBottom: 44,
    style: { background: "white", color: "#222", fontSize: "12px" },
  });
  svg.setAttribute("xmlns", "http://www.w3.org/2000/svg");
  const titleElement = document.createElementNS(svg.namespaceURI, "title");
  titleElement.textContent = title;
  svg.prepend(titleElement);
  svg.append(text(document, title, { x: margin, y: 16, "font-weight": "bold" }));
  for (const { name, fill, x, line } of entries)
    svg.append(text(document, `● ${name}`, { x, y: 16 + lineHeight * (line + 1), fill }));
  for (const element of svg.querySelectorAll("*")) roundCoordinates(element);
  return `${svg.outerHTML}\n`;
}

/** Where each name of the key stands: in lines that the width holds. */
function placed(key, width) {
  let [x, line] = [margin, 0];
  return Object.entries(key).map(([name, fill]) => {
    const size = (name.length + 4) * characterWidth;
    if (x + size > width) [x, line] = [margin, line + 1];
    const entry = { name, fill, x, line };
    x += size;
    return entry;
  });
}

function text(document, words, attributes) {
  const element = document.createElementNS("http://www.w3.org/2000/svg", "text");
  for (const [name, value] of Object.entries({ fill: "#222", "text-anchor": "start", ...attributes }))
    element.setAttribute(name, String(value));
  element.textContent = words;
  return element;
}

/** Hundredths of a pixel are seen by nobody; digits beyond could differ from one machine to the next. */
function roundCoordinates(element) {
  for (const name of ["d", "transform", "x", "y", "x1", "x2", "y1", "y2", "cx", "cy", "width", "height"]) {
    const value = element.getAttribute(name);
    if (value === null) continue;
    element.setAttribute(
      name,
      value.replace(/-?\d+\.\d{3,}/gu, (number) => String(Number(Number(number).toFixed(2)))),
    );
  }
}
