/**
 * What readers thought of a thread before it served: `grades.json` beside the threads, written by `npm run -s judge --
 * grades` from the grades of at least one reader who did not write it (docs/JUDGING.md). The likelihoods of a small
 * model do not tell a good text from a dull one of the same meaning; readers do.
 *
 * A grade belongs to a version: what was edited since is ungraded until somebody reads it again. Grades ship with the
 * server like the weights of the fit, so editions that come by LoadCopybook are graded too, as far as they are the same.
 */
import { z } from 'zod';
import type { Thread } from '../domain/thread.ts';

/** Mean grade 1–5 by "id@version". */
export type ThreadGrades = ReadonlyMap<string, number>;

export const noGrades: ThreadGrades = new Map();

const gradeMax = 5;
export const gradeSchema = z.number().min(1).max(gradeMax);
const gradesSchema = z.record(z.string().regex(/^.+@[0-9a-f]{12}$/u), gradeSchema);

/** @throws z.ZodError; SyntaxError */
export function parseGrades(text: string): ThreadGrades {
  return new Map(Object.entries(gradesSchema.parse(JSON.parse(text))));
}

export function gradeKey({ id, version }: Pick<Thread, 'id' | 'version'>): string {
  return `${id}@${version}`;
}

/** A text as texts mostly are: fair to one that nobody has graded, a bank's own new thread for example. */
const typicalGrade = 4;
/** What each point below the best grade costs of the fit. */
const pointCost = 0.1;

/** 0.6–1: the share of its fit that a thread keeps. */
export function gradeFactor(grade: number | undefined): number {
  return 1 - pointCost * (gradeMax - (grade ?? typicalGrade));
}
