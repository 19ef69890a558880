/**
 * A path as google.rpc.BadRequest spells it (docs/CONTRACTS.md): proto names joined by dots, list items as `[1]`, map
 * entries as `.age`, or as `[…]` where the key is not a plain name, and ` (key)` where the key itself is at fault. The
 * server spells it by code of its own.
 */
import type { Path } from '@bufbuild/protobuf/reflect';

export function fieldName(path: Path, forKey: boolean): string {
  const parts = path.map((element) => {
    if (element.kind === 'list_sub') return `[${element.index}]`;
    if (element.kind !== 'map_sub') return `.${element.name}`;
    return /^[A-Za-z][A-Za-z0-9_]{0,63}$/.test(String(element.key)) ? `.${element.key}` : '[…]';
  });
  return parts.join('').replace(/^\./, '') + (forKey ? ' (key)' : '');
}
