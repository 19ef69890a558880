/**
 * Stems: the Snowball algorithm for Russian (Porter's description, steps 1–4), and for English the plain endings. Both
 * are rules and no dictionary, so that misspelt and new words get a stem as well.
 */
const vowel = /[аеиоуыэюя]/u;
const perfectiveGerund = /(?:(?<=[ая])(?:в|вши|вшись)|ив|ивши|ившись|ыв|ывши|ывшись)$/u;
const reflexive = /(?:ся|сь)$/u;
const adjective =
  /(?:(?:(?<=[ая])(?:ем|нн|вш|ющ|щ)|ивш|ывш|ующ)?(?:ее|ие|ые|ое|ими|ыми|ей|ий|ый|ой|ем|им|ым|ом|его|ого|ему|ому|их|ых|ую|юю|ая|яя|ою|ею))$/u;
const verb =
  /(?:(?<=[ая])(?:ла|на|ете|йте|ли|й|л|ем|н|ло|но|ет|ют|ны|ть|ешь|нно)|ила|ыла|ена|ейте|уйте|ите|или|ыли|ей|уй|ил|ыл|им|ым|ен|ило|ыло|ено|ят|ует|уют|ит|ыт|ены|ить|ыть|ишь|ую|ю)$/u;
const noun =
  /(?:а|ев|ов|ие|ье|е|иями|ями|ами|еи|ии|и|ией|ей|ой|ий|й|иям|ям|ием|ем|ам|ом|о|у|ах|иях|ях|ы|ь|ию|ью|ю|ия|ья|я)$/u;
const derivational = /ость?$/u;
const superlative = /(?:ейше|ейш)$/u;

export function stemRussian(word: string): string {
  const first = word.search(vowel);
  if (first < 0) return word;
  const head = word.slice(0, first + 1);
  let tail = word.slice(first + 1);
  const withoutGerund = tail.replace(perfectiveGerund, '');
  if (withoutGerund !== tail) tail = withoutGerund;
  else {
    tail = tail.replace(reflexive, '');
    tail = replaceFirst(tail, [adjective, verb, noun]);
  }
  tail = tail.replace(/и$/u, '');
  if (tail.length > 4) tail = tail.replace(derivational, '');
  tail = tail.replace(superlative, '');
  return head + (tail.endsWith('нн') ? tail.slice(0, -1) : tail.replace(/ь$/u, ''));
}

function replaceFirst(text: string, patterns: readonly RegExp[]): string {
  for (const pattern of patterns) {
    const without = text.replace(pattern, '');
    if (without !== text) return without;
  }
  return text;
}

export function stemEnglish(word: string): string {
  if (word.length < 4) return word;
  const stem = word.replace(/(?:ational|ations?|ingly|edly|ings?|ed|ies|ly|es|s)$/u, '');
  return stem.length >= 3 ? stem.replace(/([b-df-hj-np-tv-z])\1$/u, '$1').replace(/e$/u, '') : word;
}
