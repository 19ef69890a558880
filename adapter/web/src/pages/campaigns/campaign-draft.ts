/** What is being put together in the wizard, and the settings that the API takes for it. */
import type { Campaign, CampaignMapping, CampaignSettings } from '../../api/campaigns.ts';

export interface DraftVariant {
  readonly key: number;
  readonly name: string;
  readonly weight: number;
  readonly concern: 'finance' | 'efficiency' | 'purchase' | 'support' | null;
  readonly policy: 'model_first' | 'rules_only' | null;
}

export interface CampaignDraft {
  readonly step: number;
  /** Draws the control group, so that who is counted before the start is who gets no text. */
  readonly seed: number;
  readonly fileId: string | null;
  readonly mapping: CampaignMapping | null;
  readonly name: string;
  readonly mode: 'chosen' | 'ranked';
  readonly products: readonly string[];
  readonly channels: readonly string[];
  readonly perClient: number;
  readonly ageMin: number | null;
  readonly ageMax: number | null;
  readonly genders: readonly ('m' | 'f' | 'u')[];
  readonly regions: readonly string[];
  readonly signalsAny: readonly string[];
  readonly signalsNone: readonly string[];
  readonly withConsent: boolean;
  /** Per cent. */
  readonly controlPercent: number;
  readonly variants: readonly DraftVariant[];
  readonly profile: 'strict' | 'law2025';
  readonly policy: 'model_first' | 'rules_only';
  readonly approvedOnly: boolean;
}

export type ChangeDraft = (part: Partial<CampaignDraft>) => void;

export function emptyDraft(firstVariant: string): CampaignDraft {
  return {
    step: 0,
    seed: crypto.getRandomValues(new Uint32Array(1))[0]!,
    fileId: null,
    mapping: null,
    name: '',
    mode: 'chosen',
    products: [],
    channels: [],
    perClient: 1,
    ageMin: null,
    ageMax: null,
    genders: [],
    regions: [],
    signalsAny: [],
    signalsNone: [],
    withConsent: false,
    controlPercent: 0,
    variants: [{ key: 0, name: firstVariant, weight: 1, concern: null, policy: null }],
    profile: 'strict',
    policy: 'model_first',
    approvedOnly: false,
  };
}

/** A stored draft as the wizard edits it; it opens where most is chosen. */
export function toDraft({ name, seed, file, settings }: Campaign): CampaignDraft {
  const { offers, audience } = settings;
  return {
    step: 3,
    seed,
    fileId: file.id,
    mapping: settings.mapping,
    name,
    mode: offers.mode,
    products: offers.products,
    channels: offers.channels,
    perClient: offers.mode === 'ranked' ? offers.per_client : 1,
    ageMin: audience.age_min ?? null,
    ageMax: audience.age_max ?? null,
    genders: audience.genders ?? [],
    regions: audience.regions ?? [],
    signalsAny: audience.signals_any ?? [],
    signalsNone: audience.signals_none ?? [],
    withConsent: audience.with_consent ?? false,
    controlPercent: Math.round(settings.control_share * 10_000) / 100,
    variants: settings.variants.map(({ concern = null, policy = null, ...variant }, key) => ({
      ...variant,
      key,
      concern,
      policy,
    })),
    profile: settings.profile,
    policy: settings.policy,
    approvedOnly: settings.approved_only,
  };
}

export type DraftProblem = 'nameNeeded' | 'productsNeeded' | 'channelsNeeded' | 'ageOrder' | 'variantNames';

/** What still keeps the campaign from being made, in the order of the page. */
export function findDraftProblems(draft: CampaignDraft): readonly DraftProblem[] {
  const names = draft.variants.map(({ name }) => name.trim());
  const problems: (DraftProblem | null)[] = [
    draft.name.trim() === '' ? 'nameNeeded' : null,
    draft.products.length === 0 ? 'productsNeeded' : null,
    draft.channels.length === 0 ? 'channelsNeeded' : null,
    draft.ageMin !== null && draft.ageMax !== null && draft.ageMin > draft.ageMax ? 'ageOrder' : null,
    names.includes('') || new Set(names).size !== names.length ? 'variantNames' : null,
  ];
  return problems.filter((problem) => problem !== null);
}

/** Once there is a mapping. */
export function toSettings(draft: CampaignDraft, mapping: CampaignMapping): CampaignSettings {
  const [products, channels] = [[...draft.products], [...draft.channels]];
  return {
    mapping,
    offers:
      draft.mode === 'chosen'
        ? { mode: 'chosen', products, channels }
        : { mode: 'ranked', products, channels, per_client: draft.perClient },
    audience: {
      ...(draft.ageMin !== null && { age_min: draft.ageMin }),
      ...(draft.ageMax !== null && { age_max: draft.ageMax }),
      ...(draft.genders.length > 0 && { genders: [...draft.genders] }),
      ...(draft.regions.length > 0 && { regions: [...draft.regions] }),
      ...(draft.signalsAny.length > 0 && { signals_any: [...draft.signalsAny] }),
      ...(draft.signalsNone.length > 0 && { signals_none: [...draft.signalsNone] }),
      ...(draft.withConsent && { with_consent: true }),
    },
    control_share: draft.controlPercent / 100,
    variants: draft.variants.map(({ name, weight, concern, policy }) => ({
      name: name.trim(),
      weight,
      ...(concern !== null && { concern }),
      ...(policy !== null && { policy }),
    })),
    profile: draft.profile,
    policy: draft.policy,
    approved_only: draft.approvedOnly,
  };
}
