/** What `prepare.ts` of the lane of packages hands to its tests. */
import type { Newcomer } from "./newcomer.js";

declare module "vitest" {
  interface ProvidedContext {
    readonly newcomer: Newcomer;
    /** Removed after the last test. */
    readonly scratch: string;
    /** What the release said. */
    readonly release: string;
    /** A project with everything that the READMEs' programs need, made by npm on Node 20. */
    readonly everything: string;
  }
}
