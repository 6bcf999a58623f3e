import {
  defaultLimits,
  parseCommandText,
  selectDraft,
  selectThreadWindow,
  selectWindow,
} from "@natter/client";
import type { SentMessage } from "@natter/client";
import { useEffect, useRef, useState } from "react";
import { useChannelScope, type ComposerMode } from "../channel/channel-context.ts";
import { useChannelState } from "../channels/use-channel-state.ts";
import { useCommands, type Commands } from "../commands/use-commands.ts";
import { useDeleteMessage } from "../messages/use-delete-message.ts";
import { useMentionName } from "../mentions/use-mention-name.ts";
import { useToast } from "../primitives/toaster.tsx";
import { useChatClient } from "../provider/use-chat-client.ts";
import { useStrings } from "../strings/use-strings.ts";
import { useTyping } from "../typing/use-typing.ts";
import type { TextChange } from "./change-text.ts";
import {
  emptyText,
  fromSource,
  mentionedIn,
  toSource,
  type ComposerText,
  type MentionTarget,
} from "./composer-text.ts";
import { isRefusal, sentenceOf, type BeforeSend, type OutgoingMessage } from "./outgoing.ts";
import { isBlank, useComposerText } from "./use-composer-text.ts";
import { useKeptDraft } from "./use-kept-draft.ts";
import { useQuoteById } from "./use-quote-by-id.ts";
import { useSlowMode } from "./use-slow-mode.ts";

/** What must be answered before a message goes: mentioning so many, or deleting what was emptied. */
export type ComposerQuestion =
  | { readonly type: "mention-many"; readonly group: string; readonly count: number }
  | { readonly type: "delete"; readonly message: SentMessage };

export type ComposerOptions = { readonly onBeforeSend?: BeforeSend | undefined };

export type ComposerState = {
  /** As its writer sees it: mentions are names. */
  readonly value: ComposerText;
  /** Takes in what a text area says after an input event. */
  readonly type: (text: string, caret: number, inputType?: string) => void;
  /** Says that the next input event puts a mention in the place of a stretch. */
  readonly expectMention: (change: TextChange, target: MentionTarget) => void;
  /** How many characters there are too many. */
  readonly excess: number;
  /** How many there may be. */
  readonly limit: number;
  /** Seconds until slow mode lets the viewer write again. */
  readonly waitSeconds: number;
  readonly canSubmit: boolean;
  /** Whether `onBeforeSend` or a command is at work. */
  readonly isBusy: boolean;
  readonly submit: () => void;
  /** Throws away what is written, because it went another way. */
  readonly clear: () => void;
  /** Goes back to writing a new message, with its draft. */
  readonly cancel: () => void;
  /** Begins to change the viewer's last message, when nothing is written; false when there is none. */
  readonly editLast: () => boolean;
  /** Why the last message was not taken; it stands until something is written. */
  readonly problem: string | null;
  readonly commands: Commands;
  /** Whether `/poll` was sent without saying more: then the poll is made in a dialog. */
  readonly wantsPoll: boolean;
  /** Called when that dialog is over. */
  readonly pollDone: () => void;
  /** What a command answered to its caller alone. */
  readonly answer: string | null;
  readonly dismissAnswer: () => void;
  readonly question: ComposerQuestion | null;
  readonly answerQuestion: (yes: boolean) => void;
  /** What somebody else made of the message that is being changed here; null while it is as it was. */
  readonly changedMeanwhile: string | null;
  readonly takeTheirs: () => void;
  /** Whether a reply in a thread shows in the channel too. */
  readonly alsoInChannel: boolean;
  readonly setAlsoInChannel: (on: boolean) => void;
};

/** Above this many people, whoever mentions all of them is asked first. */
const manyPeople = 50;
const fresh: ComposerMode = { type: "new" };

