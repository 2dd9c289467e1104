/** What Vite makes of an import by its query. */
declare module "*?inline" {
  /** A data URL of the file. */
  const url: string;
  export default url;
}
declare module "*?worker&inline" {
  /** A classic worker whose script is a blob of the page's own. */
  const InlineWorker: new () => Worker;
  export default InlineWorker;
}
