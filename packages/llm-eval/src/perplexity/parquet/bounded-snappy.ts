import { snappyUncompressor } from "hysnappy";
import { ThriftReader } from "./thrift-reader.js";

/** Snappy's pages by hysnappy, once their length is believed. */
export function boundedSnappy(): (page: Uint8Array, length: number) => Uint8Array {
  const uncompress = snappyUncompressor();
  return (page, length) => {
    // Three bytes make 64 at most.
    if (3 * length > 64 * page.length) throw new Error(`a page of ${length} bytes in ${page.length}`);
    // A stream begins with its length.
    if (new ThriftReader(page).varint() !== length) throw new Error("a page of another length than its header says");
    return uncompress(page, length);
  };
}
