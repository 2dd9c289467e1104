/** Whether two cells differ at most in their rule, their encoding and their seeds. */
export const sameSetting = (first, second) =>
  ["task", "preset", "protocol", "steps", "modulus"].every((key) => first[key] === second[key]);
