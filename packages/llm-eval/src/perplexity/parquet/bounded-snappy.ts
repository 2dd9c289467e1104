import { snappyUncompressor } from "hysnappy";
import { ByteReader } from "./byte-reader.js";

/** In bytes, for a page that grows much. Most writers begin another after a megabyte; fastparquet has one a row group. */
const largestPage = 2 ** 28;

/** Snappy's pages by hysnappy, once their length is believed. */
export function boundedSnappy(): (page: Uint8Array, length: number) => Uint8Array {
  const uncompress = snappyUncompressor();
  return (page, length) => {
    // Three bytes make 64 at most.
    if (3 * length > 64 * page.length || length > Math.max(largestPage, 4 * page.length))
      throw new Error(`a page of ${length} bytes in ${page.length}`);
    // A stream begins with its length.
    if (new ByteReader(page).varint() !== length) throw new Error("a page of another length than its header says");
    return uncompress(page, length);
  };
}
