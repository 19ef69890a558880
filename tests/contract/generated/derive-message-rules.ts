/** Cases of what a message demands as a whole, and of fields that are absent. */
import { create, type DescField, type DescMessage } from '@bufbuild/protobuf';
import {
  type AnyMessage,
  brokenMessageRules,
  changed,
  fullMessage,
  messageRulesOf,
  rulesOf,
  withSeed,
} from './build-message.ts';
import { accepted, breaks, type Place, type Sink } from './contract-case.ts';
import { fieldName } from './field-name.ts';
import { isRequired, unknownRule } from './rule-values.ts';

/** Message-level CEL: the empty message and each message of a single field, sorted by whether they keep the rule. */
export function deriveMessageRules(descriptor: DescMessage, place: Place, add: Sink): void {
  const rules = messageRulesOf(descriptor);
  if (rules.celExpression.length > 0 || rules.oneof.length > 0 || rules.$unknown?.length) {
    throw unknownRule('on the message, other than cel', descriptor.typeName);
  }
  for (const rule of rules.cel) {
    const id = rule.id ?? '';
    let brokenCount = 0;
    const empty = create(descriptor);
    const candidates: [string, AnyMessage][] = [
      ['with no field', empty],
      ...descriptor.fields.map((field): [string, AnyMessage] => [
        `with ${field.name} only`,
        withSeed(descriptor, empty, field),
      ]),
    ];
    for (const [label, candidate] of candidates) {
      const broken = brokenMessageRules(descriptor, candidate);
      if (broken.length > 1) continue;
      if (broken.includes(id)) brokenCount += 1;
      const outcome = broken.includes(id) ? breaks(place.path, id) : accepted;
      const at = fieldName(place.path, false) || 'request';
      add(`${at} ${label}${broken.includes(id) ? ` breaks ${id}` : ''}`, place.embed(candidate), outcome);
    }
    if (brokenCount === 0) throw unknownRule(`cel ${id}, which no simple message breaks`, descriptor.typeName);
  }
}

/** The field absent: a violation where it is required; else fine, where absence and zero can be told from a bound. */
export function derivePresence(descriptor: DescMessage, field: DescField, place: Place, add: Sink): void {
  const path = [...place.path, field];
  const request = (): AnyMessage =>
    place.embed(changed(descriptor, fullMessage(descriptor), (copy) => copy.clear(field)));
  if (isRequired(rulesOf(field))) {
    add(`${fieldName(path, false)} absent breaks required`, request(), breaks(path, 'required'));
  } else if (field.fieldKind === 'message' || field.presence === 1) {
    add(`${fieldName(path, false)} absent`, request(), accepted);
  }
}
