/**
 * The alphabet of a simple GBNF grammar: the union of its character classes and of the characters of its literals.
 * For the scripted engine, which honours alphabets and leaves order and length to its script.
 */
import { EngineError } from './engine.ts';

/** @throws EngineError for a grammar without a root rule or with what is beyond classes, literals and repetition. */
export function parseAlphabet(grammar: string): (character: string) => boolean {
  if (!/^\s*root\s*::=/m.test(grammar)) throw new EngineError('the grammar cannot be read');
  const ranges: (readonly [number, number])[] = [];
  // Classes and literals first, then rule heads, comments and operators; anything else is refused.
  const rest = grammar.replace(/\[(\^?)((?:\\.|[^\]\\])*)\]|"((?:\\.|[^"\\])*)"/gs, (_, negated, inside, literal) => {
    if (negated === '^') throw new EngineError('the scripted engine knows no negated classes');
    ranges.push(...(inside === undefined ? literalRanges(literal) : classRanges(inside)));
    return ' ';
  });
  if (/[^\w\s(){},:=|*+?-]/.test(rest.replace(/#.*$/gm, ''))) throw new EngineError('the grammar cannot be read');
  return (character) => {
    const code = character.codePointAt(0)!;
    return ranges.some(([low, high]) => code >= low && code <= high);
  };
}

function literalRanges(literal: string): (readonly [number, number])[] {
  return characters(literal).map(({ code }) => [code, code]);
}

function classRanges(inside: string): (readonly [number, number])[] {
  const members = characters(inside);
  const ranges: (readonly [number, number])[] = [];
  for (let index = 0; index < members.length; index += 1) {
    const low = members[index]!;
    const dash = members[index + 1];
    const high = members[index + 2];
    if (dash && high && !dash.escaped && dash.code === 0x2d) {
      ranges.push([low.code, high.code]);
      index += 2;
    } else {
      ranges.push([low.code, low.code]);
    }
  }
  return ranges;
}

const escapes: Readonly<Record<string, number>> = { n: 0x0a, r: 0x0d, t: 0x09 };

function characters(source: string): { readonly code: number; readonly escaped: boolean }[] {
  const pattern = /\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|(.))|(.)/gsu;
  return [...source.matchAll(pattern)].map(([, x, u, wide, escaped, plain]) => {
    if (plain !== undefined) return { code: plain.codePointAt(0)!, escaped: false };
    if (escaped !== undefined) return { code: escapes[escaped] ?? escaped.codePointAt(0)!, escaped: true };
    return { code: Number.parseInt((x ?? u ?? wide)!, 16), escaped: true };
  });
}
