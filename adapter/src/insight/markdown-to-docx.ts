/**
 * The reports of insight as .docx: the part of Markdown that they are written with (headings, lists, bold, escapes).
 * Whatever is not understood stands as the text it is.
 */
import { Document, HeadingLevel, Packer, Paragraph, TextRun } from 'docx';

const headings = [HeadingLevel.HEADING_1, HeadingLevel.HEADING_2, HeadingLevel.HEADING_3] as const;

export async function markdownToDocx(markdown: string, title: string): Promise<Buffer> {
  const children = markdown.split('\n').flatMap(toParagraph);
  const document = new Document({
    title,
    creator: 'Offerwright',
    styles: { default: { document: { run: { font: 'Calibri', size: 22 }, paragraph: { spacing: { after: 120 } } } } },
    sections: [{ children }],
  });
  return await Packer.toBuffer(document);
}

function toParagraph(line: string): Paragraph[] {
  if (line.trim() === '') return [];
  const heading = /^(#{1,3}) (.*)$/.exec(line);
  if (heading) return [new Paragraph({ heading: headings[heading[1]!.length - 1]!, children: toRuns(heading[2]!) })];
  const item = /^- (.*)$/.exec(line);
  if (item) return [new Paragraph({ bullet: { level: 0 }, children: toRuns(item[1]!) })];
  const continued = /^ {2}(.*)$/.exec(line);
  if (continued) return [new Paragraph({ indent: { left: 720 }, children: toRuns(continued[1]!) })];
  return [new Paragraph({ children: toRuns(line) })];
}

/** Bold parts, and signs that were escaped. */
function toRuns(text: string): TextRun[] {
  return text
    .split(/(\*\*(?:[^*\\]|\\.)+\*\*)/u)
    .filter((part) => part !== '')
    .map((part) => {
      const isBold = part.startsWith('**') && part.endsWith('**') && part.length > 4;
      const plain = (isBold ? part.slice(2, -2) : part).replace(/\\([\\`*_[\]<>#|])/gu, '$1');
      return new TextRun({ text: plain, bold: isBold });
    });
}
