/** Brings a page to life: the component that drew it takes its `<main>` over, with the data it was drawn from. */
import { type ComponentType, h, hydrate } from "preact";
import { addFigureDownloads } from "./figure-downloads.js";

/** Call once, from a page's script. The page stands before its script runs, whole and readable. */
export function takeOver<Props extends object>(component: ComponentType<Props>): void {
  const main = document.querySelector("#page");
  if (main === null) throw new Error("takeOver: expected a page with a #page, got none");
  const data = document.querySelector("#page-data")?.textContent ?? "{}";
  hydrate(h(component, JSON.parse(data) as Props), main);
  addFigureDownloads();
}
