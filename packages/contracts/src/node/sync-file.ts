import { fsync } from "node:fs";
import type { FileHandle } from "node:fs/promises";
import { promisify } from "node:util";

const syncDescriptor = promisify(fsync);

/** Puts what was written on the disk. By its number: the handles of Yarn's Plug'n'Play have no sync of their own. */
export const syncFile = (file: FileHandle): Promise<void> => syncDescriptor(file.fd);
