import { homedir } from 'node:os';
import { isAbsolute, join } from 'node:path';
import { expect, test } from 'vitest';
import { ConfigError, readConfig } from './config.ts';

function errorOf(environment: NodeJS.ProcessEnv): string {
  try {
    readConfig(environment);
  } catch (error) {
    if (error instanceof ConfigError) return error.message;
  }
  throw new Error('the settings should be refused');
}

test('without any variable the documented defaults hold', () => {
  expect(readConfig({})).toMatchObject({
    host: '127.0.0.1',
    grpcPort: 50051,
    connectPort: 50052,
    engineKind: 'llama',
    modelPath: null,
    modelName: 'qwen2.5-coder-0.5b-instruct-q4_k_m',
    modelsDir: join(homedir(), '.cache', 'offerwright', 'models'),
    engineThreadsCount: null,
    queueLengthMax: 64,
    drainMs: 10_000,
    legalName: 'Банк ГПБ (АО)',
    licence: 'Генеральная лицензия Банка России № 354',
    logLevel: 'info',
  });
  expect(isAbsolute(readConfig({}).copybookDir)).toBe(true);
});

test('the levers of the local model file: all, none or some, in their order', () => {
  const levers = (value: string) => readConfig({ OFFERWRIGHT_LOCAL_MODEL: value }).localLevers;
  expect(levers('on')).toEqual(['cut', 'adapter', 'requantise']);
  expect(levers('off')).toEqual([]);
  expect(levers('requantise,cut')).toEqual(['cut', 'requantise']);
});

test('an empty variable is an unset one', () => {
  expect(readConfig({ OFFERWRIGHT_GRPC_PORT: '', OFFERWRIGHT_ENGINE: '' })).toEqual(readConfig({}));
});

test('variables are read, blanks around them left out', () => {
  const config = readConfig({
    OFFERWRIGHT_SERVER_HOST: ' 0.0.0.0 ',
    OFFERWRIGHT_GRPC_PORT: ' 0 ',
    OFFERWRIGHT_ENGINE: 'none',
    OFFERWRIGHT_MODEL_PATH: '/models/x.gguf',
    OFFERWRIGHT_ENGINE_THREADS_COUNT: '3',
    XDG_CACHE_HOME: '/cache',
  });
  expect(config).toMatchObject({ host: '0.0.0.0', grpcPort: 0, engineKind: 'none', modelPath: '/models/x.gguf' });
  expect(config).toMatchObject({ engineThreadsCount: 3, modelsDir: '/cache/offerwright/models' });
});

test.each([
  ['OFFERWRIGHT_GRPC_PORT', '65536', 'an integer from 0 to 65535'],
  ['OFFERWRIGHT_CONNECT_PORT', '5e3', 'an integer from 0 to 65535'],
  ['OFFERWRIGHT_ENGINE', 'gpt', 'one of llama, scripted, none'],
  ['OFFERWRIGHT_SLOTS_COUNT', '0', 'an integer from 1 to 64'],
  ['OFFERWRIGHT_ENGINE_THREADS_COUNT', '-1', 'an integer from 1 to 256'],
  ['OFFERWRIGHT_QUEUE_LENGTH_MAX', '1.5', 'an integer from 0 to 10000'],
  ['OFFERWRIGHT_DRAIN_MS', 'soon', 'an integer from 0 to 600000'],
  ['OFFERWRIGHT_LEGAL_NAME', ' ', 'must not be empty'],
  ['OFFERWRIGHT_LOCAL_MODEL', 'cut,fast', 'on, off or a list of cut, adapter, requantise'],
  ['OFFERWRIGHT_LOG_LEVEL', 'loud', 'one of fatal, error, warn, info, debug, trace, silent'],
])('%s=%s is refused with its limit and what came', (name, value, limit) => {
  const message = errorOf({ [name]: value });
  expect(message).toContain(`${name}: `);
  expect(message).toContain(limit);
  expect(message).toContain(`given: "${value}"`);
  expect(message.split('\n')).toHaveLength(1);
});

