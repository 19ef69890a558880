/** Places of the words that a search found, from a text with marks around them (function hits_of_text). */
import type { HistoryItem } from '../../api/history.ts';

const startMark = '\uFDD0';
const endMark = '\uFDD1';

export function readHits(marked: string | null): HistoryItem['hits'] {
  if (marked === null) return [];
  const hits: HistoryItem['hits'] = [];
  let place = 0;
  let start = 0;
  for (const sign of marked) {
    if (sign === startMark) start = place;
    else if (sign === endMark) hits.push({ start, end: place });
    else place += sign.length;
  }
  return hits;
}
