import { describe, expect, it } from 'vitest';
import { regenerationSchema } from '../api/compose.ts';
import { unknownContact } from '../api/contact-facts.ts';
import type { ValidClient } from '../api/parse-clients.ts';
import type { GenerateCommand } from './command.ts';
import { steerRequest } from './steer-request.ts';

const client: ValidClient = {
  valid: true,
  index: 0,
  id: 1,
  features: {},
  recentThreadIds: ['old'],
  contact: unknownContact,
};
const command = {
  requestId: '',
  userId: '',
  arrivedAtMs: 0,
  product: { code: 'CC', name: '', description: '' },
  channel: { code: 'SMS', description: '' },
  profile: 'strict',
  options: {
    policy: 'model_first',
    mode: 'composed',
    answer_within_ms: 2000,
    language: 'ru',
    seed: 5,
    concern: 'finance',
    temperature: 0.4,
  },
  clients: [client] as const,
  idempotency: null,
} satisfies GenerateCommand;
const earlier = [
  { threadId: 'second', variants: [0, 1] },
  { threadId: 'first', variants: [2, 2] },
];
const of = '00000000-0000-7000-8000-000000000000';

function steer(...steps: string[]) {
  return steerRequest(command, regenerationSchema.parse({ of, steps }), earlier);
}

describe('steerRequest', () => {
  it('names what was said, drops the seed and leaves the rest as it was', () => {
    const { usedTexts, options, clients, regeneration } = steer();
    expect(usedTexts).toBe(earlier);
    expect(options).toEqual({
      policy: 'model_first',
      mode: 'composed',
      answer_within_ms: 2000,
      language: 'ru',
      concern: 'finance',
      temperature: 0.4,
    });
    expect(clients).toEqual([client]);
    expect(regeneration).toEqual({ of, steps: [], comment: '' });
  });

  it('leaves out the threads of all earlier texts for another idea', () => {
    expect(steer('another_idea').clients[0].recentThreadIds).toEqual(['second', 'first', 'old']);
  });

  it('names another concern', () => {
    expect(steer('concern_support').options.concern).toBe('support');
  });

  it('moves the temperature', () => {
    expect(steer('plainer').options.temperature).toBe(0);
    expect(steer('bolder').options.temperature).toBe(1.2);
  });

  it('takes no two steps that contradict each other, and none twice', () => {
    for (const steps of [
      ['bolder', 'plainer'],
      ['concern_finance', 'concern_support'],
      ['another_idea', 'another_idea'],
      ['shorter', 'longer'],
      ['shorter', 'bolder'],
      ['kinder'],
    ]) {
      expect(regenerationSchema.safeParse({ of, steps }).success).toBe(false);
    }
  });
});
