/** A model's name as a part of a folder's name. Long ones, as paths are, would not fit into it. */
export function folderWord(name: string): string {
  const words = name.toLowerCase().split(/[^a-z0-9]+/u);
  const joined = words.filter((word) => word !== "").join("-");
  return joined.slice(0, 60) || "model";
}
