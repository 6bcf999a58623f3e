import { useEffect, useId, useRef, useState, type KeyboardEvent, type ReactElement } from "react";
import { useChannelScope } from "../channel/channel-context.ts";
import { useChannelState } from "../channels/use-channel-state.ts";
import { slot } from "../components/slot.tsx";
import { IconButton } from "../primitives/button.tsx";
import { EmojiPicker } from "../emoji/emoji-picker.tsx";
import { useStrings } from "../strings/use-strings.ts";
import { ComposerContext } from "./composer-context.tsx";
import { ComposerNotice } from "./composer-notice.tsx";
import { insertText } from "./insert-text.ts";
import { useComposer } from "./use-composer.ts";

export type MessageInputProps = {
  /** Takes the focus when the channel opens; never on a touch screen, where a keyboard would pop up. */
  readonly autoFocus?: boolean;
};

/** Where messages are written. For those who may not write here it says why, and what can be done. */
export const MessageInput = slot("MessageInput", DefaultMessageInput);

function DefaultMessageInput({ autoFocus = false }: MessageInputProps): ReactElement | null {
  const { cid } = useChannelScope();
  const { channel, can } = useChannelState(cid);
  if (!channel) return null;
  if (channel.membership === null || !can("send")) return <ComposerNotice channel={channel} />;
  return (
    <Composer autoFocus={autoFocus} title={channel.title} inSpace={channel.kind === "space"} />
  );
}

type ComposerProps = {
  readonly autoFocus: boolean;
  readonly title: string;
  readonly inSpace: boolean;
};

function Composer({ autoFocus, title, inSpace }: ComposerProps): ReactElement {
  const { composerRef, mode, focusComposer } = useChannelScope();
  const strings = useStrings();
  const composer = useComposer();
  const [picking, setPicking] = useState(false);
  const emojiButton = useRef<HTMLButtonElement>(null);
  const noteId = useId();
  const { text } = composer;

  useEffect(() => {
    if (autoFocus && !isTouch()) focusComposer();
  }, [autoFocus, focusComposer]);
  useEffect(() => growWithText(composerRef.current), [composerRef, text]);

  const onKeyDown = (event: KeyboardEvent) => {
    // An input method's Enter chooses a word; 229 is what Safari says while it does.
    if (event.nativeEvent.isComposing || event.keyCode === 229) return;
    if (event.key === "Enter" && !event.shiftKey && !isTouch()) {
      event.preventDefault();
      composer.submit();
    } else if (event.key === "Escape" && mode.type !== "new") {
      event.preventDefault();
      composer.cancel();
    } else if (event.key === "ArrowUp" && text === "" && mode.type === "new") {
      if (composer.editLast()) event.preventDefault();
    }
  };
  const name = inSpace ? `#${title}` : title;
  const label = strings(mode.type === "edit" ? "composer.editing" : "composer.placeholder", {
    name,
  });

  return (
    <form
      data-natter="composer"
      data-mode={mode.type}
      onSubmit={(event) => {
        event.preventDefault();
        composer.submit();
        focusComposer();
      }}
    >
      <div data-part="box">
        <ComposerContext onCancel={composer.cancel} />
        <div data-part="row">
          <textarea
            ref={composerRef}
            rows={1}
            dir="auto"
            value={text}
            placeholder={label}
            aria-label={label}
            aria-describedby={composer.excess > 0 ? noteId : undefined}
            onChange={(event) => composer.setText(event.target.value)}
            onKeyDown={onKeyDown}
          />
          <IconButton
            ref={emojiButton}
            icon="smile"
            label={strings("composer.emoji")}
            aria-expanded={picking}
            onClick={() => setPicking(!picking)}
          />
          <IconButton
            type="submit"
            data-part="send"
            icon={mode.type === "edit" ? "check" : "send"}
            label={strings(mode.type === "edit" ? "composer.save" : "composer.send")}
            disabled={!composer.canSubmit}
          />
        </div>
        {composer.excess > 0 && (
          <p data-part="too-long" id={noteId} role="status">
            {strings("composer.tooLong", { count: composer.excess })}
          </p>
        )}
      </div>
      {picking && (
        <EmojiPicker
          anchor={emojiButton}
          onClose={() => setPicking(false)}
          onPick={(emoji) => insertText(composerRef.current, emoji, composer.setText)}
        />
      )}
    </form>
  );
}

function isTouch(): boolean {
  return matchMedia("(pointer: coarse)").matches;
}

// `field-sizing: content` does this in CSS where a browser has it.
function growWithText(textarea: HTMLTextAreaElement | null): void {
  if (!textarea || CSS.supports("field-sizing", "content")) return;
  textarea.style.blockSize = "auto";
  textarea.style.blockSize = `${textarea.scrollHeight}px`;
}
