/**
 * A text as its reader meets it: on a telephone, in a letter, on a card, as a script. Whoever shows a text uses this one,
 * so that it looks alike while it is written, in the history and in campaigns. A channel that is only described has no
 * look of its own: its text is shown plain.
 */
import { Paper, Text } from '@mantine/core';
import { BannerPreview } from './banner-preview.tsx';
import { ChatPreview } from './chat-preview.tsx';
import { MailPreview } from './mail-preview.tsx';
import { OfficePreview } from './office-preview.tsx';
import { PushPreview } from './push-preview.tsx';
import { ScriptPreview } from './script-preview.tsx';
import { SmsPreview } from './sms-preview.tsx';
import type { DisclosureOfText } from './text-pieces.ts';

export interface TextPreviewProps {
  /** Code of the channel; anything else is shown plain. */
  readonly channel: string;
  /** Ready to send: body and disclosures. */
  readonly text: string;
  /** Shown where there is no text yet. */
  readonly body?: string;
  readonly disclosures?: readonly DisclosureOfText[];
  readonly measures?: { readonly spoken_seconds: number } | null;
}

export function TextPreview({ channel, text: given, body = '', disclosures = [], measures = null }: TextPreviewProps) {
  const text = given === '' ? body : given;
  const spokenSeconds = measures?.spoken_seconds ?? 0;
  switch (channel) {
    case 'SMS':
      return <SmsPreview text={text} />;
    case 'PUSH':
      return <PushPreview text={text} />;
    case 'MOB_BANNER':
      return <BannerPreview text={text} disclosures={disclosures} />;
    case 'MOBILE_CHAT':
      return <ChatPreview text={text} disclosures={disclosures} />;
    case 'EMAIL':
      return <MailPreview text={text} disclosures={disclosures} />;
    case 'OFFICE_BANNER':
      return <OfficePreview text={text} disclosures={disclosures} spokenSeconds={spokenSeconds} />;
    case 'TMO':
    case 'KND': {
      const who = channel === 'TMO' ? 'call' : 'courier';
      return <ScriptPreview text={text} disclosures={disclosures} spokenSeconds={spokenSeconds} who={who} />;
    }
    default:
      return (
        <Paper withBorder p="md" maw={680}>
          <Text style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>{text}</Text>
        </Paper>
      );
  }
}
