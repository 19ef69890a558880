/**
 * What set-up may do to the published model file, each for itself: `cut` the vocabulary to what Russian texts need, add
 * the model's `adapter`, `requantise` the weights that llama.cpp cannot repack.
 */
export const localLevers = ['cut', 'adapter', 'requantise'] as const;
export type LocalLever = (typeof localLevers)[number];
