import { defaultLimits, selectMessages, selectReplies, type ChatMessage } from "@natter/client";
import { useState } from "react";
import { useChannelScope } from "../channel/channel-context.ts";
import { useToast } from "../primitives/toaster.tsx";
import { useChatClient } from "../provider/use-chat-client.ts";
import { useStrings } from "../strings/use-strings.ts";
import { useTyping } from "../typing/use-typing.ts";
import { useDrafts } from "./drafts.tsx";

export type Composer = {
  readonly text: string;
  readonly setText: (text: string) => void;
  /** How many characters there are too many. */
  readonly excess: number;
  readonly canSubmit: boolean;
  readonly submit: () => void;
  /** Goes back to writing a new message, with its draft. */
  readonly cancel: () => void;
  /** Begins to change the viewer's last message, when nothing is written; false when there is none. */
  readonly editLast: () => boolean;
};

/** The text being written in the open channel or thread: a new message, a reply, or a change to one's own. */
export function useComposer(): Composer {
  const { cid, threadId, send: sendHere, mode, setMode, onSent } = useChannelScope();
  const draftKey = threadId === null ? cid : `${cid} ${threadId}`;
  const client = useChatClient();
  const drafts = useDrafts();
  const toast = useToast();
  const strings = useStrings();
  const typing = useTyping(cid);
  const [text, setTextState] = useState(() => drafts.get(draftKey) ?? "");
  const editing = mode.type === "edit" ? mode.message : null;

  // Changed while rendering, not after: the next key must already find the right text.
  const [shown, setShown] = useState(editing);
  if (shown !== editing) {
    setShown(editing);
    setTextState(editing ? editing.text : (drafts.get(draftKey) ?? ""));
  }

  const setText = (next: string) => {
    setTextState(next);
    if (editing) return;
    if (next.trim() === "") {
      drafts.delete(draftKey);
      typing.stop();
    } else {
      drafts.set(draftKey, next);
      typing.onKeystroke();
    }
  };

  const send = (words: string) => {
    const quote = mode.type === "reply" ? { quoteId: mode.message.id } : {};
    // A failed send stays in the list with its reason and a button to try again.
    sendHere({ text: words, ...quote }).done.catch(() => {});
    drafts.delete(draftKey);
    typing.stop();
    setTextState("");
    setMode({ type: "new" });
    onSent.current();
  };

  const saveEdit = (message: ChatMessage & { readonly id: string }, words: string) => {
    setMode({ type: "new" });
    if (words === message.text) return;
    client
      .channel(cid)
      .edit(message.id, { text: words })
      .catch((error: unknown) =>
        toast(error instanceof Error ? error.message : strings("error.generic")),
      );
  };

  const words = text.trim();
  const excess = Math.max(0, text.length - defaultLimits.messageCharacters);
  const canSubmit = words !== "" && excess === 0;
  return {
    text,
    setText,
    excess,
    canSubmit,
    submit: () => {
      if (!canSubmit) return;
      if (editing) saveEdit(editing, words);
      else send(words);
    },
    cancel: () => setMode({ type: "new" }),
    editLast: () => {
      const state = client.store.getState();
      const { me } = state;
      const shownHere = threadId === null ? selectMessages(cid) : selectReplies(cid, threadId);
      const last = shownHere(state).findLast(
        (message) =>
          message.state === "sent" && message.sender?.id === me?.id && !message.deletedAt,
      );
      if (last?.state !== "sent") return false;
      setMode({ type: "edit", message: last });
      return true;
    },
  };
}
