/**
 * How much of a push a telephone shows before it cuts, in characters. Makers of telephones name no numbers; these are the
 * lengths that Braze recommends so that nothing is cut (braze.com/docs, "Push message and image formats", read in
 * November 2026). A screen with large letters shows less. docs/PREVIEWS.md says more.
 */
export const pushViews = [
  { name: 'iosBanner', system: 'ios', chars: 80 },
  { name: 'iosLocked', system: 'ios', chars: 160 },
  { name: 'androidFolded', system: 'android', chars: 49 },
  { name: 'androidOpen', system: 'android', chars: 597 },
] as const;

export type PushView = (typeof pushViews)[number];

/** Cut as a telephone cuts: at the last space that fits, with an ellipsis. */
export function cutPush(text: string, chars: number): { readonly shown: string; readonly hidden: string } {
  if (text.length <= chars) return { shown: text, hidden: '' };
  const space = text.lastIndexOf(' ', chars - 1);
  const end = space > chars / 2 ? space : chars - 1;
  return { shown: text.slice(0, end), hidden: text.slice(end) };
}
