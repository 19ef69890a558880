/** The doubles next to a given one: a bound that is off by the least possible amount must be noticed. */
const view = new DataView(new ArrayBuffer(8));

/** @param value finite. */
export function nextUp(value: number): number {
  if (value === 0) return Number.MIN_VALUE;
  view.setFloat64(0, value);
  view.setBigInt64(0, view.getBigInt64(0) + (value > 0 ? 1n : -1n));
  return view.getFloat64(0);
}

/** @param value finite. */
export function nextDown(value: number): number {
  return -nextUp(-value);
}
