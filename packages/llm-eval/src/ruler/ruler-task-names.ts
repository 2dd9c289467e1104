/** RULER's thirteen tasks. The last two ask over documents that the user has, SQuAD's and HotpotQA's there. */
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
  "qa_1",
  "qa_2",
] as const;
export type RulerTaskName = (typeof rulerTaskNames)[number];

export type RulerQuestionTaskName = Extract<RulerTaskName, `qa_${string}`>;

export const asksQuestions = (task: RulerTaskName): task is RulerQuestionTaskName => task.startsWith("qa_");
