/**
 * What Python's `str.format(document=…, inst=…)` makes of a prompt that holds the document already, as upstream runs it
 * for gsm100, codeU and topics: `{{` and `}}` lose a brace, but only in a text without any other brace, since those
 * raise an error, upon which upstream takes the text as it is.
 */
export function formatBraces(text: string): string {
  const braces = /\{\{|\}\}/gu;
  return /[{}]/u.test(text.replace(braces, "")) ? text : text.replace(braces, (pair) => pair.charAt(0));
}
