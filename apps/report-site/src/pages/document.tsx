/** The frame of a page: one file that asks nothing of the network and runs no script but its own. */
import type { ComponentChildren, VNode } from "preact";
import { contentSecurityPolicy } from "../content-security-policy.js";
import type { PageScript } from "../page-script.js";
import { generator } from "../remove-earlier-pages.js";
import { type SitePage, sitePages } from "../site-pages.js";
import { paletteCss } from "./palette-css.js";
import { stylesheet } from "./stylesheet.js";

export interface DocumentProps {
  readonly title: string;
  /** The entry of the navigation that it stands under. */
  readonly page: SitePage;
  /** Runs as the page opens. */
  readonly reading: PageScript;
  /** Takes the page over when its reader first turns to it. */
  readonly script?: PageScript | null;
  /** Shows the page anew when its server says that it has changed. */
  readonly live?: PageScript | null;
  /** What the script is given, as JSON; the page is drawn from the same. */
  readonly data?: unknown;
  /** What the script may do beyond changing its page, as directives of a content security policy. */
  readonly policy?: readonly string[];
  /** CSS of the page's own. */
  readonly style?: string;
  /** Whose colours the page needs. */
  readonly encodings?: Parameters<typeof paletteCss>[0];
  /** The content of `<main>`, which the script takes over. */
  readonly children: ComponentChildren;
}

export function Document({
  title,
  page,
  reading,
  script = null,
  live = null,
  data,
  policy = [],
  style = "",
  encodings = [],
  children,
}: DocumentProps): VNode {
  const running = live === null ? [reading] : [reading, live];
  const scripts = script === null ? running : [...running, script];
  return (
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="generator" content={generator} />
        <meta
          http-equiv="Content-Security-Policy"
          content={contentSecurityPolicy(
            scripts.map(({ hash }) => hash),
            policy,
          )}
        />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="referrer" content="no-referrer" />
        <meta name="description" content={`${title}. Rotary position embeddings whose wavelengths are whole tokens.`} />
        <link rel="icon" href="data:," />
        <title>{`${title} · Resonance RoPE`}</title>
        <style dangerouslySetInnerHTML={{ __html: paletteCss(encodings) + stylesheet + style }} />
      </head>
      <body>
        <a class="skip" href="#page">
          Skip to the content
        </a>
        <nav aria-label="Pages">
          <span class="brand">Resonance RoPE</span>
          {Object.values(sitePages).map((each) => (
            <a key={each.file} href={each.file} aria-current={each.file === page.file ? "page" : undefined}>
              {each.name}
            </a>
          ))}
        </nav>
        <main id="page">{children}</main>
        <footer>
          <p>
            The paper: Wang, Kobyzev, Lu, Rezagholizadeh and Liu,{" "}
            <cite>Resonance RoPE: Improving Context Length Generalization of Large Language Models</cite>, Findings of
            ACL 2024, <a href="https://arxiv.org/abs/2403.00071">arXiv 2403.00071</a>.
          </p>
        </footer>
        {data !== undefined && (
          <script
            id="page-data"
            type="application/json"
            dangerouslySetInnerHTML={{ __html: JSON.stringify(data).replaceAll("<", String.raw`\u003c`) }}
          />
        )}
        {script !== null && (
          <script id="page-script" type="text/plain" dangerouslySetInnerHTML={{ __html: script.text }} />
        )}
        {running.map(({ hash, text }) => (
          <script key={hash} dangerouslySetInnerHTML={{ __html: text }} />
        ))}
      </body>
    </html>
  );
}
