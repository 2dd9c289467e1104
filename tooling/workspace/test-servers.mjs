/**
 * `npm run test:servers`: exports models and checks them in vLLM, serving on this machine's processor. Installs it
 * into the user's cache, once: 6 GB with what it is compared with. Needs Linux and Python 3.11 or later.
 */
import { runLane } from "./run-lane.mjs";

runLane("servers");
