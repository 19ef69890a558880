/**
 * Which tokens of a vocabulary a Russian text can need, and the metadata of a file that holds only those.
 *
 * A token stays when its bytes may stand in a text over the kept alphabet. So whatever the tokeniser joins on its way
 * through such a text is kept, with the rule that joins it: the text falls into the same pieces as before, by
 * construction. Words in Latin letters stay whole up to `latinLettersMax` letters; longer ones fall into shorter pieces.
 * Special tokens and the 256 bytes stay too, so that any text can be read.
 *
 * Order: is the tokeniser one that is known → tokens to keep, in their order → metadata with the new ids.
 */
import { bytesOfToken, createRunTest } from './byte-level.ts';
import { type GgufHeader, readArray, readNumber, readText, readTexts, readWords, valueTypes } from './gguf-header.ts';
import type { GgufValue } from './gguf-write.ts';

const latinLettersMax = 4;
/** The bank's texts and prompts; punctuation beyond it is code's. */
const alphabet =
  'АБВГДЕЁЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯабвгдеёжзийклмнопрстуфхцчшщъыьэюя0123456789 \n.,!?:;()-–—«»„“”"\'…%№₽+/*&@';
const latinWord = /^[ (-]?[A-Za-z]*$/;
/** The model's markup of a chat: `<|im_start|>user`. */
const markupWords = ['system', 'user', 'assistant'];
/** Token types of llama.cpp. */
const tokenTypes = { normal: 1, control: 3, userDefined: 4 } as const;

export interface VocabularyCut {
  readonly tokensBefore: number;
  /** Ids in the old vocabulary, ascending: the new id is the place. */
  readonly kept: Uint32Array;
  readonly metadata: ReadonlyMap<string, GgufValue>;
}

/** Why a vocabulary cannot be cut. The file is then left whole, and who builds it says so. */
export interface CutRefusal {
  readonly refusal: string;
}

const prefix = 'tokenizer.ggml.';
/** Metadata with an item a token, cut along. */
const wordArrays = [`${prefix}token_type`, `${prefix}scores`];
const knownArrays = [...wordArrays, `${prefix}tokens`, `${prefix}merges`];
/** Tensors with a row a token; a model with one matrix for both ends has only the first. */
export const vocabularyTensors: readonly string[] = ['token_embd.weight', 'output.weight'];

export function cutVocabulary(header: GgufHeader): VocabularyCut | CutRefusal {
  const [model, pre] = [readText(header, `${prefix}model`), readText(header, `${prefix}pre`)];
  if (model !== 'gpt2' || pre !== 'qwen2') {
    return { refusal: `its tokeniser is ${model ?? 'none'}/${pre ?? 'none'}; only gpt2/qwen2 is known` };
  }
  const tokens = readTexts(header, `${prefix}tokens`);
  const types = readWords(header, `${prefix}token_type`);
  const merges = readTexts(header, `${prefix}merges`);
  if (!tokens || !merges || types?.words.length !== tokens.length) return { refusal: 'its vocabulary is incomplete' };
  const keep = chooseTokens(tokens, types.words);
  if (keep === null) return { refusal: 'a token of its vocabulary is no run of bytes' };
  const unknown = findUnknown(header, tokens.length);
  if (unknown !== null) return { refusal: `${unknown} is as long as the vocabulary and is not known` };
  const kept = Uint32Array.from(keep);
  const newIds = new Map(keep.map((id, index) => [id, index] as const));
  const metadata = new Map<string, GgufValue>();
  for (const { key, type } of header.entries) {
    if (!key.startsWith(prefix) || !key.endsWith('_token_id')) continue;
    const newId = newIds.get(readNumber(header, key)!);
    if (newId === undefined) return { refusal: `${key} names a token that would be left out` };
    metadata.set(key, { kind: 'word', type, word: newId });
  }
  const keptTokens = keep.map((id) => tokens[id]!);
  metadata.set(`${prefix}tokens`, { kind: 'texts', texts: keptTokens });
  for (const key of wordArrays) {
    const array = readWords(header, key);
    if (array)
      metadata.set(key, { kind: 'words', itemType: array.itemType, words: kept.map((id) => array.words[id]!) });
  }
  metadata.set(`${prefix}merges`, { kind: 'texts', texts: filterMerges(merges, new Set(keptTokens)) });
  const sizeKey = `${readText(header, 'general.architecture')}.vocab_size`;
  if (readNumber(header, sizeKey) !== undefined) {
    metadata.set(sizeKey, { kind: 'word', type: valueTypes.U32, word: kept.length });
  }
  return { tokensBefore: tokens.length, kept, metadata };
}

/** Null when the vocabulary is not of bytes. */
function chooseTokens(tokens: readonly string[], types: Uint32Array): number[] | null {
  const isRussian = createRunTest(alphabet);
  const kept: number[] = [];
  for (const [id, token] of tokens.entries()) {
    const type = types[id]!;
    if (type === tokenTypes.control || type === tokenTypes.userDefined) {
      kept.push(id);
    } else if (type === tokenTypes.normal) {
      const bytes = bytesOfToken(token);
      if (bytes === null) return null;
      if (bytes.length === 1 || isRussian(bytes) || isShortLatin(bytes)) kept.push(id);
    }
  }
  return kept;
}

function isShortLatin(bytes: Uint8Array): boolean {
  const text = Buffer.from(bytes).toString('latin1');
  if (markupWords.some((word) => word.includes(text))) return true;
  return latinWord.test(text) && text.replace(/[^A-Za-z]/g, '').length <= latinLettersMax;
}

/** A rule "left right" joins two tokens into a third: all three must be there. The order is the rank and stays. */
function filterMerges(merges: readonly string[], kept: ReadonlySet<string>): readonly string[] {
  return merges.filter((merge) => {
    const space = merge.indexOf(' ', 1);
    const [left, right] = [merge.slice(0, space), merge.slice(space + 1)];
    return kept.has(left) && kept.has(right) && kept.has(left + right);
  });
}

/** Metadata or a tensor that follows the vocabulary and that this file does not know how to cut. */
function findUnknown(header: GgufHeader, tokensCount: number): string | null {
  const array = header.entries.find(
    ({ key }) => key.startsWith(prefix) && !knownArrays.includes(key) && readArray(header, key)?.count === tokensCount,
  );
  const tensor = header.tensors.find(
    ({ name, dimensions }) =>
      dimensions.includes(tokensCount) && !(vocabularyTensors.includes(name) && dimensions[1] === tokensCount),
  );
  return array?.key ?? tensor?.name ?? null;
}
