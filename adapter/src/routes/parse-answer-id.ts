import { z } from 'zod';
import type { AdapterContext } from '../context.ts';
import { RequestError } from '../errors.ts';

const idSchema = z.uuid();

/** The id in the path. @throws RequestError not_found for what is no id: nothing stands there. */
export function parseAnswerId(context: AdapterContext): string {
  const { id } = (context as { params?: Record<string, string> }).params ?? {};
  const parsed = idSchema.safeParse(id);
  if (!parsed.success) throw new RequestError('not_found', 'there is no answer with this id');
  return parsed.data;
}
