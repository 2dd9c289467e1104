/**
 * Bytes that can be read in part: a file, a Blob, or a URL whose server answers ranges. Readers of model files
 * take one, so that a header costs its own bytes and not the file's.
 */
export interface ByteSource {
  /** What messages call it: a path or a URL. */
  readonly name: string;
  /** Length of the whole in bytes. */
  readonly length: number;
  /**
   * The bytes from `begin` up to `end`, exactly that many.
   * @throws ResonanceError of kind `unavailable` where they cannot be read, of kind `invalid-file` where the
   *   source ends before `end`.
   */
  read(begin: number, end: number): Promise<Uint8Array>;
}
