/** A product whose problems the assistant knows. */
export interface Workload {
  id: string;
  /** Full name in a sentence. */
  name: string;
  /** Title of its button: at most 20 characters, since clients turn longer ones into a plain list. */
  button: string;
  /** One line that tells someone who doesn't know the names what it is. */
  description: string;
  /** Names: who writes one of them means this workload. */
  names: string[];
  /** Words that name it unless another workload is named beside them: what is protected, not only what protects it. */
  weakNames: string[];
  /** Words for what only it has. */
  things: string[];
  /** Words that often, not always, come with it. */
  hints: string[];
  /** Ids of its articles, as workloads.yml lists them. */
  articles: string[];
  /** Ids of articles of the corpus that workloads.yml does not list and that are about this workload. */
  beside: string[];
  /** For a topic: ids of the workloads that its article names all along. */
  about: string[];
  /** Anchor of the section with the checks that come first, where nothing more is known than that it fails. */
  first?: string;
  /** Official page where the articles have no answer. */
  page: string;
  /**
   * What a person with it answers to plain questions (what is backed up, where it was set up, where the error shows), in
   * the questions' order, at most 20 characters each; workloads may share an answer.
   */
  looks: string[];
  /** Words in a description that show this workload ("포털에서 통째로"); weaker than a name, stronger than a hint. */
  signs: string[];
  /** True for a topic made of an article that workloads.yml doesn't mention. */
  derived: boolean;
}

/** Ids of the articles that workloads.yml lists. */
export function listedArticles(workloads: readonly Workload[]): Set<string> {
  return new Set(workloads.filter(({ derived }) => !derived).flatMap(({ articles }) => articles));
}

/** Words for one thing. The first form is the one we write. */
export interface Concept {
  id: string;
  forms: string[];
}

/** Words of the field, from glossary.yml. */
export interface Glossary {
  concepts: Concept[];
  /** Products and matters that none of our workloads covers: their names, by the word that we use for them. */
  foreign: Concept[];
  /** Words that hold a form of a concept or foreign matter and don't mean it: 프로그램 holds 로그. */
  apart: string[];
  /** Ids of concepts that often go together: naming one weakly means the others. */
  related: string[][];
  /** Endings and small words of any message, whatever it is about. */
  fillers: string[];
  /** Words of so many messages that they tell nothing: 백업, 오류, 안 돼요. */
  generic: string[];
  /** What words of the field mean. */
  terms: Term[];
}

/** What a word means, in our own words, with the public page that explains it. */
export interface Term {
  /** As we write it. */
  id: string;
  names: string[];
  means: string;
  page: string;
}
