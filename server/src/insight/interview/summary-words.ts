/** The hand-written frames of a result, in Russian. They name what was heard and what to check, and claim no more. */
import type { PainTheme } from './find-evidence.ts';
import type { InterviewState } from './interview-state.ts';
import type { EvidenceKind, InterviewSummary } from './summarise-interview.ts';
import { type EndReason, type Stage, type Subject, stages } from './types.ts';

export const subjectNames: Readonly<Record<Subject, string>> = {
  payments: 'Платежи и карта на каждый день',
  saving: 'Сбережения',
  borrowing: 'Деньги в долг',
  housing: 'Жильё',
  investing: 'Вложения',
  insurance: 'Страхование',
  currency: 'Обмен валюты',
  salary: 'Зарплата',
  office: 'Отделение банка',
  app: 'Приложение банка',
  applying: 'Заявка в банк',
  support: 'Поддержка банка',
};

export const stageNames: Readonly<Record<Stage, string>> = {
  goal: 'Цель',
  context: 'Как бывает обычно',
  last_case: 'Последний случай',
  consequences: 'К чему привело',
  tried: 'Что пробовали',
  price: 'Чего стоило',
  closing: 'Напоследок',
};

export const painTitles: Readonly<Record<PainTheme, string>> = {
  time: 'Уходит время',
  money: 'Уходят деньги',
  clarity: 'Неясно, что и как',
  access: 'Не получается сделать',
  people: 'Не отвечают и не помогают',
  trust: 'Тревожно и нет доверия',
};

export const evidenceNames: Readonly<Record<EvidenceKind, string>> = {
  case: 'рассказан случай',
  price: 'названы время или деньги',
  attempt: 'клиент пробовал справиться сам',
  consequence: 'названы последствия',
  repeated: 'сказано не один раз',
};

export const strengthNames: Readonly<Record<InterviewSummary['strength'], string>> = {
  none: 'боли не прозвучало',
  weak: 'слабая: слова есть, подтверждений мало',
  middling: 'средняя: часть подтверждений есть',
  strong: 'сильная: случай, цена и попытки подтверждают друг друга',
};

export const endNames: Readonly<Record<EndReason, string>> = {
  complete: 'разговор дошёл до конца',
  stopped: 'клиент попросил закончить',
  hostile: 'клиент был раздражён, разговор прекращён',
  silent: 'клиент не отвечал',
  long: 'разговор закончен, чтобы не отнимать время',
};

const hypotheses: Readonly<Record<PainTheme, { readonly text: string; readonly check: string }>> = {
  time: {
    text: 'Время уходит не на само дело, а на ожидание и повторные заходы. Если их станет меньше, клиент вернётся к этому делу раньше.',
    check:
      'Посчитать по журналу процесса, сколько заходов приходится на одно законченное дело, и спросить ещё пятерых, на каком шаге они ждали.',
  },
  money: {
    text: 'Клиента задевает не сама сумма, а то, что о ней узнают поздно или не понимают, за что она взята.',
    check: 'Спросить ещё пятерых, когда и откуда они узнали сумму; сверить, что и на каком шаге показывает банк.',
  },
  clarity: {
    text: 'Важное условие клиент узнаёт слишком поздно. Скажи его кто-нибудь до первого шага, истории бы не было.',
    check: 'Собрать, о чём клиентам сказали на первом шаге, и сравнить с тем, что выяснилось потом.',
  },
  access: {
    text: 'Дело упирается в один шаг, который нельзя пройти самому. Там клиент и уходит к другому способу или к другому банку.',
    check: 'Найти этот шаг в журнале процесса и посчитать долю тех, кто на нём останавливается.',
  },
  people: {
    text: 'Клиенту не хватает одного человека, который доведёт вопрос до конца: каждый новый начинает сначала.',
    check: 'Посчитать, сколько сотрудников отвечает по одному вопросу, и спросить ещё пятерых, кто и чем им помог.',
  },
  trust: {
    text: 'Клиент опасается подвоха и потому откладывает решение или держит запасной путь.',
    check: 'Спросить ещё пятерых, после чего они стали осторожнее и что их тогда успокоило.',
  },
};

/** @param state what speaks for it and against it; told once, with the strongest pain */
export function hypothesisOf(
  theme: PainTheme,
  state: Pick<InterviewState, 'hasAttempt' | 'triedNothing'> | null,
): { readonly text: string; readonly check: string } {
  const { text, check } = hypotheses[theme];
  if (state?.hasAttempt) return { text: `${text} В пользу этого говорит то, что клиент уже искал выход сам.`, check };
  if (state?.triedNothing) {
    return {
      text: `${text} Против этого говорит то, что клиент ничего не предпринимал: возможно, это терпимо.`,
      check,
    };
  }
  return { text, check };
}

const gapTexts: Readonly<Record<Stage, string>> = {
  goal: 'Не прозвучало, чего клиент хотел добиться.',
  context: 'Неизвестно, как это бывает у клиента обычно.',
  last_case: 'Не рассказан ни один действительный случай: всё сказанное остаётся мнением.',
  consequences: 'Неизвестно, к чему это привело.',
  tried: 'Неизвестно, пробовал ли клиент с этим справиться.',
  price: 'Не названы ни время, ни деньги: цена неизвестна.',
  closing: 'До последнего вопроса разговор не дошёл.',
};

export function gapsOf(state: InterviewState): readonly Stage[] {
  const answered = new Set(
    state.sayings
      .filter(({ understanding }) => understanding === 'answer' || understanding === 'terse')
      .map(({ stage }) => stage),
  );
  const covered: Readonly<Record<Stage, boolean>> = {
    goal: answered.has('goal'),
    context: answered.has('context'),
    last_case: state.hasCase,
    consequences: answered.has('consequences'),
    tried: state.hasAttempt || state.triedNothing || answered.has('tried'),
    price: state.hasPrice,
    closing: state.stage === 'closing',
  };
  return stages.filter((stage) => !covered[stage]);
}

export function describeGaps(gaps: readonly Stage[]): readonly { readonly stage: Stage; readonly text: string }[] {
  return gaps.map((stage) => ({ stage, text: gapTexts[stage] }));
}
