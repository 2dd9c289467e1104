/** Lines drawn together, each under a name and a stroke that no other of them has. */
import type { ComparedLine } from "../../comparison.js";
import { type ExplorerLine, drawnLine } from "../../explorer-line.js";
import { styleVariant } from "../../palette.js";

export function distinctLines(lines: readonly ExplorerLine[]): readonly ComparedLine[] {
  const parts = lines.map(({ task, settings }) => [task, ...settings]);
  const isShared = (part: string): boolean => parts.every((each) => each.includes(part));
  return lines.map((line, index) => {
    const told = parts[index]?.filter((part) => !isShared(part)) ?? [];
    const name = [line.name, ...told].join(" · ");
    const alike = lines.slice(0, index).filter(({ style }) => style.variable === line.style.variable).length;
    return { ...drawnLine(line, name), style: styleVariant(line.style, alike) };
  });
}
