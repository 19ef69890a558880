/**
 * What the statements say: problems and chances, each with the bank product that answers it, the reason and the sum with
 * its arithmetic; and what not to offer. A product is offered only where it helps the company: who pays interest with
 * difficulty is not offered a new loan. Products are those of a bank for companies (docs/INSIGHT.md); the bank's terms
 * are not known here, so no rate is named.
 */
import { formatAmount, formatPercent, formatRatio } from './format-amount.ts';
import type { CompanyOffer, CompanyProblem, PeriodLines, Ratio, Statements } from './report.ts';

export interface Facts {
  readonly statements: Statements;
  readonly ratios: readonly Ratio[];
  /** What part of a year each period is: flows are compared between periods of one length only. */
  readonly yearShares: readonly number[];
}

type Finder = (facts: Facts) => CompanyProblem | null;

const yearDays = 365;

export function findFindings(facts: Facts): CompanyProblem[] {
  const order = { bad: 0, attention: 1, chance: 2 } as const;
  return finders.flatMap((find) => find(facts) ?? []).sort((one, other) => order[one.severity] - order[other.severity]);
}

const ratioOf = ({ ratios }: Facts, id: string): Ratio => ratios.find((ratio) => ratio.id === id)!;
const lastOf = (facts: Facts, id: string): number | null => ratioOf(facts, id).values.at(-1) ?? null;
const beforeOf = (facts: Facts, id: string): number | null => ratioOf(facts, id).values.at(-2) ?? null;
const lastLines = ({ statements }: Facts): PeriodLines => statements.lines.at(-1)!;
const beforeLines = ({ statements }: Facts): PeriodLines => statements.lines.at(-2) ?? {};
const yearShareOf = ({ yearShares }: Facts): number => yearShares.at(-1)!;
const areAlike = ({ yearShares }: Facts, count: number): boolean =>
  new Set(yearShares.slice(-count)).size === 1 && yearShares.length >= count;
const isOverburdened = (facts: Facts): boolean => {
  const [cover, netDebt] = [lastOf(facts, 'cover'), lastOf(facts, 'netDebt')];
  return (cover !== null && cover < 1.5) || (netDebt !== null && netDebt > 4) || (lastLines(facts)['1300'] ?? 1) <= 0;
};

const noNewDebt = 'Новый кредит сверх нынешних не предлагать: проценты и так тяжелы.';

