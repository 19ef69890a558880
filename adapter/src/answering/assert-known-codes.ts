import { RequestError } from '../errors.ts';

interface Known {
  readonly productCodes: readonly string[];
  readonly channelCodes: readonly string[];
}

interface Named {
  readonly code: string;
  readonly description: string;
}

/**
 * Refuses codes that the server does not know, before anything is stored. A description may stand for a code.
 * @throws RequestError unknown_product, unknown_channel
 */
export function assertKnownCodes({ productCodes, channelCodes }: Known, product: Named, channel: Named): void {
  if (product.code !== '' && product.description === '' && !productCodes.includes(product.code)) {
    throw unknown('unknown_product', 'product', productCodes, product.code);
  }
  if (channel.code !== '' && channel.description === '' && !channelCodes.includes(channel.code)) {
    throw unknown('unknown_channel', 'channel', channelCodes, channel.code);
  }
}

function unknown(kind: 'unknown_product' | 'unknown_channel', field: string, known: readonly string[], code: string) {
  const limit = `one of ${known.join(', ')}, or a description`;
  const given = `unknown code of ${code.length} characters`;
  return new RequestError(kind, `${field}: must be ${limit}; got ${given}`, { field, limit, given });
}
