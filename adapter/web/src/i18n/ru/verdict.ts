export const verdict = {
  outcomes: { blocked: 'Нарушено', warned: 'Внимание', fixed: 'Дополнено', passed: 'Соблюдено' },
  fix: 'Как исправить',
  addedByLaw: 'Добавлено по закону',
  passedCount_one: 'Соблюдено {{count}} правило',
  passedCount_few: 'Соблюдены {{count}} правила',
  passedCount_many: 'Соблюдено {{count}} правил',
  passedCount_other: 'Соблюдено {{count}} правила',
};
