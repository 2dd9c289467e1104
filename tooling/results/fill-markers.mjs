/** A page with its tables put between their markers; what stands outside them stays as it is. */

const marked = /(<!-- table: (.+?) -->\n)[^]*?(<!-- end of table -->)/gu;

/** @param tables name to lines, or to a function that makes them. */
export function fillMarkers(page, text, tables) {
  return text.replace(marked, (_, start, name, end) => {
    const table = tables[name];
    if (table === undefined)
      throw new Error(`${page} asks for the table ${name}; there are: ${Object.keys(tables).join("; ")}`);
    const lines = typeof table === "function" ? table() : table;
    return [start, ...lines, `\n${end}`].join("\n");
  });
}
