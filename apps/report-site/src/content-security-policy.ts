/** What a page may do, for the browser to enforce: whatever slipped past escaping still could not run or load. */
const everyPage: Readonly<Record<string, string>> = {
  "default-src": "'none'",
  "style-src": "'unsafe-inline'",
  "img-src": "data:",
  // From where the page is, and from nowhere when it is a file.
  "connect-src": "'self'",
  "base-uri": "'none'",
  "form-action": "'none'",
};

/**
 * @param scripts hashes of the page's own scripts, the only ones that run.
 * @param more directives of this page alone, such as `worker-src blob:`; sources of a directive that is there are added.
 */
export function contentSecurityPolicy(scripts: readonly string[], more: readonly string[]): string {
  const directives = new Map(Object.entries(everyPage));
  directives.set("script-src", scripts.map((hash) => `'${hash}'`).join(" "));
  for (const directive of more) {
    const [name = "", ...sources] = directive.split(" ");
    directives.set(name, [directives.get(name) ?? [], sources].flat().join(" "));
  }
  return [...directives].map(([name, sources]) => `${name} ${sources}`).join("; ");
}
