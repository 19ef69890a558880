/**
 * What the rules of the proto cannot tell the generator: values that mean something to the service. Everything else is
 * derived from the descriptors. An entry whose field is gone fails the generator, so that this table never goes stale.
 */
import { create, type DescField, type DescMessage } from '@bufbuild/protobuf';
import { type Value, ValueSchema } from '@bufbuild/protobuf/wkt';
import { Mode, Policy } from '@offerwright/proto/marketing/v1/generation_pb';
import { threadOf } from '../../kit/copybook-thread.ts';
import { tinyModel } from '../../kit/tiny-propensity-model.ts';

/** What the service answers to a value that no field rule forbids. */
export interface DomainRefusal {
  /** gRPC code, as google.rpc.Code spells it. */
  readonly code: string;
  /** `reason` of google.rpc.ErrorInfo. */
  readonly reason: string;
  /** The field named in google.rpc.BadRequest, from the message that holds the field. */
  readonly field: string;
}

/** A value of the field that the service refuses when the other fields are absent. */
export interface RefusedAlone {
  readonly value: unknown;
  /** Proto names. */
  readonly absent: readonly string[];
  readonly refusal: DomainRefusal;
}

interface DomainValue {
  /** Value of the field in a full request; `index` tells the items of a list apart. */
  readonly seed?: (index: number) => unknown;
  /** The service takes items with one value for the same: even minimal items get their seeds. */
  readonly isIdentity?: boolean;
  /** Refusal of a value that obeys the field's rules, or null when the service takes it. */
  readonly refusalOf?: (value: unknown) => DomainRefusal | null;
  readonly refusedAlone?: RefusedAlone;
}

function numberValue(value: number): Value {
  return create(ValueSchema, { kind: { case: 'numberValue', value } });
}

/** A code outside the tables of PRODUCT.md is taken beside a description only. */
function tableCode(seed: string, reason: string, absent: readonly string[]): DomainValue {
  const refusal = { code: 'INVALID_ARGUMENT', reason, field: 'code' };
  return { seed: () => seed, refusedAlone: { value: 'NO_SUCH_CODE', absent, refusal } };
}

/** The service reads no model file but one that `npm run propensity` could have written. */
const modelFile: DomainValue = {
  seed: () => tinyModel(),
  refusalOf: onlyThese('model_file', (value) => value === tinyModel()),
};

const copybookUnknown = { code: 'FAILED_PRECONDITION', reason: 'COPYBOOK_UNKNOWN', field: 'copybook_hash' };

const domainValues: Readonly<Record<string, DomainValue>> = {
  'marketing.v1.Client.id': { seed: (index) => BigInt(index + 1), isIdentity: true },
  'marketing.v1.Client.features': {
    seed: () => new Map([['age', 41.5] as const, ['gender', 1] as const].map(([key, n]) => [key, numberValue(n)])),
  },
  'marketing.v1.Product.code': tableCode('CC', 'UNKNOWN_PRODUCT', ['name', 'description']),
  'marketing.v1.Channel.code': tableCode('SMS', 'UNKNOWN_CHANNEL', ['description']),
  'marketing.v1.Product.description': { seed: () => 'Кредитная карта' },
  'marketing.v1.Channel.description': { seed: () => 'СМС' },
  'marketing.v1.CopybookThread.json': {
    seed: threadLine,
    isIdentity: true,
    refusalOf: onlyThese('json', (value) => String(value).startsWith('{')),
  },
  'marketing.v1.CopybookThread.variant_marks': {
    seed: () => 'ar/a',
    refusalOf: onlyThese('variant_marks', (value) => value === '' || value === 'ar/a'),
  },
  // The threads of the copybook are drafts until people approve them: approved only would refuse every client.
  'marketing.v1.GenerationOptions.approved_only': { seed: () => false },
  'marketing.v1.ComplianceProfile.copybook_hash': {
    seed: () => '',
    refusalOf: (value) => (value === '' ? null : copybookUnknown),
  },
  'marketing.v1.GenerationOptions.policy': { seed: () => Policy.MODEL_FIRST },
  'marketing.v1.GenerationOptions.mode': {
    seed: () => Mode.COMPOSED,
    refusalOf: (value) =>
      value === Mode.FREE ? { code: 'FAILED_PRECONDITION', reason: 'ENGINE_NOT_STRONG', field: 'mode' } : null,
  },
  'marketing.v1.DescribePropensityModelRequest.model_file': modelFile,
  'marketing.v1.PredictPropensityRequest.model_file': modelFile,
  'marketing.v1.PropensityClient.features': { seed: (index) => new Map([['age', numberValue(30.5 + index)]]) },
};

/** A thread that the real copybook could hold; `index` tells ids apart. */
function threadLine(index: number): string {
  return JSON.stringify(threadOf(`CC-SMS-contract-${index}`));
}

/** Texts that fit the field rules and are not what the field is for. */
function onlyThese(field: string, isGood: (value: unknown) => boolean) {
  const refusal = { code: 'INVALID_ARGUMENT', reason: 'INVALID_ARGUMENT', field };
  return (value: unknown): DomainRefusal | null => (isGood(value) ? null : refusal);
}

function keyOf(field: DescField): string {
  return `${field.parent.typeName}.${field.name}`;
}

export function domainValueOf(field: DescField): DomainValue | undefined {
  return domainValues[keyOf(field)];
}

/** Types of messages that the table speaks of. */
export const domainTypeNames: readonly string[] = [
  ...new Set(Object.keys(domainValues).map((key) => key.slice(0, key.lastIndexOf('.')))),
];

/** @throws Error when the table speaks of a field that its message, which is one of the given, does not have. */
export function assertDomainValuesExist(messages: readonly DescMessage[]): void {
  const known = new Set(messages.flatMap((message) => message.fields.map(keyOf)));
  for (const key of Object.keys(domainValues)) {
    const isGiven = messages.some(({ typeName }) => key.startsWith(`${typeName}.`));
    if (isGiven && !known.has(key)) throw new Error(`domain-values.ts: no request has the field ${key} any more`);
  }
}
