/**
 * YAML of a plan, in time that grows with its length alone, which the parser's own does not: it goes down into what is
 * nested by calling itself, which a file of a few kB can drive to where V8 ends the process; it shows each fault with
 * its line, where one line can have as many faults as characters; and it compares each key with all before it.
 */
import { type Document, LineCounter, Parser, Lexer, isScalar, parseDocument, visit } from "yaml";

/** A plan needs 5: the document, its map, the list of grids, a grid, the list of a flag's values. */
const deepest = 16;

/** Maps become Maps, which keep the order of the file. @throws an Error with one line about the first fault. */
export function parseYaml(text: string): unknown {
  requireReadable(text);
  const lines = new LineCounter();
  const options = { stringKeys: true, prettyErrors: false, uniqueKeys: false, lineCounter: lines };
  const document = parseDocument(text, options);
  const [problem = repeatedKey(document)] = [...document.errors, ...document.warnings];
  if (problem === null) return document.toJS({ mapAsMap: true });
  const { line, col } = lines.linePos(problem.pos[0]);
  throw new Error(`${problem.message} at line ${line}, column ${col}`);
}

interface Problem {
  readonly message: string;
  readonly pos: readonly [begin: number, end: number];
}

function repeatedKey(document: Document.Parsed): Problem | null {
  let found: Problem | null = null;
  visit(document, {
    Map(_, { items }) {
      const keys = new Set<unknown>();
      for (const { key } of items) {
        if (!isScalar(key)) continue;
        const [begin = 0, end = 0] = key.range ?? [];
        if (keys.has(key.value)) found ??= { message: `The key "${String(key.value)}" twice`, pos: [begin, end] };
        keys.add(key.value);
      }
    },
  });
  return found;
}

/**
 * What the parser does before it makes values. Its stack is as high as what it reads is deep, and grows by loops, not by
 * calls; and it goes on after a fault, to as many as there are words.
 */
function requireReadable(text: string): void {
  const lines = new LineCounter();
  lines.addNewLine(0);
  const parser = new Parser(lines.addNewLine);
  const refuse = (fault: string): never => {
    throw new Error(`${fault} at line ${lines.linePos(parser.offset).line}`);
  };
  for (const lexeme of new Lexer().lex(text)) {
    for (const token of parser.next(lexeme)) if (token.type === "error") refuse(token.message);
    if (parser.stack.length > deepest) refuse(`more than ${deepest} levels`);
  }
}
