/** Types of the rule set and of its findings (LAW.md; glossary: verdict, disclosure). */
import type { ChannelCode } from '../domain/channels.ts';
import type { ProductCode } from '../domain/products.ts';
import type { ComplianceProfile, OfferTerms, ValidChannel, ValidProduct } from '../domain/valid-request.ts';

export type Severity = 'block' | 'fix' | 'warn';
export type RuleOutcome = 'passed' | 'fixed' | 'warned' | 'blocked';
export type Language = 'ru' | 'en';
export type Bilingual = Readonly<Record<Language, string>>;

/** A place in the text, UTF-16 code units, end exclusive. */
export interface Span {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

export interface Disclosure {
  readonly id: string;
  readonly text: string;
  readonly ruleId: string;
}

/** What a rule may look at. */
export interface CheckContext {
  readonly product: ValidProduct;
  readonly channel: ValidChannel;
  readonly profile: ComplianceProfile;
  /** Numbers of the client's features (rule 19); [] when no client is known. */
  readonly ownValues: readonly number[];
  /** Disclosures that the composer appended; [] for a text of unknown origin. */
  readonly disclosures: readonly Disclosure[];
  readonly today: Date;
  readonly language: Language;
}

export interface RuleResult {
  readonly ruleId: string;
  /** Row of LAW.md. */
  readonly row: number;
  readonly title: string;
  readonly article: string;
  readonly outcome: RuleOutcome;
  readonly spans: readonly Span[];
  readonly message: string;
  readonly suggestedFix: string;
}

export interface Verdict {
  readonly passed: boolean;
  readonly results: readonly RuleResult[];
  readonly lawScore: number;
  readonly brandVoiceScore: number;
  readonly fitScore: number;
  readonly ruleSetVersion: string;
  readonly ruleSetHash: string;
}

export interface Measures {
  readonly characters: number;
  readonly bodyCharacters: number;
  readonly smsSegments: number;
  readonly spokenSeconds: number;
}

export interface Refusal {
  readonly ruleId: string;
  readonly reason: string;
}

export interface ComposedText {
  readonly text: string;
  readonly disclosures: readonly Disclosure[];
}

/** A text folded for matching: lower case, ё→е, look-alikes, invisible characters and letter-spacing undone. */
export interface NormalisedText {
  /** As it was given. */
  readonly original: string;
  /** What patterns are matched against; indices of `Range` count its UTF-16 code units. */
  readonly text: string;
  /** The place in the original of a piece of `text`; `original.slice(start, end) === span.text` always holds. */
  toOriginal(start: number, end: number): Span;
  /** Letter-spaced runs («г а р а н т»), as ranges of `text` where they stand joined. */
  readonly joinedRuns: readonly Range[];
  /** Words in which letters of another script stood among Cyrillic ones, as ranges of `text`. */
  readonly mixedWords: readonly Range[];
}

/** A piece of the normalised text, end exclusive. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

/** One thing a rule found wrong. */
export interface Finding {
  /** Null when something is missing from the text. */
  readonly range: Range | null;
  /** Overrides the rule's own severity (a `fix` rule without its disclosure blocks). */
  readonly severity?: 'block' | 'warn';
  /** What exactly, added to the rule's message. Never a client's data. */
  readonly note?: Bilingual;
}

/** LAW.md's marks: T article text read, N news or regulator page, K general knowledge. */
export type SourceMark = 'T' | 'N' | 'K';

/** A text with the context it is checked in; see example-context.ts for the defaults. */
export interface RuleExample {
  readonly text: string;
  readonly product: ProductCode;
  readonly channel: ChannelCode;
  readonly profile?: 'strict' | 'law2025';
  readonly terms?: Partial<OfferTerms>;
  readonly ownValues?: readonly number[];
}

export interface Rule {
  /** For example "law.credit_warning". */
  readonly id: string;
  /** Row of LAW.md. */
  readonly row: number;
  /** Raised by hand when the meaning of the rule changes. */
  readonly version: number;
  readonly title: Bilingual;
  readonly article: string;
  readonly sourceMarks: readonly SourceMark[];
  readonly sourceNote: string;
  /** ISO date; the rule does not apply before it. Null: not known, always applied. */
  readonly effectiveFrom: string | null;
  /** ISO date, the last day; null: still in force. */
  readonly effectiveTo: string | null;
  readonly severity: Severity;
  /** `credit`: every product with `isCredit`. */
  readonly products: 'all' | 'credit' | readonly ProductCode[];
  readonly channels: 'all' | readonly ChannelCode[];
  readonly message: Bilingual;
  readonly suggestedFix: Bilingual;
  /** What the rule needs beyond the text, and who decides it; null when the text is enough. */
  readonly decidedElsewhere: string | null;
  /** Nothing found: the rule is kept. Throws on nothing. */
  check(text: NormalisedText, context: CheckContext): readonly Finding[];
  readonly examples: { readonly passing: readonly RuleExample[]; readonly failing: readonly RuleExample[] };
}

export interface RuleSet {
  readonly version: string;
  /** sha256, hex. */
  readonly hash: string;
  readonly rules: readonly Rule[];
}

export type { ChannelCode };
