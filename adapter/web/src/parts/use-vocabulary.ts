/**
 * Names of products, channels and signals in the language of the page. While they load, or when the inference server is
 * away, codes stand in their place: no page waits for names.
 */
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import {
  type Channel,
  listChannels,
  listProducts,
  listSignals,
  type Product,
  type ProductFamily,
  type Signal,
  vocabularyKey,
  type Words,
} from '../api/vocabulary.ts';

export interface Vocabulary {
  readonly products: readonly Product[];
  readonly families: readonly ProductFamily[];
  readonly channels: readonly Channel[];
  readonly signals: readonly Signal[];
  /** Also of a family's marker (FAMILY_CREDIT). */
  readonly productName: (code: string) => string;
  readonly familyName: (name: string) => string;
  readonly channelName: (code: string) => string;
  readonly signalName: (name: string) => string;
}

const fresh = { staleTime: 10 * 60_000 };
const familyPrefix = 'FAMILY_';

export function useVocabulary(): Vocabulary {
  const { i18n, t } = useTranslation();
  const language = i18n.language === 'en' ? 'en' : 'ru';
  const products = useQuery({
    queryKey: [...vocabularyKey, 'products'],
    queryFn: ({ signal }) => listProducts(signal),
    ...fresh,
  });
  const channels = useQuery({
    queryKey: [...vocabularyKey, 'channels'],
    queryFn: ({ signal }) => listChannels(signal),
    ...fresh,
  });
  const signals = useQuery({
    queryKey: [...vocabularyKey, 'signals'],
    queryFn: ({ signal }) => listSignals(signal),
    ...fresh,
  });
  const words = (found: { readonly words: Words } | undefined, code: string) => found?.words[language] || code;
  const nameOf = (found: { readonly name: Words } | undefined, code: string) => found?.name[language] || code;
  const familyName = (family: string) =>
    words(
      products.data?.families.find(({ name }) => name === family),
      family,
    );
  return {
    familyName,
    products: products.data?.items ?? [],
    families: products.data?.families ?? [],
    channels: channels.data ?? [],
    signals: signals.data ?? [],
    productName: (code) => {
      if (!code.startsWith(familyPrefix))
        return nameOf(
          products.data?.items.find((one) => one.code === code),
          code,
        );
      return t('copybook.family', { name: familyName(code.slice(familyPrefix.length).toLowerCase()) });
    },
    channelName: (code) =>
      nameOf(
        channels.data?.find((one) => one.code === code),
        code,
      ),
    signalName: (name) =>
      words(
        signals.data?.find((one) => one.name === name),
        name,
      ),
  };
}
