/** The labelled data of models/concerns, parsed: statements of clients, and Banking77 by the mapping made by hand. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Concern, concerns } from '@offerwright/server/src/domain/concerns.ts';
import { familyOfProduct, type LabelledText } from '@offerwright/server/src/insight/concerns/index.ts';
import { z } from 'zod';
import { CommandError } from '../report.ts';
import { repositoryRoot } from '../repository.ts';

export const dataDirectory = join(repositoryRoot, 'models', 'concerns');
export const modelPath = join(dataDirectory, 'concerns-model.json');
export const statementsPath = join(dataDirectory, 'statements.jsonl');

const labels = z.array(z.enum(concerns));
export const likelihoodsShape = z.strictObject({
  finance: z.number(),
  efficiency: z.number(),
  purchase: z.number(),
  support: z.number(),
});

const statementSchema = z.strictObject({
  id: z.string(),
  text: z.string().min(1),
  product: z.string(),
  first: labels,
  /** Null: labelled once, after the split; such statements only train. */
  second: labels.nullable(),
  /** By a reader who saw neither the other labels nor the writing; the test part alone has it. */
  reader: labels.optional(),
  labels,
  split: z.enum(['train', 'test']),
});
export type Statement = z.output<typeof statementSchema>;

const englishSchema = z.strictObject({ id: z.string(), text: z.string().min(1), product: z.string(), labels });
const sampleSchema = z.strictObject({ row: z.int(), text: z.string().min(1), intent: z.string() });
const corpusSchema = z.object({ product: z.string(), need: z.enum(concerns), text: z.string().min(1) });
const mappingSchema = z.record(z.string(), z.strictObject({ concerns: labels, why: z.string().min(1) }));

export async function readStatements(): Promise<readonly Statement[]> {
  return readLines(statementsPath, statementSchema);
}

export function toLabelled({ text, product, labels }: Pick<Statement, 'text' | 'product' | 'labels'>): LabelledText {
  return { text, family: familyOfProduct(product), labels };
}

/** How much a text of the bank that answers a concern counts against a statement of a client who has it. */
const corpusImportance = 0.3;

/** Hand-written texts of the bank, which use the words of the concern that they answer. */
export async function readCorpus(): Promise<readonly LabelledText[]> {
  const rows = await readLines(join(repositoryRoot, 'tests', 'data', 'copy_corpus.jsonl'), corpusSchema);
  return rows.map(({ product, need, text }) => ({
    ...toLabelled({ text, product, labels: [need] }),
    importance: corpusImportance,
    added: true,
  }));
}

/** English: own statements, and the first 25 of each intent of the training part of Banking77. */
export async function readEnglish(): Promise<readonly LabelledText[]> {
  const mapping = await readMapping();
  const own = await readLines(join(dataDirectory, 'statements-en.jsonl'), englishSchema);
  const sample = await readLines(join(dataDirectory, 'banking77-sample.jsonl'), sampleSchema);
  return [
    ...own.map(toLabelled),
    ...sample.map(({ text, intent }) => ({ text, labels: mapping.get(intent)!, family: null })),
  ];
}

async function readMapping(): Promise<ReadonlyMap<string, readonly Concern[]>> {
  const content = JSON.parse(await readText(join(dataDirectory, 'banking77.json')));
  return new Map(Object.entries(mappingSchema.parse(content)).map(([intent, { concerns: found }]) => [intent, found]));
}

const banking77Row = /^(?:"((?:[^"]|"")*)"|([^",\n]*)),([^\r\n]+)\r?$/gmu;

/** Rows `text,category` of Banking77 as its authors give them, by the mapping. */
export async function readBanking77(path: string): Promise<readonly LabelledText[]> {
  const mapping = await readMapping();
  const rows = [...(await readText(path)).matchAll(banking77Row)].slice(1).map(([, quoted, bare, category]) => ({
    text: quoted?.replaceAll('""', '"') ?? bare ?? '',
    category: category!,
  }));
  return rows.map(({ text, category }) => {
    const found = mapping.get(category);
    if (!found) throw new CommandError(`${path}: an intent that models/concerns/banking77.json does not map`);
    return { text, labels: found, family: null };
  });
}

async function readLines<Schema extends z.ZodType>(path: string, schema: Schema): Promise<z.output<Schema>[]> {
  const lines = (await readText(path)).split('\n').filter((line) => line !== '');
  return lines.map((line, at) => {
    const parsed = schema.safeParse(JSON.parse(line));
    if (!parsed.success) throw new CommandError(`${path}, line ${at + 1}: ${z.prettifyError(parsed.error)}`);
    return parsed.data;
  });
}

async function readText(path: string): Promise<string> {
  return await readFile(path, 'utf8').catch((cause) => {
    throw new CommandError(`${path} cannot be read`, { cause });
  });
}
