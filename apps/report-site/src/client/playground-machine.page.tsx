/** The playground's machine, in a file beside the page: some megabytes, which only those who compute wait for. */
// oxlint-disable-next-line import/default -- Vite makes it, by the query
import PlaygroundWorker from "./playground.worker.js?worker&inline";

globalThis.PlaygroundWorker = PlaygroundWorker;
