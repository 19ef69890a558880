/**
 * RPCs DescribePropensityModel and PredictPropensity. The model file comes with each request: servers keep nothing, and an
 * answer of years ago can be had again from the file. The last files read are remembered, by their text.
 */
import { create } from '@bufbuild/protobuf';
import type { InsightService } from '@offerwright/proto/marketing/v1/insight_pb';
import {
  DescribePropensityModelRequestSchema,
  DescribePropensityModelResponseSchema,
  PredictPropensityRequestSchema,
  PredictPropensityResponseSchema,
} from '@offerwright/proto/marketing/v1/insight_propensity_pb';
import { LRUCache } from 'lru-cache';
import { limits } from '../domain/limits.ts';
import { explainTable, predictTable } from '../propensity/model.ts';
import { hashBytes, type LoadedModel, readModel } from '../propensity/model-file.ts';
import { toReasons } from '../propensity/reasons.ts';
import { buildRecordTable, isRecordFault, type RecordTable } from '../propensity/record-table.ts';
import { PropensityError } from '../propensity/table.ts';
import { addCount, type Handlers } from './call.ts';
import { describeValue } from './describe-value.ts';
import { featuresToJson } from './features-to-json.ts';
import { assertValid, invalidArgument, isPlainName, violationOf } from './validate-message.ts';

type PropensityHandlers = Pick<Handlers<typeof InsightService>, 'describePropensityModel' | 'predictPropensity'>;

export function createPropensityHandlers(): PropensityHandlers {
  const known = new LRUCache<string, LoadedModel>({ max: limits.propensityModelsKeptMax });

  function load(text: string): LoadedModel {
    const bytes = new TextEncoder().encode(text);
    const hash = hashBytes(bytes);
    const found = known.get(hash);
    if (found) return found;
    try {
      const model = readModel('the file', bytes);
      known.set(hash, model);
      return model;
    } catch (error) {
      if (!(error instanceof PropensityError)) throw error;
      throw invalidArgument([
        violationOf('model_file', `a sound model file of version 1: ${error.message}`, describeValue(text)),
      ]);
    }
  }

  return {
    async describePropensityModel(request) {
      assertValid(DescribePropensityModelRequestSchema, request);
      const { card, sha256 } = load(request.modelFile);
      return create(DescribePropensityModelResponseSchema, { modelSha256: sha256, cardJson: JSON.stringify(card) });
    },

    async predictPropensity(request, context) {
      assertValid(PredictPropensityRequestSchema, request);
      const loaded = load(request.modelFile);
      const table = toTable(
        loaded,
        request.clients.map(({ features }) => featuresToJson(features)),
      );
      addCount(context, 'propensity_clients', table.rowsCount);
      return create(PredictPropensityResponseSchema, {
        modelSha256: loaded.sha256,
        predictions: predictRows(loaded, table, request.reasonsMax),
      });
    },
  };
}

/** @throws RequestError invalid_argument: the field is named, its value is not. */
function toTable({ card }: LoadedModel, records: readonly Record<string, unknown>[]): RecordTable {
  const table = buildRecordTable(card.schema, records);
  if (!isRecordFault(table)) return table;
  const { row, column, limit } = table;
  const name = isPlainName(column) ? `.${column}` : '[…]';
  throw invalidArgument([violationOf(`clients[${row}].features${name}`, limit, 'another kind of value')]);
}

function predictRows({ model }: LoadedModel, table: RecordTable, reasonsMax: number) {
  const probabilities = predictTable(model, table);
  const effects = reasonsMax === 0 ? null : explainTable(model, table, probabilities.keys());
  return Array.from(probabilities, (probability, row) => ({
    probability,
    missingColumns: [...table.missing[row]!],
    reasons: toReasons(effects?.next().value ?? [], reasonsMax).map(({ value, ...reason }) => ({
      ...reason,
      ...(value !== null && { value }),
    })),
  }));
}
