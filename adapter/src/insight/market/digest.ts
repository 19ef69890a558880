/** The digest of a week: its events, strongest first, with ideas and sources; as Markdown and as a Word document. */
import { Document, HeadingLevel, Packer, Paragraph, TextRun } from 'docx';
import { plainMarkdown } from '../markdown.ts';
import { parseWeek } from './iso-week.ts';
import { type MarketEvent, type MarketItem, weekMs } from './market.ts';
import { marketLimits } from './market-limits.ts';

export type Evidence = Readonly<Record<string, Pick<MarketItem, 'title' | 'source' | 'publishedAtMs' | 'kind'>>>;

export interface Digest {
  readonly week: string;
  readonly itemsCount: number;
  readonly events: readonly MarketEvent[];
  readonly evidence: Evidence;
}

/** How far back items are needed for a week's digest: quarterly reports of nine quarters, twelve weeks, sixty days. */
export const lookBackMs = 4 * 366 * 86_400_000;

export function makeDigest(week: string, items: readonly MarketItem[], events: readonly MarketEvent[]): Digest {
  const period = parseWeek(week)!;
  const shown = events.slice(0, marketLimits.digestEventsMax);
  const wanted = new Set(shown.flatMap(({ itemIds }) => itemIds));
  const evidence = Object.fromEntries(
    items
      .filter(({ id }) => wanted.has(id))
      .map(({ id, title, text, source, publishedAtMs, kind }) => [
        id,
        { title: title === '' ? text.slice(0, 120) : title, source, publishedAtMs, kind },
      ]),
  );
  const itemsCount = items.filter(
    ({ publishedAtMs }) => publishedAtMs >= period.fromMs && publishedAtMs < period.toMs,
  ).length;
  return { week, itemsCount, events: shown, evidence };
}

interface Section {
  readonly heading: string;
  readonly paragraphs: readonly string[];
}

export function writeDigestMarkdown(digest: Digest): string {
  const sections = describeDigest(digest).map(
    ({ heading, paragraphs }, index) =>
      `## ${index + 1}. ${plainMarkdown(heading)}\n\n${paragraphs.map(plainMarkdown).join('\n\n')}`,
  );
  return `# ${titleOf(digest)}\n\n${summaryOf(digest)}\n\n${sections.join('\n\n')}\n`;
}

export function writeDigestDocument(digest: Digest): Promise<Buffer> {
  const sections = describeDigest(digest).flatMap(({ heading, paragraphs }, index) => [
    new Paragraph({ text: `${index + 1}. ${heading}`, heading: HeadingLevel.HEADING_2 }),
    ...paragraphs.map((text) => new Paragraph({ children: [new TextRun(text)], spacing: { after: 120 } })),
  ]);
  const document = new Document({
    creator: 'Offerwright',
    title: titleOf(digest),
    sections: [
      {
        children: [
          new Paragraph({ text: titleOf(digest), heading: HeadingLevel.HEADING_1 }),
          new Paragraph({ text: summaryOf(digest), spacing: { after: 240 } }),
          ...sections,
        ],
      },
    ],
  });
  return Packer.toBuffer(document);
}

const day = new Intl.DateTimeFormat('ru-RU', { day: 'numeric', month: 'long', timeZone: 'Europe/Moscow' });

function titleOf({ week }: Digest): string {
  const { fromMs } = parseWeek(week)!;
  return `Рынок за неделю: ${day.format(fromMs)} – ${day.format(fromMs + weekMs - 1)} (${week})`;
}

function summaryOf({ itemsCount, events }: Digest): string {
  if (events.length === 0) return `Сообщений за неделю: ${itemsCount}. Ничего заметного.`;
  const banks = new Set(events.map(({ competitor }) => competitor)).size;
  return `Сообщений за неделю: ${itemsCount}, заметных событий: ${events.length}, банков в них: ${banks}.`;
}

function describeDigest({ events, evidence }: Digest): Section[] {
  return events.map(({ competitor, title, explanation, atMs, ideas, itemIds }) => {
    const sources = itemIds.flatMap((id) => evidence[id] ?? []);
    const shown = sources.slice(0, 3).map(({ title: headline, source, publishedAtMs }) => {
      const where = [source, day.format(publishedAtMs)].filter((part) => part !== '').join(', ');
      return headline === '' ? where : `«${headline}» (${where})`;
    });
    const more = sources.length > shown.length ? ` и ещё ${sources.length - shown.length}` : '';
    return {
      heading: `${competitor}: ${title}`,
      paragraphs: [
        `${day.format(atMs)}. ${explanation}`,
        ...ideas.map(({ text, product }) => `Идея: ${text}${product === null ? '' : ` Книга текстов: ${product}.`}`),
        `Откуда: ${shown.join('; ')}${more}.`,
      ],
    };
  });
}
