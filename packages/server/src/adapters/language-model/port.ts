/**
 * The door to a language model. It is asked one thing at a time and answers one text, or fails within the time given; nothing
 * is kept, repeated or followed elsewhere. Whoever asks must doubt the answer: it is made of what people wrote.
 */
export type LanguageModel = {
  /** Rejects with `ModelFailed`. */
  ask(question: ModelQuestion): Promise<string>;
};

export type ModelQuestion = {
  /** What the model is to do: written by us, never by people who chat. */
  readonly instruction: string;
  /** What it is to do it with. */
  readonly input: string;
  readonly timeoutMs: number;
  /** The most tokens that the answer may take. */
  readonly maxTokens: number;
};

/** The model could not be asked, or its answer cannot be used. The message says why, without anything of the question. */
export class ModelFailed extends Error {
  override readonly name = "ModelFailed";
}
