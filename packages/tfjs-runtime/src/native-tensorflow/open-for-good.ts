/**
 * Opens a shared library that stays until the process is gone.
 *
 * koffi closes the libraries it opened when Node ends; TensorFlow's threads are still running then, and the
 * process would die of a segmentation fault, its exit code lost. RTLD_NODELETE makes closing do nothing.
 */
import koffi, { type LibraryHandle } from "koffi";

/** dlfcn.h: RTLD_NOW | RTLD_GLOBAL | RTLD_NODELETE */
const flags: Readonly<Partial<Record<NodeJS.Platform, number>>> = {
  linux: 0x2 | 0x100 | 0x1000,
  darwin: 0x2 | 0x8 | 0x80,
};

export function openForGood(file: string): LibraryHandle {
  const mode = flags[process.platform];
  if (mode !== undefined) koffi.load(null).func("void* dlopen(const char*, int)")(file, mode);
  return koffi.load(file, { global: true });
}
