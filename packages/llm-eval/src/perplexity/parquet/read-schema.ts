import { decodeName } from "./decode-name.js";
import type { ThriftReader } from "./thrift-reader.js";

export interface Schema {
  /** Of the columns of the first level, the first hundred. */
  readonly names: readonly string[];
  /** Of the column that was asked for: whether a text may be missing, so that a level for each says which. */
  readonly optional: boolean;
  /** False where there is no such column, or one of something else. */
  readonly isText: boolean;
}

/** A tree, each element before its children: the root, and the columns of the first level among those below them. */
export function readSchema(reader: ThriftReader, listType: number, column: string): Schema {
  const names: string[] = [];
  let [found, only]: [number, SchemaElement | null] = [0, null];
  let [isRoot, below] = [true, 0];
  reader.list(listType, (type) => {
    const element = readSchemaElement(reader, type);
    if (isRoot) isRoot = false;
    else if (below > 0) below += element.children - 1;
    else {
      below = element.children;
      const name = decodeName(element.name);
      if (names.length < 100) names.push(name);
      if (name === column) [found, only] = [found + 1, element];
    }
  });
  if (found > 1) throw new Error(`${found} columns of one name`);
  const element = only as SchemaElement | null;
  return { names, optional: element?.repetition !== required, isText: element?.isText ?? false };
}

interface SchemaElement {
  readonly name: Uint8Array;
  readonly repetition: number;
  readonly children: number;
  readonly isText: boolean;
}

/** Parquet's numbers for types, for what they stand for, and for how often a value may be there. */
const [byteArray, utf8, enumeration, required, repeated] = [6, 0, 4, 0, 2];

/** A text may be said to be one, or be bytes of which nothing is said. Bytes may also be numbers, JSON or shapes. */
function readSchemaElement(reader: ThriftReader, type: number): SchemaElement {
  let name: Uint8Array = new Uint8Array();
  let [physical, repetition, children, converted] = [-1, required, 0, utf8];
  let [isLogical, isLogicalText] = [false, false];
  const asText = (inner: number): void => {
    isLogicalText = true;
    reader.skip(inner);
  };
  reader.struct(
    {
      1: (inner) => (physical = reader.length(inner)),
      3: (inner) => (repetition = reader.length(inner)),
      4: (inner) => (name = reader.binary(inner)),
      5: (inner) => (children = reader.length(inner)),
      6: (inner) => (converted = reader.length(inner)),
      10: (inner) => {
        isLogical = true;
        // STRING and ENUM.
        reader.struct({ 1: asText, 4: asText }, inner);
      },
    },
    type,
  );
  const isSingle = physical === byteArray && children === 0 && repetition !== repeated;
  const isSaid = (converted === utf8 || converted === enumeration) && isLogical === isLogicalText;
  return { name, repetition, children, isText: isSingle && isSaid };
}
