/**
 * Which feature each column of a file holds, by its name: the same name, its misprint, a name that the bank's people use
 * in Russian, or one that differs by a letter or two. Each feature is suggested once, for the column that is nearest.
 */
import { type CampaignMapping, mappingTargets, wordsTarget } from '../../api/campaign-files.ts';
import { featureMisprints } from '../../api/client-features.ts';

type Target = (typeof mappingTargets)[number];

const idNames = new Set([
  'id',
  'client_id',
  'clientid',
  'customer_id',
  'ид',
  'ид клиента',
  'номер клиента',
  'код клиента',
]);

/** As people name the columns of their own tables. */
const spokenNames: Readonly<Record<string, Target>> = {
  пол: 'gender',
  sex: 'gender',
  возраст: 'age',
  'возраст лет': 'age',
  регион: 'reg_region_nm',
  'регион регистрации': 'reg_region_nm',
  region: 'reg_region_nm',
  должность: 'app_position_type_nm',
  автомобиль: 'app_vehicle_ind',
  'есть автомобиль': 'app_vehicle_ind',
  кластер: 'super_clust',
  сегмент: 'super_clust',
  'цели визита': 'visit_purposes',
  'цель визита': 'visit_purposes',
  'месяцев с последнего визита': 'qnt_months_from_last_visit',
  'зачислений зарплаты': 'cnt_zp_12m',
  зарплата: 'sum_zp_12m',
  'сумма зарплаты': 'sum_zp_12m',
  вклады: 'cnt_dep_act',
  'сумма вкладов': 'sum_dep_now',
  'остаток на вкладах': 'sum_dep_now',
  'операций за 3 месяца': 'cnt_tr_all_3m',
  'покупок за 3 месяца': 'cnt_tr_buy_3m',
  согласие: 'consent',
  'согласие на рекламу': 'consent',
  'не беспокоить': 'do_not_disturb',
  самозапрет: 'credit_self_ban',
  'слова клиента': wordsTarget,
  'что сказал клиент': wordsTarget,
  'сказал клиент': wordsTarget,
  обращение: wordsTarget,
  'текст обращения': wordsTarget,
  жалоба: wordsTarget,
  'текст жалобы': wordsTarget,
  отзыв: wordsTarget,
  'текст отзыва': wordsTarget,
};

/** Below it two names are not alike. */
const likenessMin = 0.82;

export function suggestMapping(header: readonly string[]): CampaignMapping {
  const names = header.map(plain);
  const idColumn = names.findIndex((name) => idNames.has(name) || idNames.has(name.replaceAll(' ', '_')));
  const candidates = names.flatMap((name, column) =>
    column === idColumn || name === '' ? [] : targetsOf(name).map((found) => ({ ...found, column })),
  );
  const columns: { column: number; target: Target }[] = [];
  for (const { column, target } of candidates.sort((a, b) => b.likeness - a.likeness || a.column - b.column)) {
    if (columns.some((taken) => taken.column === column || taken.target === target)) continue;
    columns.push({ column, target });
  }
  return { id_column: idColumn < 0 ? null : idColumn, columns: columns.sort((a, b) => a.column - b.column) };
}

function targetsOf(name: string): { target: Target; likeness: number }[] {
  const spoken = spokenNames[name];
  if (spoken !== undefined) return [{ target: spoken, likeness: 0.99 }];
  const known = mappingTargets.map((target) => ({ target, as: plain(target) }));
  const misprinted = Object.entries(featureMisprints).map(([as, target]) => ({ target, as: plain(as) }));
  return [...known, ...misprinted]
    .map(({ target, as }) => ({ target, likeness: as === name ? 1 : likenessOf(as, name) }))
    .filter(({ likeness }) => likeness >= likenessMin);
}

/** "CNT_TR-ALL 3m" → "cnt tr all 3m". */
function plain(name: string): string {
  return name
    .toLowerCase()
    .replaceAll('ё', 'е')
    .replaceAll(/[\s_.,;:()\-/]+/g, ' ')
    .trim();
}

/** Share of two-letter pieces in common (Dice). Figures must agree: 3m is not 6m. */
function likenessOf(a: string, b: string): number {
  if (a.replaceAll(/\D/g, '') !== b.replaceAll(/\D/g, '')) return 0;
  const [left, right] = [piecesOf(a), piecesOf(b)];
  if (left.length === 0 || right.length === 0) return 0;
  const rest = [...right];
  let shared = 0;
  for (const piece of left) {
    const place = rest.indexOf(piece);
    if (place < 0) continue;
    rest.splice(place, 1);
    shared += 1;
  }
  return (2 * shared) / (left.length + right.length);
}

function piecesOf(text: string): string[] {
  return Array.from({ length: Math.max(0, text.length - 1) }, (_, place) => text.slice(place, place + 2));
}
