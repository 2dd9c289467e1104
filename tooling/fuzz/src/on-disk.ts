/** Readers of folders, given one: in memory where the machine has such a disk. */
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { Files } from "./border.js";

export interface Disk {
  /** Calls back with a folder that holds exactly these files. */
  with<T>(files: Files, use: (folder: string) => T | Promise<T>): Promise<T>;
  dispose(): Promise<void>;
}

export function onDisk(): Disk {
  let root: string | null = null;
  const written = new Set<string>();
  return {
    async with(files, use) {
      root ??= mkdtempSync(join(existsSync("/dev/shm") ? "/dev/shm" : tmpdir(), "resonance-fuzz-"));
      for (const name of [...written].filter((each) => !files.has(each))) {
        rmSync(join(root, name), { force: true });
        written.delete(name);
      }
      for (const [name, data] of files) {
        if (!written.has(name)) mkdirSync(dirname(join(root, name)), { recursive: true });
        writeFileSync(join(root, name), data);
        written.add(name);
      }
      return use(root);
    },
    dispose() {
      if (root !== null) rmSync(root, { recursive: true, force: true });
      return Promise.resolve();
    },
  };
}
