/** What a text answers: money, time and ease, how the purchase goes, care (glossary: concern). */
export const concerns = ['finance', 'efficiency', 'purchase', 'support'] as const;
export type Concern = (typeof concerns)[number];
