/** Where a figure is drawn: in a browser, on the page's own document. */
export function drawingDocument(): Document {
  return document;
}
