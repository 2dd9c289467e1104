/** What the buttons under a figure do: save its drawing as SVG, and the numbers behind it as CSV. */
import { csvFormatRows } from "d3-dsv";
import { saveFile } from "./save-file.js";

/** One listener for the page: figures come and go as readers choose. */
export function addFigureDownloads(): void {
  document.documentElement.classList.add("scripted");
  document.addEventListener("click", ({ target }) => {
    const button = target instanceof Element ? target.closest<HTMLElement>("[data-download]") : null;
    const figure = button?.closest("figure");
    if (button === null || !figure) return;
    if (button.dataset["download"] === "svg")
      saveFile(`${nameOf(figure)}.svg`, new Blob([shownDrawing(figure)], { type: "image/svg+xml" }));
    else for (const { name, csv } of tablesOf(figure)) saveFile(`${name}.csv`, new Blob([csv], { type: "text/csv" }));
  });
}

/** From the drawing's title: "Accuracy by position" is accuracy-by-position. */
function nameOf(figure: Element): string {
  return wordsOf(figure.querySelector("svg title")?.textContent ?? "figure");
}

const wordsOf = (text: string): string =>
  text
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/gu, "-")
    .replaceAll(/^-|-$/gu, "");

/** Of the wide and the narrow drawing the one that is seen, as a file of its own; its colours are the light page's. */
function shownDrawing(figure: Element): string {
  const drawings = [...figure.querySelectorAll("svg[role=img]")];
  const drawing = drawings.find((each) => each.getClientRects().length > 0) ?? drawings[0];
  if (drawing === undefined) return "";
  const file = drawing.cloneNode(true) as Element;
  // The page's style gives it one, and stays behind.
  if (!file.hasAttribute("font-family")) file.setAttribute("font-family", "system-ui, sans-serif");
  return new XMLSerializer().serializeToString(file);
}

function tablesOf(figure: Element): { name: string; csv: string }[] {
  return [...figure.querySelectorAll("table")].map((table) => ({
    name: wordsOf(table.caption?.textContent ?? nameOf(figure)),
    csv: csvFormatRows([...table.rows].map((row) => [...row.cells].map(({ textContent }) => fieldOf(textContent)))),
  }));
}

/** Numbers as programs read them; and no text that a spreadsheet would compute: names come from whoever made the runs. */
function fieldOf(cell: string): string {
  const text = cell.replaceAll("\u202f", "").replaceAll("\u00a0", " ").replaceAll("\u2212", "-");
  return /^[=+\-@\t\r]/u.test(text) && Number.isNaN(Number(text)) ? `'${text}` : text;
}
