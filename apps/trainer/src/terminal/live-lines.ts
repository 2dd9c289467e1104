/** Lines at the bottom of a terminal that are redrawn in place. */
import { stripVTControlCharacters } from "node:util";

export interface LiveLines {
  /** Draws unless it was done a moment ago; `force` always. Nothing where the stream is no terminal. */
  draw(lines: () => readonly string[], force?: boolean): void;
  /** Leaves what is drawn; the next lines begin below it. */
  close(): void;
}

const redrawMilliseconds = 100;

export function liveLines(stream: NodeJS.WriteStream, now: () => number): LiveLines {
  let drawnLines = 0;
  let drawnAt = -Infinity;
  return {
    draw(lines, force = false) {
      if (!stream.isTTY || (!force && now() - drawnAt < redrawMilliseconds)) return;
      drawnAt = now();
      if (drawnLines > 0) stream.moveCursor(0, -drawnLines);
      stream.clearScreenDown();
      const drawn = lines().map((line) => `${cut(line, stream.columns)}\n`);
      stream.write(drawn.join(""));
      drawnLines = drawn.length;
    },
    close() {
      drawnLines = 0;
    },
  };
}

/** A line that wraps would be two, and the next drawing one too low. */
function cut(line: string, columns: number): string {
  const visible = stripVTControlCharacters(line);
  return visible.length <= columns ? line : visible.slice(0, columns);
}
