import {
  useEffect,
  useState,
  type ChangeEvent,
  type KeyboardEvent,
  type ReactElement,
} from "react";
import { useChannelScope } from "../channel/channel-context.ts";
import { useHotkeyMatch } from "../hotkeys/hotkeys-context.ts";
import { Button } from "../primitives/button.tsx";
import { useStrings } from "../strings/use-strings.ts";
import { wholeMentionAt } from "./change-text.ts";
import { isTouch } from "./composer.tsx";
import { useComposerScope, type ComposerScope } from "./composer-scope.ts";
import { editTextarea } from "./edit-textarea.ts";
import { emoticonBefore } from "./emoticons.ts";
import { isInFence } from "./is-in-fence.ts";
import { formatKeyIds } from "./format-key-ids.ts";
import { usePaste } from "./use-paste.ts";

/** Where one writes: the browser's own text area, as high as its text, up to ten lines or 40 % of the pane. */
export function ComposerInput(): ReactElement {
  const scope = useComposerScope();
  const { composer, popup, noteId, placeholder, attachments } = scope;
  const { composerRef, onCatchUp } = useChannelScope();
  const strings = useStrings();
  const [long, setLong] = useState<string | null>(null);
  const paste = usePaste(scope, setLong);
  const isKey = useHotkeyMatch();
  const { text } = composer.value;
  const isOpen = popup.match !== null;

  useEffect(() => growWithText(composerRef.current), [composerRef, text]);
  useAtomicMentions(scope);

  const onChange = ({ target, nativeEvent }: ChangeEvent<HTMLTextAreaElement>) => {
    const inputType = nativeEvent instanceof InputEvent ? nativeEvent.inputType : undefined;
    composer.type(target.value, target.selectionStart, inputType);
    if (target.value === "") setLong(null);
    if (
      inputType === "insertText" &&
      nativeEvent instanceof InputEvent &&
      nativeEvent.data === " "
    ) {
      const found = emoticonBefore(target.value, target.selectionStart);
      if (found) return editTextarea(target, found);
    }
    popup.follow(target.value, target.selectionStart);
  };

  return (
    <>
      {long !== null && attachments && (
        <div data-part="long-paste" role="status">
          <span>{strings("composer.longPaste", { count: long.length })}</span>
          <Button
            size="small"
            onClick={() => {
              const at = text.indexOf(long);
              if (at >= 0 && composerRef.current) {
                editTextarea(composerRef.current, { start: at, end: at + long.length, text: "" });
              }
              attachments.add([new File([long], "text.txt", { type: "text/plain" })]);
              setLong(null);
            }}
          >
            {strings("composer.asFile")}
          </Button>
        </div>
      )}
      <textarea
        ref={composerRef}
        data-part="input"
        rows={1}
        dir="auto"
        value={text}
        placeholder={placeholder}
        aria-label={placeholder}
        aria-describedby={noteId}
        role={isOpen ? "combobox" : undefined}
        aria-expanded={isOpen ? true : undefined}
        aria-autocomplete={isOpen ? "list" : undefined}
        aria-controls={isOpen ? popup.listId : undefined}
        aria-activedescendant={isOpen ? popup.optionId(popup.active) : undefined}
        autoComplete="off"
        enterKeyHint={scope.submitOn === "enter" ? "send" : "enter"}
        onChange={onChange}
        onSelect={({ currentTarget: { value, selectionStart, selectionEnd } }) => {
          if (selectionStart === selectionEnd) popup.follow(value, selectionStart);
          else popup.close();
        }}
        onBlur={popup.close}
        onPaste={paste.onPaste}
        onKeyDown={(event) => {
          paste.onKeyDown(event);
          onKey(event, scope, isKey);
          if (event.key === "Escape" && text === "" && !event.defaultPrevented) {
            // With nothing to leave in the composer it is the list that is left: everything there is read.
            if (onCatchUp.current()) event.preventDefault();
          }
        }}
      />
    </>
  );
}

function onKey(
  event: KeyboardEvent<HTMLTextAreaElement>,
  scope: ComposerScope,
  isKey: ReturnType<typeof useHotkeyMatch>,
): void {
  // An input method's Enter chooses a word; 229 is what Safari says while it does.
  if (event.nativeEvent.isComposing || event.keyCode === 229) return;
  const { composer, popup, submitOn, edit } = scope;
  if (popup.onKeyDown(event)) return;
  const textarea = event.currentTarget;
  const mod = (event.ctrlKey || event.metaKey) && !event.altKey;
  if (event.key === "Enter" && !event.shiftKey && !event.altKey) {
    const isNewLine =
      !mod &&
      (submitOn === "mod+enter" || isTouch() || isInFence(textarea.value, textarea.selectionStart));
    if (isNewLine) return;
    event.preventDefault();
    if (!event.repeat) composer.submit(); // a key that is held down sends once
    return;
  }
  if (event.key === "Escape") {
    const isChanging = event.currentTarget.form?.dataset["mode"] !== "new";
    if (!isChanging) return;
    event.preventDefault();
    event.stopPropagation();
    composer.cancel();
    return;
  }
  const hasNothing = textarea.value === "" && event.currentTarget.form?.dataset["mode"] === "new";
  if (event.key === "ArrowUp" && hasNothing && !mod && !event.shiftKey) {
    if (composer.editLast()) event.preventDefault();
    return;
  }
  const format = formatKeyIds.find((id) => isKey(event, id));
  if (format === undefined) return;
  event.preventDefault();
  event.stopPropagation();
  void import("./format-keys.ts").then(({ formatKeys }) => edit(formatKeys[format]));
}

/** Backspace and Delete take a whole mention. `beforeinput` says it on every keyboard, touch ones included. */
function useAtomicMentions({ composer }: ComposerScope): void {
  const { composerRef } = useChannelScope();
  const { value } = composer;
  useEffect(() => {
    const textarea = composerRef.current;
    if (!textarea) return;
    const onBeforeInput = (event: InputEvent) => {
      const key = { deleteContentBackward: "Backspace", deleteContentForward: "Delete" } as const;
      const pressed = key[event.inputType as keyof typeof key]; // undefined for any other
      const { selectionStart, selectionEnd } = textarea;
      if (pressed === undefined || selectionStart !== selectionEnd) return;
      const mention = wholeMentionAt(value, selectionStart, pressed);
      if (mention === null) return;
      event.preventDefault();
      editTextarea(textarea, { ...mention, text: "" });
    };
    textarea.addEventListener("beforeinput", onBeforeInput);
    return () => textarea.removeEventListener("beforeinput", onBeforeInput);
  }, [composerRef, value]);
}

// `field-sizing: content` does this in CSS where a browser has it.
function growWithText(textarea: HTMLTextAreaElement | null): void {
  if (!textarea || CSS.supports("field-sizing", "content")) return;
  textarea.style.blockSize = "auto";
  textarea.style.blockSize = `${textarea.scrollHeight}px`;
}
