/** The frame of a page: one file that asks nothing of the network and runs no script. */
import type { ComponentChildren, VNode } from "preact";
import { paletteCss } from "./palette-css.js";
import { stylesheet } from "./stylesheet.js";

/** The policy a browser enforces: whatever slipped past escaping still could not run or load. */
const contentSecurityPolicy =
  "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'";

export function Document({
  title,
  encodings,
  children,
}: {
  title: string;
  /** Whose colours the page needs. */
  encodings: Parameters<typeof paletteCss>[0];
  children: ComponentChildren;
}): VNode {
  return (
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content={contentSecurityPolicy} />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="referrer" content="no-referrer" />
        <link rel="icon" href="data:," />
        <title>{title}</title>
        <style dangerouslySetInnerHTML={{ __html: paletteCss(encodings) + stylesheet }} />
      </head>
      <body>{children}</body>
    </html>
  );
}
