import type { ModerationSettings, RuleConfig, RuleInput, Surface } from "@natter/contract";
import { createPatternList, type PatternList } from "./pattern-list.ts";
import { createWordList, type WordList } from "./word-list.ts";

/** A rule made ready to be asked. */
export type CompiledRule = Pick<RuleInput, "name" | "action"> & {
  readonly id: string;
  readonly surfaces: readonly Surface[];
  readonly channelTypes: readonly string[];
} & Ready;

type Ready =
  | { readonly kind: "words"; readonly find: WordList }
  | { readonly kind: "patterns"; readonly find: PatternList }
  | { readonly kind: "spam"; readonly config: Extract<RuleConfig, { kind: "spam" }> }
  | { readonly kind: "model"; readonly instruction: string; readonly confidence: number };

/** The rules of an app that are on, and how it wants them asked. */
export type RuleSet = {
  readonly rules: readonly CompiledRule[];
  readonly settings: ModerationSettings;
};

type Source = Pick<RuleInput, "name" | "action" | "config"> & {
  readonly id: string;
  readonly surfaces: readonly Surface[];
  readonly channelTypes: readonly string[];
};

/** Makes a rule ready; `moderation.rule_invalid` for patterns that cannot be used. */
export function compileRule({
  id,
  name,
  action,
  surfaces,
  channelTypes,
  config,
}: Source): CompiledRule {
  return { id, name, action, surfaces, channelTypes, ...ready(config) };
}

function ready(config: RuleConfig): Ready {
  switch (config.kind) {
    case "words":
      return { kind: "words", find: createWordList(config.words, config.match) };
    case "patterns":
      return { kind: "patterns", find: createPatternList(config.patterns) };
    case "spam":
      return { kind: "spam", config };
    case "model":
      return { kind: "model", instruction: config.instruction, confidence: config.confidence };
    default:
      return config satisfies never;
  }
}

/** Whether a rule is for a surface, in a channel of a type (null: in no channel). */
export function isFor(
  { surfaces, channelTypes }: CompiledRule,
  surface: Surface,
  channelType: string | null,
): boolean {
  return (
    (surfaces.length === 0 || surfaces.includes(surface)) &&
    (channelTypes.length === 0 || (channelType !== null && channelTypes.includes(channelType)))
  );
}
