import type { ChannelSlots } from "./slots/channels.ts";
import type { ComposerSlots } from "./slots/composer.ts";
import type { MessageSlots } from "./slots/messages.ts";
import type { PanelSlots } from "./slots/panels.ts";
import type { NavigationSlots } from "./slots/navigation.ts";
import type { PeopleSlots } from "./slots/people.ts";
import type { PrimitiveSlots } from "./slots/primitives.ts";
import type { ThreadSlots } from "./slots/threads.ts";

/** Every part that can be replaced, with the props that a replacement gets. */
export type Slots = ChannelSlots &
  ComposerSlots &
  MessageSlots &
  NavigationSlots &
  PanelSlots &
  PeopleSlots &
  PrimitiveSlots &
  ThreadSlots;

export type SlotName = keyof Slots;
