/** One message of the bank in the chat of its application. */
import { useTranslation } from 'react-i18next';
import { PhoneFrame } from './phone-frame.tsx';
import styles from './previews.module.css';
import { type DisclosureOfText, splitText } from './text-pieces.ts';

interface ChatPreviewProps {
  readonly text: string;
  readonly disclosures: readonly DisclosureOfText[];
}

export function ChatPreview({ text, disclosures }: ChatPreviewProps) {
  const { t } = useTranslation();
  return (
    <PhoneFrame title={t('previews.chat')}>
      <div className={styles.caption}>{t('previews.today')}</div>
      <div className={styles.bubble}>
        {splitText(text, disclosures).map((piece) => (
          <span key={piece.start} className={piece.disclosure === null ? undefined : styles.disclosure}>
            {piece.text}
          </span>
        ))}
      </div>
    </PhoneFrame>
  );
}
