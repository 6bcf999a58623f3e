import {
  useCallback,
  useEffect,
  useId,
  useMemo,
  useRef,
  useState,
  type FormEvent,
  type ReactElement,
  type ReactNode,
} from "react";
import { useAnnounce } from "../announcer/announcer.tsx";
import { useChannelScope } from "../channel/channel-context.ts";
import { useChannelState } from "../channels/use-channel-state.ts";
import type { AttachmentSource } from "../attachments/attachment-source.ts";
import { useDefaultTriggers } from "../mentions/use-default-triggers.tsx";
import type { Trigger } from "../mentions/trigger.ts";
import { useTriggerPopup } from "../mentions/use-trigger-popup.ts";
import { useToast } from "../primitives/toaster.tsx";
import { useStrings } from "../strings/use-strings.ts";
import { ComposerScopeContext, type ComposerScope, type SubmitKey } from "./composer-scope.ts";
import { editTextarea } from "./edit-textarea.ts";
import type { BeforeSend } from "./outgoing.ts";
import { useComposer } from "./use-composer.ts";
import { useTypeAnywhere } from "./use-type-anywhere.ts";

export type ComposerProps = {
  /** What sends: Enter (Shift+Enter begins a line), or Ctrl or Cmd and Enter. On a touch screen only the button does. */
  readonly submitOn?: SubmitKey | undefined;
  readonly onBeforeSend?: BeforeSend | undefined;
  /** Where files go. Without it, the composer says that it takes none. */
  readonly attachments?: AttachmentSource | undefined;
  /** Other triggers than the kit's, or more of them. */
  readonly triggers?: ((usual: readonly Trigger[]) => readonly Trigger[]) | undefined;
  readonly placeholder?: string | undefined;
  /** Takes the focus when the channel opens; never on a touch screen, where a keyboard would pop up. */
  readonly autoFocus?: boolean | undefined;
  /** Takes a letter that is typed while nothing has the focus. */
  readonly typeAnywhere?: boolean | undefined;
  readonly children: ReactNode;
};

/** Holds what is written in the open channel or thread, for the parts inside: `ComposerInput`, `ComposerSend` and others. */
export function Composer(props: ComposerProps): ReactElement {
  const { submitOn = "enter", attachments = null, autoFocus = false, typeAnywhere = true } = props;
  const { cid, threadId, mode, composerRef, focusComposer } = useChannelScope();
  const { channel } = useChannelState(cid);
  const strings = useStrings();
  const toast = useToast();
  const composer = useComposer({ onBeforeSend: props.onBeforeSend });
  const boxRef = useRef<HTMLDivElement>(null);
  const noteId = useId();
  const [formatting, setFormatting] = useState(false);
  const { triggers: change } = props;
  const usual = useDefaultTriggers(cid, composer.commands);
  const triggers = useMemo(() => (change ? change(usual) : usual), [change, usual]);

  const popup = useTriggerPopup(triggers, ({ text, target }, { start, end }) => {
    const textarea = composerRef.current;
    if (!textarea) return;
    const isSpaced = textarea.value[end] === " " && text.endsWith(" ");
    const stretch = { start, end: isSpaced ? end + 1 : end, text };
    if (target) composer.expectMention(stretch, target);
    editTextarea(textarea, stretch);
  });
  const edit = useCallback<ComposerScope["edit"]>(
    (rule) => {
      const textarea = composerRef.current;
      if (!textarea) return;
      const { value, selectionStart, selectionEnd } = textarea;
      editTextarea(textarea, rule({ text: value, start: selectionStart, end: selectionEnd }));
    },
    [composerRef],
  );
  const insert = useCallback(
    (text: string) => edit(({ start, end }) => ({ start, end, text })),
    [edit],
  );

  useEffect(() => {
    if (autoFocus && !isTouch()) focusComposer();
  }, [autoFocus, focusComposer]);
  useTypeAnywhere(composerRef, typeAnywhere && threadId === null);
  usePaneHeight(boxRef);
  const announce = useAnnounce();
  useEffect(() => {
    if (composer.problem !== null) announce(composer.problem);
  }, [composer.problem, announce]);

  const name = channel?.kind === "space" ? `#${channel.title}` : (channel?.title ?? "");
  const scope: ComposerScope = {
    composer,
    popup,
    submitOn,
    attachments,
    boxRef,
    insert,
    edit,
    sayNoFiles: () => toast(strings("composer.noFiles")),
    placeholder:
      props.placeholder ??
      (mode.type === "edit"
        ? strings("composer.editing")
        : threadId === null
          ? strings("composer.placeholder", { name })
          : strings("composer.placeholderThread")),
    noteId,
    formatting,
    setFormatting,
  };
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    composer.submit();
    focusComposer();
  };
  return (
    <ComposerScopeContext.Provider value={scope}>
      <form data-natter="composer" data-mode={mode.type} onSubmit={onSubmit}>
        {props.children}
      </form>
    </ComposerScopeContext.Provider>
  );
}

/** Whether there is a keyboard on the screen, on which Enter is the only way to begin a line. */
export function isTouch(): boolean {
  return matchMedia("(pointer: coarse)").matches;
}

/** Lets the text area know how high the pane is that it may take a part of. */
function usePaneHeight(boxRef: { readonly current: HTMLElement | null }): void {
  useEffect(() => {
    const box = boxRef.current;
    const pane = box?.closest("form")?.parentElement;
    if (!box || !pane) return;
    const observer = new ResizeObserver(() => {
      box.style.setProperty("--pane-block-size", `${pane.clientHeight}px`);
    });
    observer.observe(pane);
    return () => observer.disconnect();
  }, [boxRef]);
}
