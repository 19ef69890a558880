/** What client journeys and financial statements take and give. The analysis is described in docs/INSIGHT.md. */
import { z } from 'zod';
import { limits } from '../limits.ts';

const name = (words: string) => z.string().trim().min(1).max(limits.insightNameCharsMax).describe(words);
const column = z.string().min(1).max(limits.insightNameCharsMax).optional();
const oneOrMany = z
  .union([z.string(), z.array(z.string())])
  .transform((given) => (Array.isArray(given) ? given : [given]))
  .pipe(z.array(z.string().min(1).max(limits.journeyNameCharsMax)).max(limits.journeyGoalsMax));

export const journeyQuerySchema = z.strictObject({
  process: name('What the process is called'),
  goal: oneOrMany
    .optional()
    .describe('The step that ends a way well; may come more than once. Else the most frequent last step'),
  case: column.describe('Column of the case, where its name does not tell'),
  step: column.describe('Column of the step'),
  time: column.describe('Column of the time'),
});

export const insightIdSchema = z.strictObject({ id: z.uuid() });

const count = z.int().min(0);
const wait = z.number().nullable().describe('Milliseconds');

const journeyTotalsSchema = z.object({
  cases: count,
  events: count,
  reached: count,
  lost: count,
  open: count,
  fromMs: z.number(),
  toMs: z.number(),
  quietMs: z.number().describe('A case without the goal that was quiet for longer counts as lost'),
  medianMs: wait,
  p90Ms: wait,
});
const journeyStepSchema = z.object({
  step: z.string(),
  cases: count,
  share: z.number(),
  events: count,
  repeated: count,
  lost: count,
  open: count,
  lossShare: z.number().nullable().describe('lost ÷ (cases − open); null for a goal'),
  isGoal: z.boolean(),
});
const journeyMoveSchema = z.object({
  from: z.string(),
  to: z.string(),
  cases: count,
  moves: count,
  medianMs: wait,
  p90Ms: wait,
  overMedianMs: z.number(),
});
const journeyLoopSchema = z.object({
  step: z.string(),
  repeatedCases: count,
  repeatedReached: count,
  singleCases: count,
  singleReached: count,
  extraEvents: count,
});
const journeyVariantSchema = z.object({
  steps: z.array(z.string()),
  cases: count,
  reached: count,
  medianMs: wait,
});
const journeyImprovementSchema = z.object({
  kind: z.enum(['loss', 'wait', 'loop']),
  step: z.string(),
  to: z.string().nullable(),
  title: z.string(),
  observation: z.string(),
  proposal: z.string(),
  arithmetic: z.string(),
  casesGained: z.object({ expected: z.number(), low: z.number(), high: z.number() }).nullable(),
  hoursSaved: z.number().nullable(),
});

export const journeyPartsSchema = z.object({
  columns: z.object({ case: z.string(), step: z.string(), time: z.string() }),
  problems: z
    .array(
      z.object({
        kind: z.enum(['no_case', 'no_step', 'no_time', 'unreadable_time', 'future_time', 'too_long']),
        count,
        rows: z.array(count).describe('The first of them'),
      }),
    )
    .describe('Rows that could not be read; the others are analysed'),
  analysis: z.object({
    goals: z.array(z.string()),
    areGoalsInferred: z.boolean(),
    totals: journeyTotalsSchema,
    steps: z.array(journeyStepSchema),
    moves: z.array(journeyMoveSchema),
    loops: z.array(journeyLoopSchema),
    variants: z.array(journeyVariantSchema),
    variantsCount: count,
    improvements: z.array(journeyImprovementSchema),
  }),
});

const made = { id: z.uuid(), created_at: z.iso.datetime(), created_by: z.string() };

export const journeySchema = z
  .object({ ...made, process: z.string(), ...journeyPartsSchema.shape })
  .meta({ id: 'Journey' });
export type JourneyBody = z.output<typeof journeySchema>;
const journeyItemSchema = z.object({ ...made, process: z.string(), cases: count, reached: count });
export type JourneyItem = z.output<typeof journeyItemSchema>;
export const journeysSchema = z.object({ items: z.array(journeyItemSchema) }).meta({ id: 'Journeys' });

export const reportQuerySchema = z.strictObject({
  company: name('Whose statements they are'),
  unit: z
    .enum(['rouble', 'thousand', 'million'])
    .optional()
    .describe('What the figures count; thousand by default, as forms have it'),
});

/** Lines of the Russian forms 1 and 2 (order of the Ministry of Finance № 66н, since 2025 ФСБУ 4/2023). */
export const lineCodes = [
  '1100',
  '1150',
  '1200',
  '1210',
  '1230',
  '1240',
  '1250',
  '1300',
  '1400',
  '1410',
  '1500',
  '1510',
  '1520',
  '1600',
  '1700',
  '2100',
  '2110',
  '2120',
  '2200',
  '2300',
  '2330',
  '2400',
] as const;
export type LineCode = (typeof lineCodes)[number];

const figure = z.number().nullable();

export const companyReportPartsSchema = z.object({
  unit: z.enum(['rouble', 'thousand', 'million']),
  problems: z.array(
    z.object({
      kind: z.enum(['unknown_line', 'unreadable_value', 'repeated_line', 'does_not_add_up']),
      message: z.string(),
    }),
  ),
  analysis: z.object({
    statements: z.object({
      periods: z.array(z.string()),
      lines: z.array(z.partialRecord(z.enum(lineCodes), z.number())).describe('By code, roubles, one for each period'),
      computed: z.array(z.enum(lineCodes)).describe('Codes worked out from others'),
    }),
    ratios: z.array(
      z.object({
        id: z.string(),
        name: z.string(),
        formula: z.string(),
        unit: z.enum(['times', 'share', 'days']),
        values: z.array(figure),
        arithmetic: z.string(),
        norm: z.string(),
        verdict: z.enum(['good', 'attention', 'bad', 'unknown']),
      }),
    ),
    trends: z.array(
      z.object({ code: z.enum(lineCodes), name: z.string(), first: z.number(), last: z.number(), change: figure }),
    ),
    findings: z.array(
      z.object({
        id: z.string(),
        severity: z.enum(['bad', 'attention', 'chance']),
        title: z.string(),
        explanation: z.string(),
        offers: z.array(z.object({ product: z.string(), reason: z.string(), amount: figure, arithmetic: z.string() })),
        warning: z.string(),
      }),
    ),
  }),
});

export const companyReportSchema = z
  .object({ ...made, company: z.string(), ...companyReportPartsSchema.shape })
  .meta({ id: 'CompanyReport' });
export type CompanyReportBody = z.output<typeof companyReportSchema>;
const companyReportItemSchema = z.object({
  ...made,
  company: z.string(),
  periods: z.array(z.string()),
  findings: count,
});
export type CompanyReportItem = z.output<typeof companyReportItemSchema>;
export const companyReportsSchema = z
  .object({ items: z.array(companyReportItemSchema) })
  .meta({ id: 'CompanyReports' });
