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
