/** How far a copy is, on standard error of a terminal, redrawn in place; elsewhere nothing, for a copy is short. */
export interface CopyProgress {
  update(writtenBytes: number, totalBytes: number): void;
  /** Clears the line. */
  close(): void;
}

const redrawMilliseconds = 200;

export function copyProgress(stream: NodeJS.WriteStream, now: () => number): CopyProgress {
  const startedAt = now();
  let drawnAt = startedAt;
  let isDrawn = false;
  return {
    update(writtenBytes, totalBytes) {
      if (!stream.isTTY || now() - drawnAt < redrawMilliseconds) return;
      drawnAt = now();
      isDrawn = true;
      const bytesPerSecond = (1000 * writtenBytes) / Math.max(1, drawnAt - startedAt);
      const secondsLeft = Math.ceil((totalBytes - writtenBytes) / Math.max(1, bytesPerSecond));
      const share = Math.floor((100 * writtenBytes) / Math.max(1, totalBytes));
      stream.write(`\r  writing  ${share} %  ${(bytesPerSecond / 1e6).toFixed(0)} MB/s  ${secondsLeft} s left  `);
    },
    close() {
      if (isDrawn) stream.write("\r\u001b[K");
      isDrawn = false;
    },
  };
}
