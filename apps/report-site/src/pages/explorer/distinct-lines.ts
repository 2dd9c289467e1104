/** Lines drawn together, each under a name and a stroke that no other of them has. */
import type { ComparedLine } from "../../comparison.js";
import { type ExplorerLine, drawnLine } from "../../explorer-data.js";
import { styleVariant } from "../../palette.js";

export function distinctLines(lines: readonly ExplorerLine[]): readonly ComparedLine[] {
  const differs = (field: "task" | "setting"): boolean => new Set(lines.map((line) => line[field])).size > 1;
  const shown = (["task", "setting"] as const).filter(differs);
  return lines.map((line, index) => {
    const name = [line.name, ...shown.map((field) => line[field])].join(" · ");
    const alike = lines.slice(0, index).filter(({ style }) => style.variable === line.style.variable).length;
    return { ...drawnLine(line, name), style: styleVariant(line.style, alike) };
  });
}
