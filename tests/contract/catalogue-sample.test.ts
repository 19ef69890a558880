/**
 * The sample of the offer catalogue before the real server: for every product, channel and profile a lawful text can be
 * composed with it. In the profile law2025 a channel with a link carries the complete terms.
 */
import { readFile } from 'node:fs/promises';
import { importedTermsSchema } from '@offerwright/adapter/src/api/catalogue.ts';
import { channelCodes } from '@offerwright/adapter/src/api/channels.ts';
import { checkTerms } from '@offerwright/adapter/src/catalogue/check-terms.ts';
import { samplePath } from '@offerwright/adapter/src/catalogue/ensure-sample.ts';
import { parseImportFile } from '@offerwright/adapter/src/catalogue/parse-import-file.ts';
import { systemClock } from '@offerwright/adapter/src/clock.ts';
import { createInferenceClient, type InferenceClient } from '@offerwright/adapter/src/inference/inference-client.ts';
import { channelCodes as channelCodesOfServer } from '@offerwright/server/src/domain/channels.ts';
import { productCodes } from '@offerwright/server/src/domain/products.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { useRunningService } from '../kit/running-service.ts';

const service = useRunningService({ withAdapter: false });
let inference: InferenceClient;
beforeAll(() => {
  inference = createInferenceClient(service().server.grpcAddress, systemClock);
});
afterAll(() => inference?.close());

const rows = (await parseImportFile(await readFile(samplePath), 'yaml')).map(({ raw }) =>
  importedTermsSchema.parse(raw),
);

describe('the sample of the offer catalogue', () => {
  it('has the products of the server, and the adapter its channels', () => {
    expect(rows.map(({ product }) => product).sort()).toEqual([...productCodes].sort());
    expect(channelCodes).toEqual(channelCodesOfServer);
  });

  it.each(rows.map((row) => [row.product, row] as const))('%s: lawful texts everywhere', async (product, row) => {
    const { product: _product, version: _version, ...terms } = row;
    const checks = await checkTerms({ inference, requestId: '' }, product, terms);
    expect(checks).toHaveLength(2 * channelCodes.length);
    expect(checks!.filter(({ passed }) => !passed)).toEqual([]);
  });
});
