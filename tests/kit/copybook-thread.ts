/** A thread that the copybook could hold, for tests: a credit card by SMS, for anybody. */

/** An alias, not an interface: it fits where any record does. */
type TestThread = {
  readonly id: string;
  readonly product: string;
  readonly channel: string;
  readonly need: string;
  readonly signals: readonly string[];
  readonly gender: string;
  readonly age: string;
  readonly idea: string;
  readonly claims: string[];
  readonly positions: string[][];
};

/** @param part what is to be otherwise; fields keep their order, of which a thread's version is made. */
export function threadOf<Part extends object = object>(id: string, part: Part = {} as Part): TestThread & Part {
  return {
    id,
    product: 'CC',
    channel: 'SMS',
    need: 'finance',
    signals: [],
    gender: 'u',
    age: 'u',
    idea: 'запас',
    claims: [],
    positions: [['Крупная трата посреди недели?', 'Трата пришла раньше срока?'], ['Выручит кредитная карта.']],
    ...part,
  };
}
