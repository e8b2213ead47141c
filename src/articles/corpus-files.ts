import { z } from 'zod';
import { GuideError } from '../knowledge/errors.js';
import type { Glossary, Workload } from '../knowledge/workload.js';
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

const words = z.array(z.coerce.string()).default([]);

// Longer button titles turn all buttons of a client into a plain list.
const BUTTON_LIMIT = 20;

const workloadsSchema = z.strictObject({
  workloads: z.array(
    z.strictObject({
      id: z.string().regex(/^[a-z0-9-]+$/, 'use lower-case letters, digits and hyphens'),
      name: z.string().min(1),
      button: z.string().min(1).max(BUTTON_LIMIT),
      description: z.string().default(''),
      page: z.url(),
      articles: z.array(z.string()).min(1),
      names: words,
      weakNames: words,
      things: words,
      hints: words,
      signs: words,
      question: z.string().optional(),
      first: z.string().optional(),
    }),
  ),
});

const glossarySchema = z.strictObject({
  concepts: z.array(z.array(z.coerce.string()).min(1)).default([]),
  foreign: z.array(z.array(z.coerce.string()).min(1)).default([]),
  apart: words,
  fillers: words,
  related: z.array(z.array(z.coerce.string()).min(2)).default([]),
  generic: words,
});

const correctionsSchema = z.strictObject({
  corrections: z
    .array(
      z.strictObject({
        id: z.string().min(1),
        article: z.string().min(1),
        says: z.array(z.string().min(1)).min(1),
        correct: z.string().min(1),
        command: z.boolean().default(false),
        ground: z.string().min(1),
      }),
    )
    .default([]),
});

/** Reads workloads.yml. Throws GuideError CORPUS_FILE_INVALID naming file, place and reason. */
export function readWorkloads(file: string, text: string): Workload[] {
  const { workloads } = check(file, text, workloadsSchema);
  const twice = workloads.find((workload, index) => workloads.findIndex((other) => other.id === workload.id) !== index);
  if (twice) throw invalid(file, `two workloads have the id "${twice.id}"; give each its own`);
  return workloads.map(({ question, first, ...workload }) => ({
    ...workload,
    ...(question ? { question } : {}),
    ...(first ? { first } : {}),
    beside: [],
    about: [],
    derived: false,
  }));
}

/** Reads glossary.yml; the first word of a row is its id. */
export function readGlossary(file: string, text: string): Glossary {
  const { concepts, foreign, apart, related, fillers, generic } = check(file, text, glossarySchema);
  const named = (rows: string[][]): Glossary['concepts'] =>
    rows.map((forms) => ({ id: (forms[0] ?? '').replace(/^=/, ''), forms }));
  const ids = new Set(named(concepts).map(({ id }) => id));
  const unknown = related.flat().find((id) => !ids.has(id));
  if (unknown !== undefined)
    throw invalid(file, `related names "${unknown}", which is the first word of no row of concepts`);
  return { concepts: named(concepts), foreign: named(foreign), apart, related, fillers, generic };
}

export function readCorrections(file: string, text: string): CorrectionRule[] {
  return check(file, text, correctionsSchema).corrections;
}

function check<T>(file: string, text: string, schema: z.ZodType<T>): T {
  let value: unknown;
  try {
    value = parseYaml(text);
  } catch (error) {
    if (error instanceof BrokenArticle) throw invalid(file, error.message, error);
    throw error;
  }
  const parsed = schema.safeParse(value ?? {});
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw invalid(file, `${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'does not fit'}`, parsed.error);
}

function invalid(file: string, reason: string, cause?: unknown): GuideError {
  return new GuideError('CORPUS_FILE_INVALID', `"${file}" cannot be read: ${reason}. Mend the file and start again.`, {
    cause,
  });
}
