/** What is not UTF-8 is no text; a mark at its beginning is of the text. */
const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

export const decodeText = (bytes: Uint8Array): string => utf8.decode(bytes);
