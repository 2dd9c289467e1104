/** The playground's worker, from the file beside the page; loaded when it is first wanted. */
import { machineFile } from "../playground/machine-file.js";

declare global {
  /** Set by that file. */
  // oxlint-disable-next-line no-var -- a property of the window is declared so
  var PlaygroundWorker: (new () => Worker) | undefined;
}

export async function loadPlaygroundWorker(): Promise<Worker> {
  if (globalThis.PlaygroundWorker === undefined) await loadScript(machineFile);
  if (globalThis.PlaygroundWorker === undefined) throw new Error(`${machineFile} holds no worker`);
  return new globalThis.PlaygroundWorker();
}

function loadScript(file: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = file;
    script.addEventListener("load", () => resolve());
    script.addEventListener("error", () => reject(new Error(`${file}, which lies beside this page, did not load`)));
    document.head.append(script);
  });
}
