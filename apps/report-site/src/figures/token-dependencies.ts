/** Which tokens make the next one: the paper's own example of a task, with arrows to its last token. */
import * as Plot from "@observablehq/plot";
import type { TaskName } from "@resonance-rope/contracts";
import { readBy, ruleInWords } from "../made-from.js";
import { taskWords } from "../task-words.js";
import { drawFigure } from "./draw-figure.js";
import type { FigureSize } from "./figure-size.js";

export function tokenDependencies(task: TaskName, anchor: string, size: FigureSize): string {
  const { exampleTask, example, title } = taskWords(task);
  const target = example.length - 1;
  const sources = readBy(exampleTask, target);
  const cells = Array.from(example, (token, index) => ({ token, index, role: roleOf(index, target, sources) }));
  const side = size.width / example.length;
  return drawFigure(
    {
      id: `dependencies-${anchor}-${size.name}`,
      title: `${title}: which tokens make the next one`,
      description: `Tokens ${example.join(" ")}. The last is made from those at positions ${sources.map((index) => index + 1).join(", ")}: ${ruleInWords(exampleTask, example, target)}.`,
    },
    size,
    [],
    {
      height: side + 74,
      marginTop: 56,
      marginBottom: 18,
      marginLeft: 1,
      marginRight: 1,
      x: { domain: [-0.5, target + 0.5], axis: null },
      y: { domain: [0, 1], axis: null },
      marks: [
        ...(["seed", "plain", "source", "target"] as const).map((role) =>
          Plot.rect(
            cells.filter((cell) => cell.role === role),
            {
              x1: ({ index }: { index: number }) => index - 0.5,
              x2: ({ index }: { index: number }) => index + 0.5,
              y1: 0,
              y2: 1,
              inset: 2,
              rx: 4,
              ...cellStyle[role],
            },
          ),
        ),
        Plot.text(cells, { x: "index", y: 0.5, text: ({ token }: { token: number }) => String(token), fontSize: 15 }),
        Plot.text(["given at random"], { x: [1.5], y: [0], dy: 12, fill: "currentColor", fillOpacity: 0.75 }),
        ...sources.map((source) =>
          Plot.arrow([source], {
            x1: [source],
            x2: [target],
            y1: [1],
            y2: [1],
            bend: bendWithin(50, (target - source) * side),
            insetEnd: 3,
            headLength: 7,
            stroke: "var(--accent, #0072b2)",
            strokeWidth: 1.6,
          }),
        ),
      ],
    },
  );
}

/** Degrees by which an arc over a chord leaves it, for a height of at most `height`; short arcs stay under long ones. */
function bendWithin(height: number, chord: number): number {
  return Math.min(25, (2 * Math.atan((2 * height) / chord) * 180) / Math.PI);
}

type Role = "seed" | "plain" | "source" | "target";

const cellStyle: Readonly<Record<Role, object>> = {
  seed: { fill: "currentColor", fillOpacity: 0.08 },
  plain: { fill: "none", stroke: "currentColor", strokeOpacity: 0.3 },
  source: { fill: "var(--accent, #0072b2)", fillOpacity: 0.14, stroke: "var(--accent, #0072b2)" },
  target: { fill: "none", stroke: "var(--accent, #0072b2)", strokeWidth: 2.5 },
};

function roleOf(index: number, target: number, sources: readonly number[]): Role {
  if (index === target) return "target";
  if (sources.includes(index)) return "source";
  return index < 4 ? "seed" : "plain";
}
