/** Products, channels and signals as the inference server names them. They change with the server only. */
import { callApi } from './call-api.ts';

export interface Words {
  readonly ru: string;
  readonly en: string;
}

export interface Product {
  readonly code: string;
  readonly name: Words;
  readonly description: string;
  readonly family: string;
  readonly is_credit: boolean;
}

export interface ProductFamily {
  readonly name: string;
  readonly words: Words;
}

export interface Channel {
  readonly code: string;
  readonly name: Words;
  readonly description: string;
  readonly body_chars_min: number;
  readonly body_chars_max: number;
  readonly text_chars_max: number;
  readonly can_link: boolean;
  readonly spoken: boolean;
}

export interface Signal {
  readonly name: string;
  readonly words: Words;
}

export interface Products {
  readonly items: readonly Product[];
  readonly families: readonly ProductFamily[];
}

export const vocabularyKey = ['vocabulary'] as const;

export function listProducts(signal?: AbortSignal): Promise<Products> {
  return callApi('/v1/products', { signal });
}

export async function listChannels(signal?: AbortSignal): Promise<readonly Channel[]> {
  return (await callApi<{ items: readonly Channel[] }>('/v1/channels', { signal })).items;
}

export async function listSignals(signal?: AbortSignal): Promise<readonly Signal[]> {
  return (await callApi<{ items: readonly Signal[] }>('/v1/signals', { signal })).items;
}
