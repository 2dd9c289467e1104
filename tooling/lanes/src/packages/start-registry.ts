/**
 * A registry on the loopback (verdaccio). It keeps what is published to it, and hands on, and keeps, what npm's
 * configured registry has.
 */
import { mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { laneFolder } from "../lane-folder.js";
import { runProgram } from "../run-program.js";
import { type ServedProgram, startServedProgram } from "../served-program.js";
import { nodeFolder } from "./package-tools.js";

/** @param scratch a folder for its settings. */
export async function startRegistry(tools: string, scratch: string): Promise<ServedProgram> {
  const storage = join(laneFolder(), "registry");
  // Only what comes from elsewhere is kept from one run to the next.
  await rm(join(storage, "@resonance-rope"), { recursive: true, force: true });
  await mkdir(storage, { recursive: true });
  const upstream = (await runProgram("npm", ["config", "get", "registry"])).trim();
  const everyone = { access: "$all", publish: "$all", unpublish: "$all" };
  const settings = {
    storage,
    uplinks: { upstream: { url: upstream, maxage: "1h", timeout: "60s", max_fails: 10 } },
    packages: { "@resonance-rope/*": everyone, "**": { access: "$all", proxy: "upstream" } },
    auth: { htpasswd: { file: join(scratch, "htpasswd"), max_users: -1 } },
    middlewares: { audit: { enabled: true } },
    web: { enable: false },
    log: { type: "stdout", format: "pretty", level: "error" },
    max_body_size: "50mb",
  };
  const file = join(scratch, "verdaccio.yaml");
  // JSON is YAML.
  await writeFile(file, JSON.stringify(settings));
  return startServedProgram({
    what: "verdaccio",
    program: join(nodeFolder(tools, "22"), "node"),
    words: (port) => [join(tools, "verdaccio/bin/verdaccio"), "--config", file, "--listen", `127.0.0.1:${port}`],
    environment: {},
    upAt: "/-/ping",
  });
}
