/** What /v1/session takes and gives. */
import { z } from 'zod';
import { roles } from './history.ts';

export const signInSchema = z
  .strictObject({ name: z.string().min(1).max(100), password: z.string().min(1).max(1000) })
  .meta({ id: 'SignIn' });

export const sessionSchema = z
  .object({
    name: z.string(),
    role: z.enum(roles),
    csrf_token: z.string().describe('Goes as x-csrf-token with every call of this session that changes something'),
    expires_at: z.iso.datetime().describe('The session ends then, or when nothing was asked for two hours'),
  })
  .meta({ id: 'Session' });

export const signedOutSchema = z.object({ signed_out: z.literal(true) }).meta({ id: 'SignedOut' });
