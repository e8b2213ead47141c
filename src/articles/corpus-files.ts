import * as v from 'valibot';
import { GuideError } from '../knowledge/errors.js';
import type { Glossary, Term, Workload } from '../knowledge/workload.js';
import { conjugations } from '../text/conjugation.js';
import { BrokenArticle, parseYaml } from './front-matter.js';

/** One line of corrections.yml. */
export interface CorrectionRule {
  id: string;
  article: string;
  says: string[];
  correct: string;
  command: boolean;
  ground: string;
}

/** A word; YAML reads some as numbers. */
const word = v.pipe(v.union([v.string(), v.number(), v.boolean()]), v.transform(String));
const words = v.optional(v.array(word), []);
const text = v.pipe(v.string(), v.minLength(1));
const rowsOf = (least: number) => v.optional(v.array(v.pipe(v.array(word), v.minLength(least))), []);

// Longer button titles turn all buttons of a client into a plain list.
const BUTTON_LIMIT = 20;

const workloadsSchema = v.strictObject({
  workloads: v.array(
    v.strictObject({
      id: v.pipe(v.string(), v.regex(/^[a-z0-9-]+$/, 'use lower-case letters, digits and hyphens')),
      name: text,
      button: v.pipe(text, v.maxLength(BUTTON_LIMIT)),
      description: v.optional(v.string(), ''),
      page: v.pipe(v.string(), v.url()),
      articles: v.pipe(v.array(v.string()), v.minLength(1)),
      names: words,
      weakNames: words,
      things: words,
      hints: words,
      signs: words,
      looks: v.optional(v.array(v.pipe(text, v.maxLength(BUTTON_LIMIT))), []),
      first: v.optional(v.string()),
    }),
  ),
});

const glossarySchema = v.strictObject({
  concepts: rowsOf(1),
  foreign: rowsOf(1),
  apart: words,
  fillers: words,
  related: rowsOf(2),
  generic: words,
});

const termsSchema = v.strictObject({
  terms: v.optional(
    v.array(
      v.strictObject({ names: v.pipe(v.array(word), v.minLength(1)), means: text, page: v.pipe(v.string(), v.url()) }),
    ),
    [],
  ),
});

const correctionsSchema = v.strictObject({
  corrections: v.optional(
    v.array(
      v.strictObject({
        id: text,
        article: text,
        says: v.pipe(v.array(text), v.minLength(1)),
        correct: text,
        command: v.optional(v.boolean(), false),
        ground: text,
      }),
    ),
    [],
  ),
});

/** Reads workloads.yml. Throws GuideError CORPUS_FILE_INVALID naming file, place and reason. */
export function readWorkloads(file: string, yaml: string): Workload[] {
  const { workloads } = check(file, yaml, workloadsSchema);
  const twice = workloads.find((workload, index) => workloads.findIndex((other) => other.id === workload.id) !== index);
  if (twice) throw invalid(file, `two workloads have the id "${twice.id}"; give each its own`);
  return workloads.map(({ first, ...workload }) => ({
    ...workload,
    ...(first ? { first } : {}),
    beside: [],
    about: [],
    derived: false,
  }));
}

/** Reads glossary.yml; the first word of a row is its id. */
export function readGlossary(file: string, yaml: string): Omit<Glossary, 'terms'> {
  const { concepts, foreign, apart, related, fillers, generic } = check(file, yaml, glossarySchema);
  const named = (rows: string[][]): Glossary['concepts'] =>
    rows.map((forms) => ({ id: idOf(forms[0] ?? ''), forms: forms.flatMap(inAllForms) }));
  const ids = new Set(named(concepts).map(({ id }) => id));
  const unknown = related.flat().find((id) => !ids.has(id));
  if (unknown !== undefined)
    throw invalid(file, `related names "${unknown}", which is the first word of no row of concepts`);
  return { concepts: named(concepts), foreign: named(foreign), apart, related, fillers, generic };
}

const idOf = (form: string): string => form.replace(/^=|~$/g, '');

/** A verb's stem, written with a trailing "~", in all its forms; other words as they are. */
function inAllForms(form: string): string[] {
  return form.endsWith('~') ? conjugations(form.slice(0, -1)) : [form];
}

/** Reads terms.yml; the first name is the one we write. */
export function readTerms(file: string, yaml: string): Term[] {
  return check(file, yaml, termsSchema).terms.map(({ names, ...rest }) => ({
    id: idOf(names[0] ?? ''),
    names,
    ...rest,
  }));
}

export function readCorrections(file: string, yaml: string): CorrectionRule[] {
  return check(file, yaml, correctionsSchema).corrections;
}

function check<Schema extends v.GenericSchema>(file: string, yaml: string, schema: Schema): v.InferOutput<Schema> {
  let value: unknown;
  try {
    value = parseYaml(yaml);
  } catch (error) {
    if (error instanceof BrokenArticle) throw invalid(file, error.message, error);
    throw error;
  }
  const parsed = v.safeParse(schema, value ?? {});
  if (parsed.success) return parsed.output;
  const [issue] = parsed.issues;
  throw invalid(file, `${v.getDotPath(issue) ?? ''}: ${issue.message}`, new v.ValiError(parsed.issues));
}

function invalid(file: string, reason: string, cause?: unknown): GuideError {
  return new GuideError('CORPUS_FILE_INVALID', `"${file}" cannot be read: ${reason}. Mend the file and start again.`, {
    cause,
  });
}
