/** Row 22, urgency: what presses for time. The list serves the score of brand voice too. */
import { findZones } from '../find-zones.ts';
import { clauseBefore, findAll, phrases, stems } from '../patterns.ts';
import type { Range, Rule } from '../types.ts';
import { defineRule, toFindings } from './define-rule.ts';

export const urgencyPatterns: readonly RegExp[] = [
  phrases(
    'последн[а-я]+ (?:шанс|возможност|день|дни|час|часы|место|места)[а-я]*',
    'только (?:сегодня|сейчас|до конца|до вечера|до полуночи|сутки|день|эту неделю)',
    '(?:сегодня|сейчас) или никогда',
    'пока не поздно',
    'не (?:упустите|упусти|пропустите|пропусти|прозевайте) (?:[а-я]+ )?(?:шанс|возможност|момент|выгод|предложени|случа)[а-я]*',
    '(?:предложение|акция|шанс) (?:[а-я]+ )?(?:ограничен[аоы]?|заканчивается|закончится|сгорит|сгорает|исчезнет|истекает|горит)',
    'количество (?:[а-я]+ )?ограничено',
    'остал(?:ось|ся|ись) (?:[а-я]+ )?(?:мало|немного|несколько|считанн[а-я]+|пара|один|два|три)(?: [а-я]+)?',
    'время (?:истекает|на исходе)',
    'потом будет поздно',
    'срочно',
  ),
  stems(
    'успей',
    'поспеш',
    'спешите',
    'спеши(?!т|м|ть)',
    'поторопи',
    'торопитесь',
    'торопись',
    'не медлите',
    'не тяните',
  ),
];
const calmBefore = /(?:^|\s)(?:не|ни к чему|никуда не|незачем|некуда|без)(?:\s+[а-я]+)?\s*$/u;

/** Hits of the urgency list, «не спешите» left out. `searched` is folded. */
export function findUrgency(searched: string): Range[] {
  return urgencyPatterns
    .flatMap((pattern) => findAll(searched, pattern))
    .filter((range) => {
      const hit = searched.slice(range.start, range.end);
      if (hit === 'срочно')
        return /(?:оформи|откро|подай|позвони|жми|звони|купи|бери)/u.test(searched.slice(range.end, range.end + 20));
      return hit.startsWith('не ') || !calmBefore.test(clauseBefore(searched, range.start));
    });
}

const urgency = defineRule({
  id: 'law.urgency',
  row: 22,
  version: 2,
  title: { ru: 'Скрытая спешка', en: 'Hidden urgency' },
  article: '38-ФЗ ст. 5 ч. 3; практика ФАС',
  sourceMarks: ['T', 'K'],
  sourceNote: '«Последний шанс» where no such term exists misleads; a person looks.',
  severity: 'warn',
  message: { ru: 'Текст торопит клиента.', en: 'The text presses for time.' },
  suggestedFix: {
    ru: 'Уберите спешку или назовите настоящий срок в полных условиях.',
    en: 'Drop it, or give the true term in the complete terms.',
  },
  check: (text, context) => toFindings(findUrgency(findZones(text, context).withoutCatalogue)),
  examples: {
    passing: [
      { text: 'Не спешите, прочтите условия дома.', product: 'MORTG', channel: 'EMAIL' },
      { text: 'Торопить никто не станет, это последний шаг.', product: 'INVEST', channel: 'EMAIL' },
      { text: 'Ребёнку срочно понадобится форма, и карта выручит.', product: 'CC', channel: 'TMO' },
    ],
    failing: [
      { text: 'Последний шанс открыть вклад.', product: 'DEPOSIT', channel: 'SMS' },
      { text: 'Успейте оформить карту, только сегодня.', product: 'DC', channel: 'PUSH' },
      { text: 'Спешите, предложение заканчивается.', product: 'ПК', channel: 'SMS' },
    ],
  },
});

export const urgencyRules: readonly Rule[] = [urgency];
