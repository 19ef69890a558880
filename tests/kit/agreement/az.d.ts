/** What this repository uses of Az.js 0.2.3, which brings no types. Tags are OpenCorpora's (opencorpora.org). */
declare module 'az' {
  /** Categories of a form; a category that a form lacks is missing, `true` stands where the dictionary leaves it open. */
  export interface Tag {
    readonly POS?: string;
    readonly CAse?: string;
    readonly NMbr?: string;
    readonly GNdr?: string | true;
    readonly PErs?: string;
    readonly TEns?: string;
    readonly MOod?: string;
    readonly VOic?: string;
    /** Unchanging and changing grammemes: "NOUN", "inan", "masc" and "sing", "nomn". */
    readonly stat: readonly string[];
    readonly flex: readonly string[];
  }

  interface Parse {
    readonly tag: Tag;
  }

  interface Options {
    readonly parsers?: readonly string[];
    readonly stutter?: number;
    readonly typos?: number;
  }

  interface Morph {
    (word: string, options?: Options): readonly Parse[];
    init(directory: string, callback: (error: Error | null) => void): void;
  }

  const az: { readonly Morph: Morph };
  export default az;
}
