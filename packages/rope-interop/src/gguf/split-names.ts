/** The names of a split model's files, as llama.cpp counts them: `name-00001-of-00003.gguf`. */

const pattern = /-\d{5}-of-(\d{5})(\.gguf)$/u;
/** llama.cpp's own field for the count has 16 bits. */
const mostParts = 65_535;

/** The names of all parts, of a path or an address of any one of them; the name alone where it is no part. */
export function splitNames(name: string): readonly string[] {
  const count = Number(pattern.exec(name)?.[1] ?? 1);
  if (count < 1 || count > mostParts || !pattern.test(name)) return [name];
  const digits = (number: number): string => `${number}`.padStart(5, "0");
  return Array.from({ length: count }, (_, index) =>
    name.replace(pattern, `-${digits(index + 1)}-of-${digits(count)}.gguf`),
  );
}
