/** Types of the rule set and of its findings (LAW.md; glossary: verdict, disclosure). */
import type { ChannelCode } from '../domain/channels.ts';
import type { ComplianceProfile, ValidChannel, ValidProduct } from '../domain/valid-request.ts';

export type Severity = 'block' | 'fix' | 'warn';
export type RuleOutcome = 'passed' | 'fixed' | 'warned' | 'blocked';
export type Language = 'ru' | 'en';

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

export type { ChannelCode };
