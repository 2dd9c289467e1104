const utf8 = new TextDecoder("utf-8", { ignoreBOM: true });

/** A column's name, whatever its bytes are. */
export const decodeName = (bytes: Uint8Array): string => utf8.decode(bytes);
