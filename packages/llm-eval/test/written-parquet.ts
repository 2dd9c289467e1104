/** Parquet by hand, right or wrong in any place: Thrift's compact protocol, and pages as parquet.thrift numbers them. */

/** A value and its type. */
export type Value = readonly [type: number, bytes: readonly number[]];

function varint(number: number): number[] {
  return number < 128 ? [number] : [(number % 128) + 128, ...varint(Math.floor(number / 128))];
}

const zigzag = (number: number): number[] => varint(number < 0 ? -2 * number - 1 : 2 * number);
export const whole = (number: number): Value => [6, zigzag(number)];
export const binary = (bytes: readonly number[]): Value => [8, [...varint(bytes.length), ...bytes]];
export const text = (words: string): Value => binary(Array.from(new TextEncoder().encode(words)));

/** @param count of the items, whatever their bytes say. */
export function list(type: number, items: readonly number[], count: number): Value {
  return [9, [0xf0 + type, ...varint(count), ...items]];
}

/** By their numbers; undefined for one that is left out. */
type Fields = Readonly<Record<number, Value | undefined>>;

export function struct(fields: Fields): Value {
  // Each field by its number, not by its distance from the one before.
  const bytes = Object.entries(fields).flatMap(([number, field]) =>
    field === undefined ? [] : [field[0], ...varint(2 * Number(number)), ...field[1]],
  );
  return [12, [...bytes, 0]];
}

export const plain = (...words: string[]): number[] =>
  words.flatMap((word) => {
    const bytes = Array.from(new TextEncoder().encode(word));
    return [...new Uint8Array(Uint32Array.of(bytes.length).buffer), ...bytes];
  });

/** DELTA_BINARY_PACKED, each difference with all of its 32 bits. */
export function deltas(numbers: readonly number[]): number[] {
  const differences = numbers.slice(1).map((number, index) => number - (numbers[index] ?? 0));
  const blocks = Array.from({ length: Math.ceil(differences.length / 128) }, (_, block) => {
    const inBlock = differences.slice(128 * block, 128 * (block + 1));
    const bytes = new Int32Array(32 * Math.ceil(inBlock.length / 32));
    bytes.set(inBlock);
    return [0, 32, 32, 32, 32, ...new Uint8Array(bytes.buffer)];
  });
  return [...varint(128), 4, ...varint(numbers.length), ...zigzag(numbers[0] ?? 0), ...blocks.flat()];
}

interface Page {
  readonly values?: number;
  readonly encoding?: number;
  readonly kind?: number;
  readonly size?: number;
  readonly header?: Readonly<Record<number, Value>>;
}

/** A page of a column in which no text may be missing. */
export function page(
  body: readonly number[],
  { values = 1, encoding = 0, kind = 0, size, header = {} }: Page = {},
): number[] {
  const sizes = { 1: whole(kind), 2: whole(size ?? body.length), 3: whole(body.length) };
  const ofKind = struct({ 1: whole(values), 2: whole(encoding), 3: whole(3), 4: whole(encoding) });
  const field = [5, 6, 7, 8][kind] ?? 5;
  return [...struct({ ...sizes, [field]: ofKind, ...header })[1], ...body];
}

export interface WrittenParquet {
  readonly pages?: readonly number[];
  /** Of each row group, all of which have the same pages. */
  readonly rows?: readonly number[];
  /** Elements one after the other, and how many. */
  readonly schema?: readonly [elements: readonly number[], count: number];
  readonly chunk?: Fields;
  readonly metadata?: Fields;
  /** One more column of each group. */
  readonly neighbour?: readonly number[];
  readonly group?: Fields;
  readonly footer?: Fields;
}

export const root = (children: number): readonly number[] => struct({ 4: text("root"), 5: whole(children) })[1];
export const leaf = (name: string, fields: Readonly<Record<number, Value>> = {}): readonly number[] =>
  struct({ 1: whole(6), 3: whole(0), 4: text(name), ...fields })[1];

export function writtenParquet(options: WrittenParquet = {}): Uint8Array {
  const {
    pages = page(plain("one")),
    rows = [1],
    schema = [[...root(1), ...leaf("text")], 2],
    neighbour = [],
  } = options;
  const column = {
    1: whole(6),
    3: list(8, text("text")[1], 1),
    4: whole(0),
    7: whole(pages.length),
    9: whole(4),
    ...options.metadata,
  };
  const columns = [...struct({ 3: struct(column), ...options.chunk })[1], ...neighbour];
  const columnCount = neighbour.length > 0 ? 2 : 1;
  const group = (count: number): readonly number[] =>
    struct({ 1: list(12, columns, columnCount), 3: whole(count), ...options.group })[1];
  const total = rows.reduce((sum, count) => sum + count, 0);
  const groups = list(12, rows.flatMap(group), rows.length);
  return endedBy(pages, struct({ 2: list(12, ...schema), 3: whole(total), 4: groups, ...options.footer })[1]);
}

/** A file of pages and a footer. */
export function endedBy(pages: readonly number[], footer: readonly number[]): Uint8Array {
  const magic = new TextEncoder().encode("PAR1");
  const file = Uint8Array.from([...magic, ...pages, ...footer, 0, 0, 0, 0, ...magic]);
  new DataView(file.buffer).setUint32(file.length - 8, footer.length, true);
  return file;
}

export const zeros = (count: number): number[] => Array.from({ length: count }, () => 0);

/** A schema of the texts and other elements behind them. */
export const textAnd = (others: readonly number[], count: number): readonly [readonly number[], number] => [
  [...root(2), ...leaf("text"), ...others],
  2 + count,
];

export const inOnePage = (body: number[], values: number, encoding = 0): WrittenParquet => ({
  pages: page(body, { values, encoding }),
  rows: [values],
});

/** Into a dictionary of one text. */
export const withIndices = (body: number[], values: number): WrittenParquet => ({
  pages: [...page(plain("a"), { kind: 2 }), ...page(body, { values, encoding: 8 })],
  rows: [values],
});

/** Another part of a column, beside the one of the texts. */
export const partAt = (...path: string[]): readonly number[] => {
  const levels = list(
    8,
    path.flatMap((name) => text(name)[1]),
    path.length,
  );
  return struct({ 3: struct({ 1: whole(6), 3: levels, 4: whole(0), 7: whole(0), 9: whole(4) }) })[1];
};
