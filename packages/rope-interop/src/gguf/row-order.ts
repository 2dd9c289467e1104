/** Another order of a tensor's rows, the same in each group of them: of one attention head, for example. */

/** Row i of a group becomes what row `order[i]` was; the length is a group's. */
export type RowOrder = readonly number[];

/** @param bytes whole groups of rows. */
export function reorderRows(bytes: Uint8Array, order: RowOrder, rowBytes: number): Uint8Array<ArrayBuffer> {
  const reordered = new Uint8Array(bytes.length);
  const groupBytes = order.length * rowBytes;
  for (let group = 0; group < bytes.length; group += groupBytes) {
    for (const [to, from] of order.entries()) {
      const begin = group + from * rowBytes;
      reordered.set(bytes.subarray(begin, begin + rowBytes), group + to * rowBytes);
    }
  }
  return reordered;
}
