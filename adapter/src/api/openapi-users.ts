/** Operations about signing in, users, their passwords, and the audit trail. */
import { auditExportQuerySchema, auditQuerySchema } from './audit.ts';
import {
  bodyKinds,
  errorResponses,
  ifMatch,
  json,
  openErrorResponses,
  pathParameter,
  queryParameters,
  ref,
  text,
} from './openapi-parts.ts';
import type { Openapi, OpenapiOperation } from './openapi-types.ts';

const basic = [{ basic: [] }];
const userId = pathParameter('id', 'Id of the user', { type: 'string', format: 'uuid' });
const token = pathParameter('token', 'The end of the link', { type: 'string' });
const administrators = 'Roles: administrator.';

function body(schema: string, example: unknown): NonNullable<OpenapiOperation['requestBody']> {
  return { required: true, content: { 'application/json': { schema: ref(schema), example } } };
}

const signInOperation: OpenapiOperation = {
  operationId: 'signIn',
  summary: 'Signs a browser in',
  description:
    'For the pages under /web/, which send the header x-offerwright-web. Sets the cookie of the session (HttpOnly, ' +
    'SameSite=Strict); what changes something then needs csrf_token as x-csrf-token. Machines use basic authentication.',
  security: [],
  parameters: [
    { name: 'x-offerwright-web', in: 'header', required: true, description: '1', schema: { type: 'string' } },
  ],
  requestBody: body('SignIn', { name: 'olga.petrova', password: 'семь вёрст до небес' }),
  responses: {
    200: json('Signed in', ref('Session')),
    ...openErrorResponses(...bodyKinds, 'unauthorized', 'forbidden', 'user_blocked', 'rate_limited', 'overloaded'),
  },
};

const sessionOperation: OpenapiOperation = {
  operationId: 'getSession',
  summary: 'The session of the cookie',
  description: 'Ends after 12 hours, or 2 hours without a call. Not found for basic authentication. Roles: all.',
  security: basic,
  responses: { 200: json('The session', ref('Session')), ...errorResponses('not_found') },
};

const signOutOperation: OpenapiOperation = {
  operationId: 'signOut',
  summary: 'Ends the session',
  description: 'Roles: all.',
  security: basic,
  responses: { 200: json('Signed out', ref('SignedOut')), ...errorResponses() },
};

const changePasswordOperation: OpenapiOperation = {
  operationId: 'changePassword',
  summary: 'Sets one’s own password',
  description:
    'Ends the other sessions. 12 to 200 characters, not the name, not among the most common ones. Roles: all.',
  security: basic,
  requestBody: body('ChangePassword', { current: 'семь вёрст до небес', new: 'тише едешь, дальше будешь' }),
  responses: { 200: json('Set', ref('PasswordSet')), ...errorResponses(...bodyKinds) },
};

const listOperation: OpenapiOperation = {
  operationId: 'listUsers',
  summary: 'All users, with their last activity',
  description: administrators,
  security: basic,
  responses: { 200: json('By name', ref('UsersResponse')), ...errorResponses('forbidden') },
};

const inviteOperation: OpenapiOperation = {
  operationId: 'inviteUser',
  summary: 'Makes a user and a link to set the password',
  description: `The link is shown this once and holds 72 hours, for one use. ${administrators}`,
  security: basic,
  requestBody: body('InviteUser', { name: 'olga.petrova', role: 'manager' }),
  responses: { 201: json('Invited', ref('InvitedUser')), ...errorResponses(...bodyKinds, 'forbidden', 'name_taken') },
};

const putOperation: OpenapiOperation = {
  operationId: 'putUser',
  summary: 'Role and block of a user',
  description:
    'Counts at once, in open sessions as well; a block ends them. Nobody can do this to oneself, nor to the last ' +
    `administrator. ${administrators}`,
  security: basic,
  parameters: [userId, ifMatch],
  requestBody: body('PutUser', { role: 'reviewer', blocked: false }),
  responses: {
    200: json('As it is now', ref('User')),
    ...errorResponses(
      ...bodyKinds,
      'forbidden',
      'not_found',
      'own_account',
      'last_administrator',
      'version_conflict',
      'version_required',
    ),
  },
};

const resetOperation: OpenapiOperation = {
  operationId: 'resetPassword',
  summary: 'Ends the password and the sessions of a user; makes a new link',
  description: administrators,
  security: basic,
  parameters: [userId],
  requestBody: body('ResetPassword', {}),
  responses: {
    200: json('Reset', ref('InvitedUser')),
    ...errorResponses(...bodyKinds, 'forbidden', 'not_found', 'own_account'),
  },
};

const invitationOperation: OpenapiOperation = {
  operationId: 'getInvitation',
  summary: 'Whose link this is',
  description: 'Needs nobody signed in.',
  security: [],
  parameters: [token],
  responses: { 200: json('A link that holds', ref('Invitation')), ...openErrorResponses('not_found') },
};

const takeUpOperation: OpenapiOperation = {
  operationId: 'takeUpInvitation',
  summary: 'Sets the password by a link, once',
  description: 'Needs nobody signed in.',
  security: [],
  parameters: [token],
  requestBody: body('TakeUpInvitation', { password: 'семь вёрст до небес' }),
  responses: { 200: json('Set', ref('PasswordSet')), ...openErrorResponses(...bodyKinds, 'not_found') },
};

const auditors = 'Roles: administrator, compliance.';

const auditOperation: OpenapiOperation = {
  operationId: 'listAudit',
  summary: 'Who did what, newest first',
  description: auditors,
  security: basic,
  parameters: queryParameters(auditQuerySchema),
  responses: { 200: json('A page', ref('AuditResponse')), ...errorResponses('forbidden', 'invalid_request') },
};

const auditCsvOperation: OpenapiOperation = {
  operationId: 'exportAudit',
  summary: 'The same as CSV, all of it',
  description: `What a spreadsheet would take for a formula gets a leading apostrophe. ${auditors}`,
  security: basic,
  parameters: queryParameters(auditExportQuerySchema),
  responses: { 200: text('A file', 'text/csv'), ...errorResponses('forbidden', 'invalid_request') },
};

export const userOperations: Openapi['paths'] = {
  '/v1/session': { post: signInOperation, get: sessionOperation, delete: signOutOperation },
  '/v1/me/password': { post: changePasswordOperation },
  '/v1/users': { get: listOperation, post: inviteOperation },
  '/v1/users/{id}': { put: putOperation },
  '/v1/users/{id}/reset-password': { post: resetOperation },
  '/v1/invitations/{token}': { get: invitationOperation, post: takeUpOperation },
  '/v1/audit': { get: auditOperation },
  '/v1/audit.csv': { get: auditCsvOperation },
};
