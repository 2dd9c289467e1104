/** A right document of each schema, as JSON. */
import { exampleDocuments } from "../../../packages/contracts/test/example-documents.js";

export function exampleDocument(wanted: string): string {
  const found = exampleDocuments.find(([name]) => name === wanted);
  if (found === undefined) throw new Error(`no example of ${wanted}`);
  return JSON.stringify(found[2]);
}
