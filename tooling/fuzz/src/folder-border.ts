/** The border at which a folder is read: written down for each input, where the machine has it in memory if it can. */
import { type Border, filesOf } from "./border.js";
import { onDisk } from "./on-disk.js";

/** @param example paths in the folder and their texts, which are right. */
export function folderBorder(
  example: Readonly<Record<string, string>>,
  read: (folder: string) => Promise<void>,
): Border {
  const disk = onDisk();
  return {
    refuses: ["invalid-file"],
    seeds: () => Promise.resolve([filesOf(example)]),
    read: (files) => disk.with(files, read),
    dispose: disk.dispose,
  };
}
