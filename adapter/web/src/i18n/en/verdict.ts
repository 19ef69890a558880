export const verdict = {
  outcomes: { blocked: 'Broken', warned: 'Attention', fixed: 'Completed', passed: 'Kept' },
  fix: 'How to mend it',
  addedByLaw: 'Added by law',
  passedCount_one: '{{count}} rule kept',
  passedCount_few: '{{count}} rules kept',
  passedCount_many: '{{count}} rules kept',
  passedCount_other: '{{count}} rules kept',
};
