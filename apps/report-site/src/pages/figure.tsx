/** A figure: its two drawings, of which the page shows the one that fits, a caption, and the numbers behind it. */
import type { ComponentChildren, VNode } from "preact";
import { useContext } from "preact/hooks";
import { type FigureSize, figureSizes } from "../figures/figure-size.js";
import { Downloads } from "./downloads.js";
import { PageDrawing } from "./page-drawing.js";

export function Figure({
  draw,
  caption,
  children,
}: {
  /** Returns an SVG element as text; its own drawing code escapes what it shows. */
  draw: (size: FigureSize) => string;
  caption: ComponentChildren;
  children?: ComponentChildren;
}): VNode {
  const page = useContext(PageDrawing);
  return (
    <figure>
      {figureSizes.map((size) => (
        <div key={size.name} class={size.name} dangerouslySetInnerHTML={{ __html: page.drawn ? "" : draw(size) }} />
      ))}
      <figcaption>{caption}</figcaption>
      <Downloads />
      {children}
    </figure>
  );
}
