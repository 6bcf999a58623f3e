import type { ChatMessage } from "@natter/client";
import { useRef, useState, type ReactElement } from "react";
import { slot } from "../components/slot.tsx";
import { sentenceOf } from "../composer/outgoing.ts";
import { EmojiPicker } from "../emoji/emoji-picker.tsx";
import { Icon } from "../primitives/icon.tsx";
import { useToast } from "../primitives/toaster.tsx";
import { useStrings } from "../strings/use-strings.ts";
import { ReactionChip } from "./reaction-chip.tsx";
import { useReactions } from "./use-reactions.ts";

export type ReactionsProps = { readonly message: ChatMessage };

/** The reactions to a message, each a switch for the viewer's own, and a button for another. Nothing while there are none. */
export const Reactions = slot("Reactions", DefaultReactions);

function DefaultReactions({ message }: ReactionsProps): ReactElement | null {
  const { reactions, mode, canReact, press, remove } = useReactions(message);
  const strings = useStrings();
  const toast = useToast();
  const [isPicking, setPicking] = useState(false);
  const anchor = useRef<HTMLButtonElement>(null);
  if (reactions.length === 0) return null;
  const complain = (error: unknown) => toast(sentenceOf(error, strings("error.generic")));
  return (
    <div
      data-natter="reactions"
      data-mode={mode}
      role="group"
      aria-label={strings("reactions.label")}
    >
      {reactions.map((reaction) => (
        <ReactionChip
          key={reaction.type}
          reaction={reaction}
          onPress={canReact ? () => void press(reaction.type).catch(complain) : null}
          onRemove={
            canReact && mode === "multiple" && reaction.own > 0
              ? () => void remove(reaction.type).catch(complain)
              : null
          }
        />
      ))}
      {canReact && (
        <button
          ref={anchor}
          type="button"
          data-part="add"
          tabIndex={-1}
          aria-label={strings("message.react")}
          title={strings("message.react")}
          aria-expanded={isPicking}
          onClick={() => setPicking(!isPicking)}
        >
          <Icon name="smile" size={16} />
        </button>
      )}
      {isPicking && (
        <EmojiPicker
          anchor={anchor}
          onClose={() => setPicking(false)}
          onPick={(emoji) => void press(emoji).catch(complain)}
        />
      )}
    </div>
  );
}
