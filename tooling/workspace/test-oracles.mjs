/**
 * `npm run test:oracles`: exports models and checks them in transformers and llama.cpp. Installs both, and what the
 * tests compare with, into the user's cache, once: 2.5 GB. Needs Python 3.11 or later.
 */
import { runLane } from "./run-lane.mjs";

runLane("oracles");
