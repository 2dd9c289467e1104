/** A file that is made while it is written: its length is known, its bytes come in chunks. */

export interface StreamedFile {
  /** In bytes. */
  readonly length: number;
  /** All bytes in order; each call begins anew, and asks the tensors for their values again. */
  chunks(): AsyncIterable<Uint8Array<ArrayBuffer>>;
}
