/** The buttons under a figure; `addFigureDownloads` listens to them. */
import type { VNode } from "preact";

export function Downloads(): VNode {
  return (
    <p class="downloads">
      <button type="button" data-download="svg">
        SVG
      </button>
      <button type="button" data-download="csv">
        CSV
      </button>
    </p>
  );
}
