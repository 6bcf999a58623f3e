import { useCallback, useRef, useState } from "react";
import { changedTo, replaced, withRemembered, type TextChange } from "./change-text.ts";
import { toSource, type ComposerText, type MentionTarget } from "./composer-text.ts";

export type ComposerTextHold = {
  readonly value: ComposerText;
  /** The text as of this moment, ahead of the next rendering. */
  readonly live: { readonly current: ComposerText };
  readonly put: (next: ComposerText) => void;
  /** Takes in what a text area says after an input event. */
  readonly type: (text: string, caret: number, inputType?: string) => void;
  /** Says that the next input event will make a mention. */
  readonly expectMention: (change: TextChange, target: MentionTarget) => void;
};

/** Holds what is being written. Mentions survive typing around them, and come back with an undo. */
export function useComposerText(initial: () => ComposerText): ComposerTextHold {
  const [value, setValue] = useState(initial);
  const live = useRef(value);
  const expected = useRef<{ change: TextChange; target: MentionTarget } | null>(null);
  const remembered = useRef(new Map<string, MentionTarget>());

  const put = useCallback((next: ComposerText) => {
    for (const { start, end, target } of next.mentions) {
      remembered.current.set(next.text.slice(start, end), target);
    }
    live.current = next;
    setValue(next);
  }, []);
  const type = useCallback(
    (text: string, caret: number, inputType?: string) => {
      const mention = expected.current;
      expected.current = null;
      if (mention) {
        const next = replaced(live.current, mention.change, mention.target);
        if (next.text === text) return put(next);
      }
      const next = changedTo(live.current, text, caret);
      put(inputType?.startsWith("history") ? withRemembered(next, remembered.current) : next);
    },
    [put],
  );
  const expectMention = useCallback((change: TextChange, target: MentionTarget) => {
    expected.current = { change, target };
  }, []);
  return { value, live, put, type, expectMention };
}

/** Whether nothing is written but white space. */
export function isBlank(text: ComposerText): boolean {
  return toSource(text).trim() === "";
}
