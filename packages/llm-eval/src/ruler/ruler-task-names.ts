/** RULER's thirteen tasks; its qa_1 and qa_2 differ in their data alone, which is the user's. */
export const rulerTaskNames = [
  "niah_single_1",
  "niah_single_2",
  "niah_single_3",
  "niah_multikey_1",
  "niah_multikey_2",
  "niah_multikey_3",
  "niah_multivalue",
  "niah_multiquery",
  "vt",
  "cwe",
  "fwe",
  "qa",
] as const;
export type RulerTaskName = (typeof rulerTaskNames)[number];
