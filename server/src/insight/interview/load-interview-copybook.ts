/**
 * Reads models/interview: questions.jsonl and phrases.jsonl, one JSON object a line. Refuses what cannot be asked: a
 * line of a wrong shape, an id used twice, a question that fails the rubric, a subject that some stage has no opening for.
 */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { judgeQuestion, judgeWording } from './judge-question.ts';
import {
  conditions,
  type InterviewCopybook,
  type Phrase,
  phraseKinds,
  type Question,
  questionKinds,
  stages,
  subjects,
  tones,
  topicOf,
} from './types.ts';

const id = z.string().regex(/^[a-z0-9-]{1,40}$/);
const questionSchema = z.strictObject({
  id,
  stage: z.enum(stages),
  kind: z.enum(questionKinds),
  topic: z.enum(['product', 'process', 'any']),
  subjects: z.array(z.enum(subjects)),
  asks: z.string().regex(/^[a-z_]{1,30}$/),
  when: z.array(z.enum(conditions)),
  tones: z.array(z.enum(tones)),
  text: z.string(),
});
const phraseSchema = z.strictObject({ id, kind: z.enum(phraseKinds), text: z.string().min(3).max(300) });

/** @throws Error that names file and line. */
export async function loadInterviewCopybook(directory: string): Promise<InterviewCopybook> {
  const [questionsText, phrasesText] = await Promise.all(
    ['questions.jsonl', 'phrases.jsonl'].map((name) => readFile(join(directory, name), 'utf8')),
  );
  const questions = parseLines(questionsText!, 'questions.jsonl', questionSchema);
  const phrases = parseLines(phrasesText!, 'phrases.jsonl', phraseSchema);
  for (const question of questions) assertQuestion(question);
  for (const phrase of phrases) assertPhrase(phrase);
  const copybook: InterviewCopybook = {
    questions,
    phrases,
    questionById: indexById(questions),
    phraseById: indexById(phrases),
    hash: createHash('sha256').update(questionsText!).update(phrasesText!).digest('hex').slice(0, 12),
  };
  assertWhole(copybook);
  return copybook;
}

function parseLines<Line>(text: string, file: string, schema: z.ZodType<Line>): readonly Line[] {
  return text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line, index) => {
      const parsed = schema.safeParse(parseJson(line));
      if (parsed.success) return parsed.data;
      const issue = parsed.error.issues[0]!;
      throw new Error(`${file}, line ${index + 1}: ${issue.path.join('.') || 'the line'}: ${issue.message}`);
    });
}

function parseJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
}

function indexById<Item extends { readonly id: string }>(items: readonly Item[]): ReadonlyMap<string, Item> {
  const byId = new Map<string, Item>();
  for (const item of items) {
    if (byId.has(item.id)) throw new Error(`interview copybook: the id ${item.id} is used twice`);
    byId.set(item.id, item);
  }
  return byId;
}

function assertQuestion({ id: name, kind, text }: Question): void {
  const faults = judgeQuestion(text);
  if (faults.length > 0) throw new Error(`interview copybook: ${name} is ${faults.join(', ')}`);
  if ((kind === 'echo') !== text.includes('{quote}'))
    throw new Error(`interview copybook: ${name}: an echo has {quote}`);
}

/** Phrases are no questions: they may say "конечно", but never sell, promise or ask twice. */
function assertPhrase({ id: name, kind, text }: Phrase): void {
  const faults = judgeWording(text).filter(
    (fault) => fault !== 'leading' && !(fault === 'marks' && kind === 'clarify'),
  );
  if (faults.length > 0) throw new Error(`interview copybook: ${name} is ${faults.join(', ')}`);
}

function assertWhole({ questions, phrases }: InterviewCopybook): void {
  for (const subject of subjects) {
    for (const stage of stages) {
      const fits = questions.some(
        (question) =>
          question.stage === stage &&
          question.kind === 'open' &&
          question.tones.length === 0 &&
          (question.topic === 'any' || question.topic === topicOf(subject)) &&
          (question.subjects.length === 0 || question.subjects.includes(subject)),
      );
      if (!fits) throw new Error(`interview copybook: nothing opens ${stage} of ${subject}`);
    }
    if (!phrases.some((phrase) => phrase.id === `greeting-${subject}`)) {
      throw new Error(`interview copybook: nobody greets for ${subject}`);
    }
  }
  for (const kind of phraseKinds) {
    if (!phrases.some((phrase) => phrase.kind === kind)) throw new Error(`interview copybook: no phrase of ${kind}`);
  }
}
