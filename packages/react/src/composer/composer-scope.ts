import { createContext, useContext, type RefObject } from "react";
import type { AttachmentSource } from "../attachments/attachment-source.ts";
import type { TriggerPopupState } from "../mentions/use-trigger-popup.ts";
import type { TextareaChange } from "./edit-textarea.ts";
import type { Selected } from "./format-text.ts";
import type { ComposerState } from "./use-composer.ts";

export type SubmitKey = "enter" | "mod+enter";

/** What the parts inside a `Composer` share. */
export type ComposerScope = {
  readonly composer: ComposerState;
  readonly popup: TriggerPopupState;
  readonly submitOn: SubmitKey;
  readonly attachments: AttachmentSource | null;
  /** The text area and what stands around it, for what opens above. */
  readonly boxRef: RefObject<HTMLDivElement | null>;
  /** Puts a text in the place of the selection. */
  readonly insert: (text: string) => void;
  /** Changes the text by a rule, as one step that can be undone. */
  readonly edit: (rule: (selected: Selected) => TextareaChange) => void;
  readonly sayNoFiles: () => void;
  readonly placeholder: string;
  readonly noteId: string;
  readonly formatting: boolean;
  readonly setFormatting: (on: boolean) => void;
};

export const ComposerScopeContext = createContext<ComposerScope | null>(null);

/** The composer that the nearest `Composer` component holds. */
export function useComposerScope(): ComposerScope {
  const scope = useContext(ComposerScopeContext);
  if (scope === null) {
    throw new Error("There is no composer here: put a Composer around this component.");
  }
  return scope;
}
