/**
 * The commands of README.md that are run as tests (docs/CONTRACTS.md): a fenced `sh` block after the comment
 * `<!-- test -->`, and what it must print, a fenced `text` block after it.
 */

export interface ReadmeBlock {
  /** Line of the fence in the file, from 1. */
  readonly line: number;
  readonly commands: string;
  /** Lines that the output must hold, in this order; `…` in a line stands for anything. */
  readonly expected: readonly string[];
}

export interface ServiceAddresses {
  /** host:port each. */
  readonly rest: string;
  readonly grpc: string;
  readonly connect: string;
}

const blockPattern = /^<!-- test -->\n+```sh\n(.*?)^```$(?:\n+```text\n(.*?)^```$)?/gms;

/** @throws Error for a mark that is not followed by an `sh` block, and for a block that says nothing to expect. */
export function readBlocks(markdown: string): ReadmeBlock[] {
  const blocks = [...markdown.matchAll(blockPattern)].map((match): ReadmeBlock => {
    const line = markdown.slice(0, match.index).split('\n').length;
    const expected = (match[2] ?? '').split('\n').filter((text) => text.trim() !== '');
    if (expected.length === 0) throw new Error(`README.md:${line}: no text block says what the commands print`);
    return { line, commands: match[1]!, expected };
  });
  const marksCount = markdown.split('<!-- test -->').length - 1;
  if (marksCount !== blocks.length) {
    throw new Error(`README.md: ${marksCount} test marks, ${blocks.length} of them directly before a sh block`);
  }
  return blocks;
}

/** The default addresses, as the README names them, become those of the service under test. */
export function useAddresses(commands: string, addresses: ServiceAddresses): string {
  const byPort: Record<string, string> = {
    '8080': addresses.rest,
    '50051': addresses.grpc,
    '50052': addresses.connect,
  };
  return commands.replace(/\b(?:127\.0\.0\.1|localhost):(8080|50051|50052)\b/g, (_, port: string) => byPort[port]!);
}

/** @returns the first expected line that the output lacks, or null. White space counts as one space. */
export function missingLine(output: string, expected: readonly string[]): string | null {
  const text = squeeze(output);
  let from = 0;
  for (const line of expected) {
    for (const piece of line.split('…').map(squeeze).filter(Boolean)) {
      const at = text.indexOf(piece, from);
      if (at < 0) return line;
      from = at + piece.length;
    }
  }
  return null;
}

function squeeze(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
