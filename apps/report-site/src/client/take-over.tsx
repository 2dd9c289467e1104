/** Brings a page to life: the component that drew it takes its part over, with the data it was drawn from. */
import { type ComponentType, h, hydrate } from "preact";
import { PageDrawing } from "../pages/page-drawing.js";

/**
 * Call once, from a page's script. The page stands before its script runs, whole and readable.
 *
 * @param part what the component drew: all of `<main>`, or an element in it; on a page without it nothing happens.
 */
export function takeOver<Props extends object>(component: ComponentType<Props>, part = "#page"): void {
  const data = document.querySelector("#page-data")?.textContent ?? "{}";
  const root = document.querySelector(part);
  const page = { drawn: true };
  const content = h(component, JSON.parse(data) as Props);
  if (root !== null) hydrate(h(PageDrawing.Provider, { value: page, children: content }), root);
  page.drawn = false;
}
