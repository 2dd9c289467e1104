import { join } from "node:path";
import envPaths from "env-paths";

/** Where the lanes keep what they install and make: beside native TensorFlow in the user's cache, which `RESONANCE_CACHE` moves. */
export function laneFolder(): string {
  const moved = process.env["RESONANCE_CACHE"];
  const cache = moved === undefined || moved === "" ? envPaths("resonance-rope", { suffix: "" }).cache : moved;
  return join(cache, "lanes");
}
