/** The pages that the navigation names, in its order. */
export interface SitePage {
  readonly file: string;
  readonly name: string;
}

type PageName = "results" | "idea" | "posGen" | "languageModels" | "yourModel" | "playground";

export const sitePages: Readonly<Record<PageName, SitePage>> = {
  results: { file: "index.html", name: "Results" },
  idea: { file: "idea.html", name: "The idea" },
  posGen: { file: "posgen.html", name: "PosGen" },
  languageModels: { file: "language-models.html", name: "Language models" },
  yourModel: { file: "your-model.html", name: "Your model" },
  playground: { file: "playground.html", name: "Playground" },
};
