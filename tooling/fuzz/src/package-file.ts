/** A file or folder of a package of this workspace, from the folder of the fuzzer's bundles. */
import { fileURLToPath } from "node:url";

export const packageFile = (path: string): string =>
  fileURLToPath(new URL(`../../../packages/${path}`, import.meta.url));