const finders: readonly Finder[] = [
  function lossOfCapital(facts) {
    const equity = lastLines(facts)['1300'];
    if (equity === undefined || equity > 0) return null;
    return {
      id: 'negative_equity',
      severity: 'bad',
      title: 'Собственный капитал отрицательный',
      explanation:
        `Обязательства больше имущества на ${formatAmount(-equity)} (строка 1300). Для общества это повод решать вопрос с ` +
        'капиталом: закон об ООО (14-ФЗ, ст. 30) и об АО (208-ФЗ, ст. 35) ограничивает такую работу во времени.',
      offers: [],
      warning: 'Кредитов и гарантий не предлагать; уместна встреча о планах собственников.',
    };
  },
  function shortMoney(facts) {
    const ratio = ratioOf(facts, 'current');
    const value = ratio.values.at(-1) ?? null;
    const { 1200: current, 1500: short } = lastLines(facts);
    if (value === null || value >= 1.2 || current === undefined || short === undefined) return null;
    const needed = (1.2 * short - current) / 1.2;
    const offer: CompanyOffer = {
      product: 'Рефинансирование коротких кредитов длинными',
      reason: 'Переводит часть срочных долгов в долгосрочные, не увеличивая долг.',
      amount: Math.min(needed, lastLines(facts)['1510'] ?? 0),
      arithmetic:
        `Чтобы текущая ликвидность стала 1,2, короткие долги должны уменьшиться на (1,2 × ${formatAmount(short)} − ` +
        `${formatAmount(current)}) ÷ 1,2 = ${formatAmount(needed)}; коротких кредитов всего ${formatAmount(lastLines(facts)['1510'] ?? 0)}.`,
    };
    return {
      id: 'short_money',
      severity: value < 1 ? 'bad' : 'attention',
      title: 'Коротких денег мало для срочных долгов',
      explanation: `Текущая ликвидность: ${ratio.arithmetic}; ${ratio.norm}.`,
      offers: (lastLines(facts)['1510'] ?? 0) > 0 ? [offer] : [],
      warning: isOverburdened(facts) ? noNewDebt : '',
    };
  },
  function heavyDebt(facts) {
    if (!isOverburdened(facts) || (lastLines(facts)['1300'] ?? 1) <= 0) return null;
    const signs = ['cover', 'netDebt'].map((id) => ratioOf(facts, id)).filter(({ verdict }) => verdict === 'bad');
    const debt = (lastLines(facts)['1410'] ?? 0) + (lastLines(facts)['1510'] ?? 0);
    return {
      id: 'heavy_debt',
      severity: 'bad',
      title: 'Долговая нагрузка велика',
      explanation: signs.map(({ name, arithmetic, norm }) => `${name}: ${arithmetic}; ${norm}.`).join(' '),
      offers: [
        {
          product: 'Рефинансирование с пересмотром срока',
          reason: 'Снижает платёж за период; долг остаётся тем же.',
          amount: debt,
          arithmetic: `Кредиты и займы: ${formatAmount(lastLines(facts)['1410'] ?? 0)} + ${formatAmount(lastLines(facts)['1510'] ?? 0)} = ${formatAmount(debt)}.`,
        },
      ],
      warning: noNewDebt,
    };
  },
  function slowDebtors(facts) {
    const days = lastOf(facts, 'receivableDays');
    const before = beforeOf(facts, 'receivableDays');
    const { 1230: receivable, 2110: revenue } = lastLines(facts);
    if (days === null || receivable === undefined || revenue === undefined) return null;
    const hasGrown = before !== null && days > before * 1.2 && days - before > 10;
    if (days <= 60 && !hasGrown) return null;
    const norm = Math.min(45, before ?? 45);
    const released = ((days - norm) / (yearDays * yearShareOf(facts))) * revenue;
    const grown = before === null ? '' : ` Период назад было ${formatRatio(before, 'days')}.`;
    return {
      id: 'slow_debtors',
      severity: days > 90 ? 'bad' : 'attention',
      title: 'Покупатели платят долго',
      explanation: `Деньги за продажи ждут ${formatRatio(days, 'days')}: ${ratioOf(facts, 'receivableDays').arithmetic}.${grown}`,
      offers: [
        {
          product: 'Факторинг',
          reason:
            'Деньги за отгрузку приходят сразу, покупатель сохраняет отсрочку; это не кредит и долга не прибавляет.',
          amount: released,
          arithmetic:
            `Если ждать ${formatRatio(norm, 'days')} вместо ${formatRatio(days, 'days')}, высвободится (${Math.round(days)} − ${Math.round(norm)}) ÷ ` +
            `${Math.round(yearDays * yearShareOf(facts))} × ${formatAmount(revenue)} = ${formatAmount(released)}.`,
        },
      ],
      warning: '',
    };
  },
  function slowStock(facts) {
    const days = lastOf(facts, 'inventoryDays');
    const before = beforeOf(facts, 'inventoryDays');
    if (days === null || before === null || days <= before * 1.25 || days - before < 15) return null;
    return {
      id: 'slow_stock',
      severity: days > 120 ? 'bad' : 'attention',
      title: 'Запасы лежат дольше, чем раньше',
      explanation: `Было ${formatRatio(before, 'days')}, стало ${formatRatio(days, 'days')}: ${ratioOf(facts, 'inventoryDays').arithmetic}.`,
      offers: [
        {
          product: 'Аккредитив или гарантия платежа поставщику',
          reason: 'Позволяет закупать меньшими партиями с отсрочкой и не держать деньги в запасе.',
          amount: null,
          arithmetic: 'Сумма зависит от договоров с поставщиками; из отчётности не следует.',
        },
      ],
      warning: 'Кредит на новые запасы не предлагать, пока не разобраны нынешние.',
    };
  },
  function fallingMargin(facts) {
    const [now, before] = [lastOf(facts, 'grossMargin'), beforeOf(facts, 'grossMargin')];
    const isLoss = (lastLines(facts)['2400'] ?? 0) < 0;
    const hasFallen = now !== null && before !== null && before - now >= 0.03;
    if (!isLoss && !hasFallen) return null;
    const fall = hasFallen
      ? `Валовая рентабельность упала с ${formatPercent(before)} до ${formatPercent(now)}: ${ratioOf(facts, 'grossMargin').arithmetic}.`
      : '';
    const loss = isLoss ? `Чистый убыток ${formatAmount(-(lastLines(facts)['2400'] ?? 0))} (строка 2400).` : '';
    return {
      id: isLoss ? 'loss' : 'falling_margin',
      severity: isLoss ? 'bad' : 'attention',
      title: isLoss ? 'Период закончен с убытком' : 'Наценка сокращается',
      explanation: [loss, fall].filter((part) => part !== '').join(' '),
      offers: [],
      warning: 'Здесь помогают цены и расходы, а не продукт банка: сначала разговор, потом предложение.',
    };
  },
  function growth(facts) {
    const [now, before] = [lastLines(facts)['2110'], beforeLines(facts)['2110']];
    const { 1210: stock = 0, 1230: receivable = 0, 1520: payable = 0 } = lastLines(facts);
    if (now === undefined || before === undefined || before <= 0 || now / before < 1.2 || !areAlike(facts, 2))
      return null;
    const rate = now / before - 1;
    const working = stock + receivable - payable;
    if (working <= 0 || isOverburdened(facts)) return null;
    const needed = working * rate;
    const isTight = ratioOf(facts, 'cover').verdict === 'attention';
    return {
      id: 'growth',
      severity: 'chance',
      title: `Выручка выросла на ${formatPercent(rate)}: росту нужны оборотные деньги`,
      explanation: `${formatAmount(before)} → ${formatAmount(now)} (строка 2110).`,
      offers: [
        {
          product: 'Возобновляемая кредитная линия или овердрафт',
          reason: 'Покрывает разрыв между закупкой и оплатой и возвращается из выручки.',
          amount: needed,
          arithmetic:
            `Оборотные деньги сейчас: ${formatAmount(stock)} + ${formatAmount(receivable)} − ${formatAmount(payable)} = ` +
            `${formatAmount(working)}. При таком же росте понадобится ещё ${formatPercent(rate)} от них: ${formatAmount(needed)}.`,
        },
      ],
      warning: isTight
        ? 'Проценты уже заметны (покрытие ниже 3): сначала срок, обеспечение и наценка, потом сумма.'
        : '',
    };
  },
  function wornAssets(facts) {
    const assets = facts.statements.lines.map((line) => line['1150']);
    const last = assets.slice(-3);
    if (!areAlike(facts, 3) || last.some((value) => value === undefined) || isOverburdened(facts)) return null;
    const [first = 0, middle = 0, now = 0] = last as number[];
    const revenue = facts.statements.lines.slice(-3).map((line) => line['2110'] ?? 0);
    if (!(first > middle && middle > now && now < first * 0.85 && revenue[2]! >= revenue[0]! * 0.95)) return null;
    return {
      id: 'worn_assets',
      severity: 'chance',
      title: 'Основные средства изнашиваются быстрее, чем обновляются',
      explanation: `Строка 1150: ${[first, middle, now].map(formatAmount).join(' → ')}, а выручка не падает.`,
      offers: [
        {
          product: 'Лизинг или инвестиционный кредит',
          reason: 'Оборудование окупает себя в работе, платёж привязан к сроку службы.',
          amount: first - now,
          arithmetic: `Чтобы вернуться к прежнему: ${formatAmount(first)} − ${formatAmount(now)} = ${formatAmount(first - now)}.`,
        },
      ],
      warning: '',
    };
  },
  function spareCash(facts) {
    const { 1250: cash, 1240: invested = 0, 2120: costs } = lastLines(facts);
    const current = lastOf(facts, 'current');
    if (cash === undefined || costs === undefined || current === null || current < 1.5) return null;
    const month = costs / (12 * yearShareOf(facts));
    const spare = cash + invested - 1.5 * month;
    if (month <= 0 || spare < 1.5 * month) return null;
    return {
      id: 'spare_cash',
      severity: 'chance',
      title: 'Свободные деньги лежат без дела',
      explanation: `Денег и вложений на ${formatRatio((cash + invested) / month, 'times')} месяца расходов.`,
      offers: [
        {
          product: 'Депозит для бизнеса или неснижаемый остаток',
          reason: 'Приносит доход и остаётся под рукой.',
          amount: Math.min(spare, cash),
          arithmetic:
            `${formatAmount(cash)} + ${formatAmount(invested)} − запас на полтора месяца (1,5 × ${formatAmount(month)}) = ${formatAmount(spare)}; ` +
            `на счетах из них ${formatAmount(cash)}.`,
        },
      ],
      warning: '',
    };
  },
  function slowPayments(facts) {
    const [payable, receivable] = [lastOf(facts, 'payableDays'), lastOf(facts, 'receivableDays')];
    if (payable === null || receivable === null || payable <= 90 || payable <= receivable * 1.5) return null;
    return {
      id: 'slow_payments',
      severity: payable > 120 ? 'bad' : 'attention',
      title: 'Поставщикам платят долго',
      explanation: `Долги поставщикам живут ${formatRatio(payable, 'days')}: ${ratioOf(facts, 'payableDays').arithmetic}. Покупатели платят за ${formatRatio(receivable, 'days')}.`,
      offers: [
        {
          product: 'Аккредитив с отсрочкой',
          reason: 'Поставщик получает деньги вовремя, компания сохраняет отсрочку и репутацию.',
          amount: null,
          arithmetic: 'Сумма зависит от договоров; из отчётности не следует.',
        },
      ],
      warning: isOverburdened(facts) ? noNewDebt : '',
    };
  },
];
