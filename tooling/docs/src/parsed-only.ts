/**
 * Which commands of the pages are parsed by the command line and not run, and why. Whatever no line here matches is
 * run, so a new example is run unless someone decides otherwise.
 */
export const parsedOnly: readonly { readonly command: RegExp; readonly why: string }[] = [
  { command: /^resonance eval /u, why: "scores a real model with node-llama-cpp; apps/trainer/test/eval-*.test.ts" },
  {
    command: /^resonance finetune |finetune-|^resonance .*--adapter/u,
    why: "trains a real model; apps/trainer/test/finetune*.test.ts",
  },
  {
    command:
      /(?:plans|runs)\/(?:table-1|paper-preset|rational-wavelengths|wavelengths-screen|best-of-screen|shortcut)|^resonance demo/u,
    why: "trains, or times, for minutes to days",
  },
  {
    command: /^resonance posgen far-tokens/u,
    why: "wants a checkpoint, which a copied run has not; apps/trainer/test/far-tokens-command.test.ts",
  },
  { command: /--launcher (?:slurm|ray)/u, why: "needs a cluster; npm run test:servers" },
  { command: /^resonance (?:doctor|bench)/u, why: "measures this machine, or installs" },
  { command: /--mlflow/u, why: "waits for a server" },
  { command: /^resonance-report serve/u, why: "serves until it is ended; apps/report-site/test/serve-site.test.ts" },
];

/** @param spoken the program and its words, such as `resonance train --task recursive` */
export const whyParsedOnly = (spoken: string): string | undefined =>
  parsedOnly.find(({ command }) => command.test(spoken))?.why;
