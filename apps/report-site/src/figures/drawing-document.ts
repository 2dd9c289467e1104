/** Where a figure is drawn: outside a browser, on a document of linkedom's. */
import { parseHTML } from "linkedom";

export function drawingDocument(): Document {
  return parseHTML("<!doctype html><html><body></body></html>").document;
}