/** What is being written in the open channel or thread: a new message, a reply, or a change to one's own. */
export function useComposer({ onBeforeSend }: ComposerOptions = {}): ComposerState {
  const { cid, threadId, mode, setMode, send, onSent } = useChannelScope();
  const client = useChatClient();
  const { channel } = useChannelState(cid);
  const toast = useToast();
  const strings = useStrings();
  const typing = useTyping(cid);
  const nameOf = useMentionName();
  const remove = useDeleteMessage(cid);
  const commands = useCommands(cid);
  const waitSeconds = useSlowMode(cid, threadId);
  const quoteById = useQuoteById();
  const read = (source: string) => fromSource(source, nameOf);

  const text = useComposerText(() => {
    const begun = selectDraft(cid, threadId)(client.store.getState())?.text ?? "";
    return begun === "" ? emptyText : read(begun);
  });
  const draft = useKeptDraft({ cid, threadId, mode, text, read, onQuote: quoteById });
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const [answer, setAnswer] = useState<string | null>(null);
  const [question, setQuestion] = useState<ComposerQuestion | null>(null);
  const [alsoInChannel, setAlsoInChannel] = useState(false);
  const [wantsPoll, setWantsPoll] = useState(false);
  const busy = useRef(false);
  /** An edit that was refused, while it is taken up again. */
  const resumed = useRef<ComposerText | null>(null);
  const isThere = useIsThere();

  // Changed while rendering, not after: the next key must already find the right text.
  const editing = mode.type === "edit" ? mode.message : null;
  const [shown, setShown] = useState<SentMessage | null>(null);
  if (shown?.id !== editing?.id) {
    setShown(editing);
    setProblem(null);
    if (editing) text.put(resumed.current ?? read(editing.text));
    else draft.restore();
    resumed.current = null;
  }
  const current = useEditedMessage(editing);
  const changedMeanwhile =
    current && editing && current.text !== editing.text ? current.text : null;

  const source = toSource(text.value);
  const limit = channel?.config.messageCharacters ?? defaultLimits.messageCharacters;
  const excess = Math.max(0, source.trim().length - limit);
  const isWaiting = waitSeconds > 0 && editing === null;
  const canSubmit =
    !isBusy && excess === 0 && !isWaiting && (editing !== null || source.trim() !== "");

  const work = (on: boolean) => {
    busy.current = on;
    setBusy(on);
  };
  const empty = () => {
    text.put(emptyText);
    draft.end();
    typing.stop();
    setMode(fresh);
    setProblem(null);
  };
  /** Brings back what was not taken, unless something else is being written by now. */
  const giveBack = (kept: ComposerText, as: ComposerMode, reason: string): boolean => {
    if (!isThere.current || !isBlank(text.live.current)) return false;
    text.put(kept);
    if (as.type !== "new") setMode(as);
    setProblem(reason);
    draft.keep();
    return true;
  };

  const deliver = (message: OutgoingMessage) => {
    const kept = text.live.current;
    const as = mode;
    const sending = send(message);
    empty();
    onSent.current();
    sending.done.catch((error: unknown) => {
      // Anything else stays in the list, with its reason and a button to try again.
      if (isRefusal(error) && giveBack(kept, as, error.message)) {
        client.channel(cid).cancel(sending.clientId);
      }
    });
  };

  const prepareAndDeliver = (message: OutgoingMessage) => {
    if (!onBeforeSend) return deliver(message);
    const failed = (error: unknown) => setProblem(sentenceOf(error, strings("error.generic")));
    try {
      const prepared = onBeforeSend(message);
      if (!(prepared instanceof Promise)) return deliver(prepared);
      work(true);
      prepared
        .then(deliver)
        .catch(failed)
        .finally(() => work(false));
    } catch (error) {
      failed(error);
    }
  };

  const runCommand = (words: string, name: string) => {
    const isKnown = commands.commands.some((command) => command.name === name);
    if (commands.status === "ready" && !isKnown) {
      return setProblem(strings("command.unknown", { name }));
    }
    const kept = text.live.current;
    work(true);
    client
      .channel(cid)
      .runCommand(words, threadId === null ? {} : { threadId })
      .then((told) => {
        if (text.live.current === kept) empty();
        setAnswer(told.reply?.text ?? null);
        if (told.message) onSent.current();
      })
      .catch((error: unknown) => setProblem(sentenceOf(error, strings("error.generic"))))
      .finally(() => work(false));
  };

  const saveEdit = (message: SentMessage, words: string) => {
    if (words === "") return setQuestion({ type: "delete", message });
    const kept = text.live.current;
    setMode(fresh);
    if (words === message.text) return;
    client
      .channel(cid)
      .edit(message.id, { text: words, ...mentionedIn(words) })
      .catch((error: unknown) => {
        toast(sentenceOf(error, strings("error.generic")), {
          label: strings("composer.editAgain"),
          run: () => {
            if (!isThere.current) return;
            resumed.current = kept;
            setMode({ type: "edit", message });
          },
        });
      });
  };

  const submit = (confirmed = false) => {
    if (busy.current) return;
    const words = toSource(text.live.current).trim();
    if (words.length > limit) return;
    if (editing) return saveEdit(editing, words);
    if (words === "" || waitSeconds > 0) return;
    const hasCommands = channel?.config.features.commands ?? false;
    const parsed = hasCommands ? parseCommandText(words) : { type: "text" as const, text: words };
    if (parsed.type === "command" && parsed.name === "poll" && parsed.args === "") {
      return setWantsPoll(true);
    }
    if (parsed.type === "command") return runCommand(words, parsed.name);
    const mentioned = mentionedIn(parsed.text);
    const all = mentioned.mentionGroups.find((group) => group === "channel" || group === "here");
    const count = channel?.memberCount ?? 0;
    if (all && count > manyPeople && !confirmed) {
      return setQuestion({ type: "mention-many", group: all, count });
    }
    prepareAndDeliver({
      text: parsed.text,
      ...mentioned,
      ...(mode.type === "reply" ? { quoteId: mode.message.id } : {}),
      ...(threadId !== null && alsoInChannel ? { alsoInChannel } : {}),
    });
  };

  return {
    value: text.value,
    type: (next, caret, inputType) => {
      text.type(next, caret, inputType);
      setProblem(null);
      if (editing) return;
      draft.keep();
      if (threadId !== null) return; // the channel's others would be told of something they do not see
      if (isBlank(text.live.current)) typing.stop();
      else typing.onKeystroke();
    },
    expectMention: text.expectMention,
    excess,
    limit,
    waitSeconds: isWaiting ? waitSeconds : 0,
    canSubmit,
    isBusy,
    submit: () => submit(),
    clear: empty,
    cancel: () => setMode(fresh),
    editLast: () => {
      const state = client.store.getState();
      const select = threadId === null ? selectWindow(cid) : selectThreadWindow(cid, threadId);
      const last = select(state).items.findLast(
        (message) =>
          message.state === "sent" &&
          message.kind === "text" &&
          message.sender?.id === state.me?.id &&
          !message.deletedAt,
      );
      if (last?.state !== "sent" || !channel?.capabilities.includes("edit-own")) return false;
      setMode({ type: "edit", message: last });
      return true;
    },
    problem,
    commands,
    wantsPoll,
    pollDone: () => {
      if (wantsPoll) empty();
      setWantsPoll(false);
    },
    answer,
    dismissAnswer: () => setAnswer(null),
    question,
    answerQuestion: (yes) => {
      setQuestion(null);
      if (!yes || question === null) return;
      if (question.type === "mention-many") return submit(true);
      setMode(fresh);
      remove(question.message.id);
    },
    changedMeanwhile,
    takeTheirs: () => {
      if (!current) return;
      setMode({ type: "edit", message: current });
      text.put(read(current.text));
    },
    alsoInChannel,
    setAlsoInChannel,
  };
}

/** The message that is being changed, as it stands now. */
function useEditedMessage(message: SentMessage | null): SentMessage | null {
  const client = useChatClient();
  const [current, setCurrent] = useState<SentMessage | null>(null);
  useEffect(() => {
    setCurrent(null);
    if (message === null) return;
    return client.on("*", (event) => {
      if (event.type !== "message.updated" || event.message.id !== message.id) return;
      setCurrent({ ...message, ...event.message });
    });
  }, [client, message]);
  return current;
}

function useIsThere(): { readonly current: boolean } {
  const isThere = useRef(true);
  useEffect(() => {
    isThere.current = true;
    return () => {
      isThere.current = false;
    };
  }, []);
  return isThere;
}
