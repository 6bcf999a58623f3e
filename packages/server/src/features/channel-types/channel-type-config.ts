import {
  builtInChannelTypes,
  defaultConfigOf,
  type ChannelTypeChange,
  type ChannelTypeConfig,
} from "@natter/contract";
import type { Limits } from "@natter/contract/limits";

/** The configuration of a type: what it begins with, and over it what the app changed. */
export function resolveConfig(type: string, change: ChannelTypeChange | null): ChannelTypeConfig {
  const base = defaultConfigOf(type);
  if (!change) return base;
  const { features, grants, reactionMode, messageCharacters, slowModeSeconds, commands } = change;
  return {
    features: { ...base.features, ...definedOf(features ?? {}) },
    reactionMode: reactionMode ?? base.reactionMode,
    messageCharacters: messageCharacters ?? base.messageCharacters,
    slowModeSeconds: slowModeSeconds ?? base.slowModeSeconds,
    commands: commands === undefined ? base.commands : commands,
    grants: {
      direct: { ...base.grants.direct, ...definedOf(grants?.direct ?? {}) },
      group: { ...base.grants.group, ...definedOf(grants?.group ?? {}) },
      space: { ...base.grants.space, ...definedOf(grants?.space ?? {}) },
      visitor: { ...base.grants.visitor, ...definedOf(grants?.visitor ?? {}) },
      public: { ...base.grants.public, ...definedOf(grants?.public ?? {}) },
    },
  };
}

/** A configuration as it holds in an app, whose limits stand above those of its types. */
export function withinLimits(config: ChannelTypeConfig, limits: Limits): ChannelTypeConfig {
  const { messageCharacters } = limits;
  return config.messageCharacters <= messageCharacters ? config : { ...config, messageCharacters };
}

/** Two changes as one: what the later one names stands as it says. */
export function mergeChanges(one: ChannelTypeChange, other: ChannelTypeChange): ChannelTypeChange {
  const grants = {
    direct: { ...one.grants?.direct, ...other.grants?.direct },
    group: { ...one.grants?.group, ...other.grants?.group },
    space: { ...one.grants?.space, ...other.grants?.space },
    visitor: { ...one.grants?.visitor, ...other.grants?.visitor },
    public: { ...one.grants?.public, ...other.grants?.public },
  };
  return { ...one, ...other, features: { ...one.features, ...other.features }, grants };
}

/** Whether every app has the type. */
export function isBuiltIn(type: string): boolean {
  return (builtInChannelTypes as readonly string[]).includes(type);
}

type Defined<Value> = { [Key in keyof Value]: Exclude<Value[Key], undefined> };

/** The same without what is undefined, which would take the place of what is there. */
function definedOf<Value extends object>(value: Value): Defined<Value> {
  const entries = Object.entries(value).filter(([, item]) => item !== undefined);
  return Object.fromEntries(entries) as Defined<Value>; // the same keys, but for those without a value
}
