/** A banner in the bank's application: the text large, what law adds below it. */
import { useTranslation } from 'react-i18next';
import { PhoneFrame } from './phone-frame.tsx';
import styles from './previews.module.css';
import { type DisclosureOfText, splitText } from './text-pieces.ts';

interface BannerPreviewProps {
  readonly text: string;
  readonly disclosures: readonly DisclosureOfText[];
}

export function BannerPreview({ text, disclosures }: BannerPreviewProps) {
  const { t } = useTranslation();
  const pieces = splitText(text, disclosures);
  const join = (isBody: boolean) =>
    pieces
      .filter(({ disclosure }) => (disclosure === null) === isBody)
      .map((piece) => piece.text.trim())
      .filter(Boolean)
      .join(' ');
  const small = join(false);
  return (
    <PhoneFrame title={t('previews.application')}>
      <div className={styles.skeletonLine} aria-hidden />
      <div className={styles.banner}>
        <div className={styles.bannerText}>{join(true)}</div>
        {small !== '' && <div className={styles.bannerSmall}>{small}</div>}
      </div>
      <div className={styles.skeletonLine} aria-hidden />
    </PhoneFrame>
  );
}
