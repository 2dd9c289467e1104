/**
 * `npm run test:packages`: rehearses a release to a registry on this machine's loopback, and tries what it published
 * as users get it: by npm, pnpm and Yarn, on Node 20, 22 and 24, in Bun, Deno and a browser. Installs those tools into
 * the user's cache, once: 0.9 GB. Needs Linux and git.
 */
import { runLane } from "./run-lane.mjs";

runLane("packages");
