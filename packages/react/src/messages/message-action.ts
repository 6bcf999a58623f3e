import type { ChatMessage } from "@natter/client";
import type { IconName } from "../primitives/icon.tsx";

/** Something that can be done with a message. One list of them feeds the toolbar, the menus, the sheet and the keys. */
export type MessageAction = {
  /** Names it for keys, tests and styles; those of the kit are `react`, `reply`, `thread`, `edit`, `copy` and so on. */
  readonly id: string;
  readonly label: string;
  readonly icon?: IconName;
  /** The key that does it while the message has the focus, as in `hotkeys`: `r`, `Delete`, `mod+j`. */
  readonly shortcut?: string;
  readonly danger?: boolean;
  /** Whether it is there at all; true if it is not said. */
  readonly visible?: boolean;
  /** Shown as a button on the message too, not only in its menu. */
  readonly inToolbar?: boolean;
  /** Told how it was pressed, by whatever pressed it: with Shift, what would ask first does not. */
  readonly run: (press?: ActionPress) => void;
};

/** A press on an action, by pointer or key. */
export type ActionPress = { readonly shiftKey: boolean };

/** Decides what can be done with a message, from what the kit offers: leave out, change, add, put in another order. */
export type MessageActionsFor = (
  message: ChatMessage,
  defaults: readonly MessageAction[],
) => readonly MessageAction[];
