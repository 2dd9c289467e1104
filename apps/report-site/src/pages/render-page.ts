/** A page component as the text of an HTML file. */
import type { VNode } from "preact";
import { renderToString } from "preact-render-to-string";

export function renderPage(page: VNode): string {
  return `<!doctype html>\n${renderToString(page)}\n`;
}