test('all wrong variables are named at once', () => {
  const message = errorOf({ OFFERWRIGHT_GRPC_PORT: 'x', OFFERWRIGHT_ENGINE: 'y' });
  expect(message.split('\n').map((line) => line.split(':')[0])).toEqual([
    'OFFERWRIGHT_GRPC_PORT',
    'OFFERWRIGHT_ENGINE',
  ]);
});

const remote = {
  OFFERWRIGHT_REMOTE_ENGINE_URL: 'http://llm.bank.internal:8080',
  OFFERWRIGHT_REMOTE_ENGINE_MODEL: 'big-russian-model',
};

test('a remote engine: none by default, the usual path where the address has none', () => {
  expect(readConfig({}).remoteEngine).toBeNull();
  expect(readConfig(remote).remoteEngine).toEqual({
    url: new URL('http://llm.bank.internal:8080/v1'),
    modelName: 'big-russian-model',
    token: null,
    grammar: 'none',
    asksProbabilities: true,
    slotsCount: 4,
    mayBePublic: false,
  });
  const other = { ...remote, OFFERWRIGHT_REMOTE_ENGINE_URL: 'https://llm.bank.internal/openai/v1/' };
  expect(readConfig(other).remoteEngine?.url.href).toBe('https://llm.bank.internal/openai/v1/');
  const all = {
    ...remote,
    OFFERWRIGHT_REMOTE_ENGINE_TOKEN: ' secret ',
    OFFERWRIGHT_REMOTE_ENGINE_GRAMMAR: 'gbnf',
    OFFERWRIGHT_REMOTE_ENGINE_PROBABILITIES: 'no',
    OFFERWRIGHT_REMOTE_ENGINE_SLOTS_COUNT: '32',
    OFFERWRIGHT_REMOTE_ENGINE_PUBLIC: 'yes',
  };
  expect(readConfig(all).remoteEngine).toMatchObject({
    token: 'secret',
    grammar: 'gbnf',
    asksProbabilities: false,
    slotsCount: 32,
    mayBePublic: true,
  });
});

test.each([
  ['not an address', { OFFERWRIGHT_REMOTE_ENGINE_URL: 'llm' }, 'http or https'],
  ['a file', { OFFERWRIGHT_REMOTE_ENGINE_URL: 'file:///etc/passwd' }, 'http or https'],
  ['a query', { OFFERWRIGHT_REMOTE_ENGINE_URL: 'http://llm/v1?key=hush' }, 'without query'],
  ['a password', { OFFERWRIGHT_REMOTE_ENGINE_URL: 'http://bank:hush@llm/v1' }, 'no password'],
  ['a token with blanks', { OFFERWRIGHT_REMOTE_ENGINE_TOKEN: 'hush hush' }, 'without blanks'],
  ['a grammar nobody knows', { OFFERWRIGHT_REMOTE_ENGINE_GRAMMAR: 'json' }, 'one of gbnf, none'],
  ['neither yes nor no', { OFFERWRIGHT_REMOTE_ENGINE_PUBLIC: 'true' }, 'one of yes, no'],
  ['no slot', { OFFERWRIGHT_REMOTE_ENGINE_SLOTS_COUNT: '0' }, 'an integer from 1 to 1024'],
  ['no model', { OFFERWRIGHT_REMOTE_ENGINE_MODEL: '' }, 'OFFERWRIGHT_REMOTE_ENGINE_MODEL: must be set'],
  ['no address', { OFFERWRIGHT_REMOTE_ENGINE_URL: '' }, 'OFFERWRIGHT_REMOTE_ENGINE_URL: must be set'],
])('a remote engine with %s is refused, and no secret shown', (_, wrong, limit) => {
  const message = errorOf({ ...remote, ...wrong });
  expect(message).toContain(limit);
  expect(message).not.toContain('hush');
  expect(message.split('\n')).toHaveLength(1);
});
