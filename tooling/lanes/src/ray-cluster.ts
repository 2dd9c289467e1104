import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type ServedProgram, startServedProgram } from "./served-program.js";

// Fixed, for Ray would else take ports of whoever looks for a free one.
const ports = ["--port=26379", "--ray-client-server-port=20001", "--dashboard-agent-listen-port=20003"];
const workerPorts = ["--min-worker-port=20010", "--max-worker-port=20099"];
const small = ["--num-cpus=2", "--object-store-memory=100000000"];

/** Ray on this machine alone; its dashboard is at the address. */
export async function startRay(python: string): Promise<ServedProgram> {
  // A short path: below it are sockets, whose names may have 107 characters.
  const scratch = await mkdtemp(join(tmpdir(), "ray-"));
  const program = ["-m", "ray.scripts.scripts", "start", "--head", "--block", "--disable-usage-stats"];
  const { address, stop } = await startServedProgram({
    what: "Ray",
    program: python,
    words: (port) => [
      ...program,
      ...small,
      ...ports,
      ...workerPorts,
      `--temp-dir=${scratch}`,
      "--node-ip-address=127.0.0.1",
      "--dashboard-host=127.0.0.1",
      `--dashboard-port=${port}`,
    ],
    environment: {},
    upAt: "/api/version",
  });
  return {
    address,
    async stop() {
      await stop();
      await rm(scratch, { recursive: true, force: true });
    },
  };
}
