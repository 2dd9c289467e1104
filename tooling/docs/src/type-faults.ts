/** What TypeScript objects to in programs, as strictly as it can for JavaScript. */
import ts from "typescript";

const options: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2023,
  lib: ["lib.es2023.d.ts", "lib.dom.d.ts"],
  module: ts.ModuleKind.NodeNext,
  moduleResolution: ts.ModuleResolutionKind.NodeNext,
  strict: true,
  // JavaScript names no types.
  noImplicitAny: false,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  skipLibCheck: true,
  allowJs: true,
  checkJs: true,
  noEmit: true,
  types: [],
};

/**
 * JavaScript's `{ kind: "linear" }` may hold any string, and its parts may be undefined: of what it hands over, names and
 * counts are checked and not literals (2322, 2345: not assignable; 18048: possibly undefined).
 */
const leftToJavaScript = new Set([2322, 2345, 18_048]);

/** @param files whole paths */
export function typeFaults(files: readonly string[]): readonly string[] {
  const program = ts.createProgram(files, options);
  return ts
    .getPreEmitDiagnostics(program)
    .filter(({ file, code }) => !(file?.fileName.endsWith(".mjs") === true && leftToJavaScript.has(code)))
    .map(({ file, messageText }) => `${file?.fileName ?? ""}: ${ts.flattenDiagnosticMessageText(messageText, "\n")}`);
}
