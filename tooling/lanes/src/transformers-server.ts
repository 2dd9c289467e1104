/**
 * `transformers serve` of one folder.
 *
 * It lists the models of the Hugging Face cache alone, so the folder is put into a cache of its own, by links.
 */
import { mkdir, readdir, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type ServedProgram, startServedProgram } from "./served-program.js";

/** As the server calls it. */
export const transformersServedName = "lanes/model";
const program = ["-m", "transformers.cli.transformers", "serve"];
const revision = "0".repeat(40);

/** @param scratch takes the cache. */
export async function startTransformersServer(
  python: string,
  packages: string,
  folder: string,
  scratch: string,
): Promise<ServedProgram> {
  const model = join(scratch, "hub", `models--${transformersServedName.replace("/", "--")}`);
  const snapshot = join(model, "snapshots", revision);
  await mkdir(snapshot, { recursive: true });
  await mkdir(join(model, "refs"));
  await writeFile(join(model, "refs/main"), revision);
  for (const name of await readdir(folder)) await symlink(join(folder, name), join(snapshot, name));
  return startServedProgram({
    what: "transformers serve",
    program: python,
    words: (port) => [...program, transformersServedName, "--device", "cpu", "--host", "127.0.0.1", "--port", port],
    environment: { PYTHONPATH: packages, HF_HOME: scratch },
  });
}
