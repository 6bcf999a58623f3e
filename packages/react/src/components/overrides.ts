import { createContext, type ComponentType } from "react";
import type { SlotName, Slots } from "./slots.ts";

/** Replacements of the kit's parts, by name. */
export type PartOverrides = {
  readonly [Name in SlotName]?: ComponentType<Slots[Name]> | undefined;
};

/** A replacement, and the one that a provider further outside gave for the same name. */
type Override = {
  readonly component: PartOverrides[SlotName];
  readonly outer: Override | undefined;
};

export type Overrides = { readonly [Name in SlotName]?: Override };

export const OverridesContext = createContext<Overrides>({});

/** The overrides in force below a provider: its own are the innermost. */
export function withOverrides(outer: Overrides, given: PartOverrides): Overrides {
  const all: Record<string, Override> = { ...outer };
  for (const [name, component] of Object.entries(given)) {
    if (component !== undefined) all[name] = { component, outer: all[name] };
  }
  return all;
}

/** The same without the innermost replacement of one part, which is what that replacement sees below itself. */
export function withoutInnermost(overrides: Overrides, name: SlotName): Overrides {
  const innermost = overrides[name];
  return innermost === undefined ? overrides : { ...overrides, [name]: innermost.outer };
}
