/** What a process sees on a machine that has never seen this workspace: tools, an empty home, the registry. */
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { type NodeLine, nodeFolder } from "./package-tools.js";

export interface Newcomer {
  readonly tools: string;
  /** A folder of its own. */
  readonly home: string;
  /** The registry's address. */
  readonly registry: string;
}

export async function environmentOf({ tools, home, registry }: Newcomer, node: NodeLine): Promise<NodeJS.ProcessEnv> {
  await mkdir(home, { recursive: true });
  const { NODE_EXTRA_CA_CERTS, LANG } = process.env;
  return {
    PATH: [nodeFolder(tools, node), join(tools, ".bin"), "/usr/local/bin", "/usr/bin", "/bin"].join(":"),
    HOME: home,
    NODE_EXTRA_CA_CERTS,
    LANG,
    npm_config_registry: registry,
    npm_config_update_notifier: "false",
    YARN_NPM_REGISTRY_SERVER: registry,
    YARN_UNSAFE_HTTP_WHITELIST: "127.0.0.1",
    YARN_ENABLE_TELEMETRY: "0",
    // In minutes: what a release has just published is younger than it usually takes.
    YARN_NPM_MINIMAL_AGE_GATE: "0",
    YARN_ENABLE_IMMUTABLE_INSTALLS: "0",
    // No native TensorFlow, as on the first day.
    RESONANCE_CACHE: join(home, "cache"),
    DO_NOT_TRACK: "1",
    DENO_NO_UPDATE_CHECK: "1",
  };
}
