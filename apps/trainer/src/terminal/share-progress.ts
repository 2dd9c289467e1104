/** How much of a piece of work is done, on standard error: redrawn in place on a terminal, elsewhere a line now and then. */
import { formatDuration } from "./format-duration.js";

export interface ShareProgress {
  /** @param share from 0 to 1; the time left is judged from the first call on. */
  readonly update: (share: number) => void;
  /** Clears a terminal's line. */
  readonly close: () => void;
}

const redrawMilliseconds = 200;
/** Work that is done sooner needs no line. */
const lineMilliseconds = 2000;

/** @param words what is done, as in "resampling". */
export function shareProgress(stream: NodeJS.WriteStream, now: () => number, words: string): ShareProgress {
  let startedAt: number | null = null;
  let shownAt = 0;
  let isDrawn = false;
  return {
    update(share) {
      if (startedAt === null) startedAt = shownAt = now();
      if (share === 0 || now() - shownAt < (stream.isTTY ? redrawMilliseconds : lineMilliseconds)) return;
      shownAt = now();
      const secondsLeft = ((1 / share - 1) * (shownAt - startedAt)) / 1000;
      const line = `  ${words}  ${Math.floor(100 * share)} %  ${formatDuration(secondsLeft)} left`;
      stream.write(stream.isTTY ? `\r\u001b[K${line}` : `${line}\n`);
      isDrawn = stream.isTTY;
    },
    close() {
      if (isDrawn) stream.write("\r\u001b[K");
      isDrawn = false;
    },
  };
}
