/** NextInterviewTurn and SummariseInterview over RPC: stateless, within the rules of their fields, words of people only. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { MessageInitShape } from '@bufbuild/protobuf';
import { type Client, Code, ConnectError, createClient } from '@connectrpc/connect';
import { createConnectTransport, createGrpcTransport } from '@connectrpc/connect-node';
import {
  InterviewChooser,
  InterviewSpeaker,
  InterviewStage,
  InterviewSubject,
  type NextInterviewTurnRequestSchema,
} from '@offerwright/proto/marketing/v1/insight_interview_pb';
import { InsightService } from '@offerwright/proto/marketing/v1/insight_pb';
import { beforeAll, describe, expect, test } from 'vitest';
import { repositoryRoot } from '../../scripts/repository.ts';
import { useRunningService } from '../kit/running-service.ts';

const service = useRunningService({ withAdapter: false });
const subject = InterviewSubject.OFFICE;
const client = (text: string) => ({ speaker: InterviewSpeaker.CLIENT, text, questionId: '' });
let known: ReadonlySet<string>;

beforeAll(async () => {
  const files = await Promise.all(
    ['questions.jsonl', 'phrases.jsonl'].map((name) =>
      readFile(join(repositoryRoot, 'models', 'interview', name), 'utf8'),
    ),
  );
  const lines = files.join('\n').split('\n').filter(Boolean);
  known = new Set(lines.map((line) => JSON.parse(line).id));
});

const transports = [
  ['gRPC', () => createGrpcTransport({ baseUrl: `http://${service().server.grpcAddress}` })],
  ['Connect', () => createConnectTransport({ baseUrl: service().server.connectUrl, httpVersion: '1.1' })],
] as const;

describe.each(transports)('%s', (_name, transport) => {
  const open = (): Client<typeof InsightService> => createClient(InsightService, transport());

  test('a whole interview, and its result', async () => {
    const insight = open();
    const transcript: { speaker: InterviewSpeaker; text: string; questionId: string }[] = [];
    let ended = false;
    for (let turns = 0; turns < 35 && !ended; turns += 1) {
      const turn = await insight.nextInterviewTurn({ subject, transcript, seed: 5 });
      for (const id of turn.questionId.split('+')) expect(known.has(id), id).toBe(true);
      for (const id of turn.eligibleIds) expect(known.has(id), id).toBe(true);
      expect(turn.chooser).not.toBe(InterviewChooser.UNSPECIFIED);
      expect(turn.copybookHash).toMatch(/^[0-9a-f]{12}$/);
      ended = turn.ended;
      transcript.push({ speaker: InterviewSpeaker.INTERVIEWER, text: turn.text, questionId: turn.questionId });
      if (ended) expect([turn.stage, turn.endReason]).toEqual([InterviewStage.ENDED, 'complete']);
      else
        transcript.push(client('Вчера я ждал в очереди два часа, потом пробовал дозвониться и потерял тысячу рублей.'));
    }
    expect(ended).toBe(true);
    const result = await insight.summariseInterview({ subject, transcript });
    expect(result.strength).toBe('strong');
    expect(result.concerns).toHaveLength(4);
    for (const { text, turn } of result.quotes) expect(transcript[turn]!.text).toContain(text);
    expect(result.markdown).toContain('# Интервью');
  });

  test('the same request gives the same turn', async () => {
    const insight = open();
    const first = await insight.nextInterviewTurn({ subject, seed: 1 });
    const transcript = [
      { speaker: InterviewSpeaker.INTERVIEWER, text: first.text, questionId: first.questionId },
      client('За справкой.'),
    ];
    const turns = await Promise.all([1, 2].map(() => insight.nextInterviewTurn({ subject, seed: 1, transcript })));
    expect(turns[0]!.text).toBe(turns[1]!.text);
  });

  const refused: readonly (readonly [string, MessageInitShape<typeof NextInterviewTurnRequestSchema>])[] = [
    ['no subject', { subject: InterviewSubject.UNSPECIFIED }],
    ['a subject that is none', { subject: 99 as InterviewSubject }],
    ['too long an answer', { subject, transcript: [client('а'.repeat(4001))] }],
    ['too many turns', { subject, transcript: Array.from({ length: 81 }, () => client('да')) }],
    ['a turn of nobody', { subject, transcript: [{ ...client('да'), speaker: InterviewSpeaker.UNSPECIFIED }] }],
    ['too short a budget', { subject, answerWithinMs: 10 }],
  ];
  test.each(refused)('%s is refused without a word of the client', async (_case, request) => {
    const refusal = await open()
      .nextInterviewTurn(request)
      .catch((error: unknown) => ConnectError.from(error));
    expect(refusal).toMatchObject({ code: Code.InvalidArgument });
    expect(String(refusal)).not.toMatch(/ааа|да/);
  });
});
