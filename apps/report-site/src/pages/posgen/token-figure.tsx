/**
 * A sequence as squares to press, with arcs from the tokens that make the one looked at: the paper's Figure 2.
 * Over each square lies a button, at shares of the drawing's size.
 */
import { Fragment, type VNode } from "preact";
import type { FigureSize } from "../../figures/figure-size.js";
import { TokenButton } from "./token-button.js";
import type { TokenFigureProps } from "./token-figure-props.js";
import { numberHeight, tokenLayout } from "./token-layout.js";
import { TokenSquare, accent, alert } from "./token-square.js";

export function TokenFigure({ size, ...props }: TokenFigureProps & { size: FigureSize }): VNode {
  const { tokens, at, sources, shortcut, title, description } = props;
  const layout = tokenLayout(size, tokens.length, shortcut !== null);
  const id = `tokens-${size.name}`;
  return (
    <div class={`tokens ${size.name}`}>
      <svg
        xmlns="http://www.w3.org/2000/svg"
        viewBox={`0 0 ${layout.width} ${layout.height}`}
        width={layout.width}
        height={layout.height}
        role="img"
        aria-labelledby={`${id}-title ${id}-desc`}
        font-size="11"
        text-anchor="middle"
        fill="currentColor"
      >
        <title id={`${id}-title`}>{title}</title>
        <desc id={`${id}-desc`}>{description}</desc>
        {(["rule", "shortcut"] as const).map((kind) => (
          <marker
            key={kind}
            id={`${id}-${kind}`}
            viewBox="0 0 8 8"
            refX="7"
            refY="4"
            markerWidth="8"
            markerHeight="8"
            orient="auto"
            markerUnits="userSpaceOnUse"
          >
            <path d="M0 0.8L7.5 4L0 7.2Z" fill={colours[kind]} />
          </marker>
        ))}
        {Array.from({ length: tokens.length }, (_, index) => {
          const { x, y } = layout.at(index);
          return (
            <Fragment key={index}>
              <TokenSquare {...props} index={index} x={x} y={y} side={layout.side} />
              <text x={x + layout.side / 2} y={y + layout.side + numberHeight - 2} fill-opacity={0.85}>
                {index + 1}
              </text>
            </Fragment>
          );
        })}
        {[...sources.far, ...sources.near].map((source) => (
          <path
            key={`rule ${source}`}
            d={layout.arc(source, at, "above")}
            fill="none"
            stroke={colours.rule}
            stroke-width={sources.far.includes(source) ? 2.6 : 1.5}
            marker-end={`url(#${id}-rule)`}
          />
        ))}
        {shortcut?.sources.map((source) => (
          <path
            key={`shortcut ${source}`}
            d={layout.arc(source, at, "below")}
            fill="none"
            stroke={colours.shortcut}
            stroke-width={2}
            stroke-dasharray="5 3"
            marker-end={`url(#${id}-shortcut)`}
          />
        ))}
      </svg>
      {Array.from({ length: tokens.length }, (_, index) => {
        const { x, y } = layout.at(index);
        const share = (value: number, of: number): string => `${((100 * value) / of).toFixed(3)}%`;
        return (
          <TokenButton
            key={index}
            {...props}
            index={index}
            style={{
              left: share(x, layout.width),
              top: share(y, layout.height),
              width: share(layout.side, layout.width),
              height: share(layout.side, layout.height),
            }}
          />
        );
      })}
    </div>
  );
}

const colours = { rule: accent, shortcut: alert } as const;
