/**
 * Loads TensorFlow without its greetings on standard error, which nothing but its Python part can turn off:
 * one is written while the library loads, the others fall below the log threshold set here.
 */
import koffi, { type LibraryHandle } from "koffi";

const standardError = 2;
const writeOnly = 1;
/** absl::LogSeverityAtLeast::kError */
const errorsOnly = 2;

export function quietly(load: () => LibraryHandle): void {
  const library = process.platform === "linux" ? withoutStandardError(load) : load();
  try {
    library.func("void _ZN4absl12lts_2025081414SetMinLogLevelENS0_18LogSeverityAtLeastE(int)")(errorsOnly);
  } catch {
    // Another build of TensorFlow names it otherwise: it greets, and works.
  }
}

function withoutStandardError(load: () => LibraryHandle): LibraryHandle {
  const libc = koffi.load(null);
  const dup = libc.func("int dup(int)");
  const dup2 = libc.func("int dup2(int, int)");
  const close = libc.func("int close(int)");
  const nowhere: number = libc.func("int open(const char*, int)")("/dev/null", writeOnly);
  const kept: number = dup(standardError);
  dup2(nowhere, standardError);
  try {
    return load();
  } finally {
    dup2(kept, standardError);
    close(kept);
    close(nowhere);
  }
}
