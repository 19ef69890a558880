/** GET /v1/rules: the rules of law that texts are judged by. */
import { z } from 'zod';
import { parseInput } from '../api/parse-input.ts';
import type { AdapterMiddleware } from '../context.ts';
import { readRules } from '../inference/read-rules.ts';
import type { CatalogueRouteOptions } from './catalogue.ts';

const noQuerySchema = z.strictObject({});

export function rulesRoute({ catalogue }: CatalogueRouteOptions): AdapterMiddleware {
  return async (context) => {
    parseInput(noQuerySchema, { ...context.query });
    context.body = readRules(await catalogue().inference.listRules());
  };
}
