/**
 * npm run -s interview -- --script FILE [--model] [--patient]: plays a whole interview with a scripted client
 * (models/interview/scripts) and prints it with its result, as Markdown.
 *
 * Without --model the rules choose among the questions; with it the model of the settings does, within its 2 s, or with
 * --patient however long it takes. Needs no database and no server. Exit code 2 when wrongly called.
 */
import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { readConfig } from '../../server/src/config.ts';
import { type Clock, systemClock } from '../../server/src/domain/clock.ts';
import { limits } from '../../server/src/domain/limits.ts';
import { findModelFile } from '../../server/src/engine/find-model.ts';
import { createLlamaEngine } from '../../server/src/engine/llama-engine.ts';
import { createAdmission } from '../../server/src/generate/admission.ts';
import { createQuestionChooser } from '../../server/src/generate/choose-question.ts';
import { createEngineHolder } from '../../server/src/generate/engine-holder.ts';
import {
  type ChooseQuestion,
  type ClientScript,
  clientScriptSchema,
  loadInterviewCopybook,
  type PlayedInterview,
  playInterview,
  renderSummary,
  summariseInterview,
} from '../../server/src/insight/interview/index.ts';
import { CommandError, report, runMain } from '../report.ts';

const usage = 'usage: npm run -s interview -- --script FILE [--model] [--patient]';
const wrongUse = 2;
/** A clock that stands still knows no deadline. */
const patientClock: Clock = { ...systemClock, nowMs: () => 0, schedule: () => () => undefined };

await runMain(async (commandArguments) => {
  try {
    const { script: path, model, patient } = parseOptions(commandArguments);
    const script = await readScript(path);
    const config = readConfig();
    const copybook = await loadInterviewCopybook(config.interviewDir);
    const chooser = model ? await openChooser(patient) : null;
    const played = await playInterview(script, copybook, chooser?.choose);
    await chooser?.close();
    const summary = summariseInterview(played.transcript, script.subject, copybook);
    process.stdout.write(`${renderConversation(script, played)}\n${renderSummary(summary, script.subject)}`);
    return 0;
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    report(error.message);
    return wrongUse;
  }
});

function parseOptions(commandArguments: string[]) {
  try {
    const { values } = parseArgs({
      args: commandArguments,
      options: {
        script: { type: 'string' },
        model: { type: 'boolean', default: false },
        patient: { type: 'boolean', default: false },
      },
    });
    if (!values.script) throw new CommandError('--script is missing');
    return { ...values, script: values.script };
  } catch (error) {
    throw new CommandError(`${error instanceof Error ? error.message : String(error)}\n${usage}`, { cause: error });
  }
}

/** @throws CommandError that names the file, and the field at fault. */
async function readScript(path: string): Promise<ClientScript> {
  const text = await readFile(path, 'utf8').catch((cause: unknown) => {
    throw new CommandError(`--script: ${path} cannot be read`, { cause });
  });
  const parsed = clientScriptSchema.safeParse(parseJson(text));
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0]!;
  throw new CommandError(`--script: ${issue.path.join('.') || 'the file'}: ${issue.message}`);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

async function openChooser(patient: boolean): Promise<{ choose: ChooseQuestion; close(): Promise<void> }> {
  const config = readConfig();
  const clock = patient ? patientClock : systemClock;
  const engine = await createLlamaEngine({
    ...(await findModelFile(config)),
    slotsCount: 1,
    threadsCount: config.engineThreadsCount,
    contextTokensPerSlot: limits.contextTokensPerSlot,
    logLevel: 'error',
  });
  const engineHolder = createEngineHolder();
  engineHolder.setReady(engine);
  const chooseQuestion = createQuestionChooser({
    clock,
    engineHolder,
    admission: createAdmission({ clock, slotsCount: 1, queueLengthMax: 1 }),
    onEngineError: () => report('the engine failed: rules choose'),
  });
  return {
    choose: (task) =>
      chooseQuestion(task, {
        arrivedAtMs: clock.nowMs(),
        answerWithinMs: limits.answerWithinMsMax,
        signal: new AbortController().signal,
      }),
    close: () => engine.close(),
  };
}

function renderConversation({ name }: ClientScript, { transcript, turns }: PlayedInterview): string {
  const lines = transcript.map(({ speaker, text }, index) => {
    if (speaker === 'client') return `> ${index + 1}. ${text.replaceAll('\n', ' ') || '(молчит)'}`;
    const { stage, chooser, eligibleIds } = turns[index / 2]!;
    const how = chooser === 'model' ? `модель из ${eligibleIds.length}` : 'правила';
    return `**${index + 1}.** ${text} *(${stage}, ${how})*`;
  });
  return `## ${name}\n\n${lines.join('\n\n')}\n`;
}
