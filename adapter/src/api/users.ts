/** What the routes about users, invitations and passwords take and give. */
import { z } from 'zod';
import { limits } from '../limits.ts';
import { isStorableText } from './generate-request.ts';
import { roles } from './history.ts';

/** Basic authentication ends the name at the first colon. */
const userName = z
  .string()
  .trim()
  .min(1)
  .max(limits.userNameCharsMax)
  .regex(/^[^:\p{Cc}]+$/u, { message: 'a name without colons and control characters' })
  .refine(isStorableText, { message: 'text without broken surrogates' });

/** Length alone is told here; likeness to the name and commonness in auth/assert-strong-password.ts. */
const newPassword = z.string().max(limits.passwordCharsMax);

export const inviteUserSchema = z.strictObject({ name: userName, role: z.enum(roles) }).meta({ id: 'InviteUser' });
export const putUserSchema = z.strictObject({ role: z.enum(roles), blocked: z.boolean() }).meta({ id: 'PutUser' });
export const resetPasswordSchema = z.strictObject({}).meta({ id: 'ResetPassword' });
export const takeUpInvitationSchema = z.strictObject({ password: newPassword }).meta({ id: 'TakeUpInvitation' });
export const changePasswordSchema = z
  .strictObject({ current: z.string().min(1).max(limits.passwordCharsMax), new: newPassword })
  .meta({ id: 'ChangePassword' });

export const userPathSchema = z.strictObject({ id: z.uuid() });

export const listedUserSchema = z
  .object({
    id: z.uuid(),
    name: z.string(),
    role: z.enum(roles),
    blocked: z.boolean(),
    has_password: z
      .boolean()
      .describe('false: invited, or the password was reset; nobody can sign in by this name yet'),
    version: z.int().describe('For If-Match'),
    created_at: z.iso.datetime(),
    last_active_at: z.iso.datetime().nullable().describe('The last call, to the minute; null before the first'),
    invitation_expires_at: z.iso.datetime().nullable().describe('Of the link that is still out; null without one'),
  })
  .meta({ id: 'User' });
export type ListedUser = z.output<typeof listedUserSchema>;

export const usersResponseSchema = z.object({ items: z.array(listedUserSchema) }).meta({ id: 'UsersResponse' });

export const invitedUserSchema = z
  .object({
    user: listedUserSchema,
    invitation: z.object({
      token: z.string().describe('Shown this once'),
      path: z.string().describe('The page where the person sets a password'),
      expires_at: z.iso.datetime(),
    }),
  })
  .meta({ id: 'InvitedUser' });

export const invitationSchema = z
  .object({ name: z.string(), role: z.enum(roles), expires_at: z.iso.datetime() })
  .meta({ id: 'Invitation' });

export const passwordSetSchema = z.object({ name: z.string() }).meta({ id: 'PasswordSet' });
