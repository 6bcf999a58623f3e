import { lazy, Suspense, useRef, useState, type ReactElement } from "react";
import { useChannelScope } from "../channel/channel-context.ts";
import { useChannelState } from "../channels/use-channel-state.ts";
import { EmojiPicker } from "../emoji/emoji-picker.tsx";
import { SendLaterDialog } from "../loading/lazy-parts.ts";
import { IconButton } from "../primitives/button.tsx";
import { Menu, type MenuItem } from "../primitives/menu.tsx";
import { useStrings } from "../strings/use-strings.ts";
import { useComposerScope } from "./composer-scope.ts";
import { toSource } from "./composer-text.ts";

const PollComposer = lazy(() =>
  import("../polls/poll-composer.tsx").then((module) => ({ default: module.PollComposer })),
);

/** Sends, or saves the change. While slow mode lasts it says how long. */
export function ComposerSend(): ReactElement {
  const { composer } = useComposerScope();
  const { mode } = useChannelScope();
  const strings = useStrings();
  const isEdit = mode.type === "edit";
  if (composer.waitSeconds > 0) {
    return (
      <button type="submit" data-part="send" data-waiting="" disabled>
        <span aria-hidden="true">{clockOf(composer.waitSeconds)}</span>
        <span data-natter="visually-hidden">
          {strings("composer.slowMode", { count: composer.waitSeconds })}
        </span>
      </button>
    );
  }
  return (
    <IconButton
      type="submit"
      data-part="send"
      icon={isEdit ? "check" : "send"}
      label={strings(isEdit ? "composer.save" : "composer.send")}
      disabled={!composer.canSubmit}
    />
  );
}

/** Opens the emoji picker, and puts what is picked where the caret is. */
export function ComposerEmoji(): ReactElement {
  const { insert } = useComposerScope();
  const strings = useStrings();
  const [isOpen, setOpen] = useState(false);
  const anchor = useRef<HTMLButtonElement>(null);
  return (
    <>
      <IconButton
        ref={anchor}
        icon="smile"
        label={strings("composer.emoji")}
        aria-expanded={isOpen}
        onClick={() => setOpen(!isOpen)}
      />
      {isOpen && <EmojiPicker anchor={anchor} onClose={() => setOpen(false)} onPick={insert} />}
    </>
  );
}

export type ComposerMenuProps = {
  /** Other entries than the kit's, or more of them. */
  readonly items?: ((usual: readonly MenuItem[]) => readonly MenuItem[]) | undefined;
};

/** What can be added to a message, or done with it instead of sending it now. */
export function ComposerMenu({ items }: ComposerMenuProps): ReactElement | null {
  const { composer, attachments, formatting, setFormatting } = useComposerScope();
  const { cid, threadId, mode } = useChannelScope();
  const { channel, can } = useChannelState(cid);
  const strings = useStrings();
  const [open, setOpen] = useState<"menu" | "poll" | "later" | null>(null);
  const anchor = useRef<HTMLButtonElement>(null);
  const files = useRef<HTMLInputElement>(null);
  const source = toSource(composer.value).trim();

  const usual: MenuItem[] = [];
  if (attachments && can("upload")) {
    const run = () => files.current?.click();
    usual.push({ id: "file", icon: "file", label: strings("composer.addFile"), run });
  }
  if (can("create-poll") && channel?.config.features.polls) {
    const run = () => setOpen("poll");
    usual.push({ id: "poll", icon: "poll", label: strings("composer.addPoll"), run });
  }
  if (can("schedule") && source !== "" && threadId === null && mode.type !== "edit") {
    const run = () => setOpen("later");
    usual.push({ id: "schedule", icon: "clock", label: strings("composer.sendLater"), run });
  }
  usual.push({
    id: "formatting",
    icon: "format",
    label: strings(formatting ? "composer.hideFormatting" : "composer.showFormatting"),
    run: () => setFormatting(!formatting),
  });
  const shown = items ? items(usual) : usual;
  const wantsPoll = open === "poll" || composer.wantsPoll;
  if (mode.type === "edit") return null;
  return (
    <>
      <IconButton
        ref={anchor}
        icon="plus"
        label={strings("composer.more")}
        aria-haspopup="menu"
        aria-expanded={open === "menu"}
        onClick={() => setOpen(open === "menu" ? null : "menu")}
      />
      {open === "menu" && (
        <Menu
          label={strings("composer.more")}
          anchor={anchor}
          items={shown}
          onClose={() => setOpen((last) => (last === "menu" ? null : last))}
        />
      )}
      <input
        ref={files}
        type="file"
        multiple
        hidden
        onChange={({ target }) => {
          attachments?.add([...(target.files ?? [])]);
          target.value = "";
        }}
      />
      {open === "later" && (
        <SendLaterDialog
          cid={cid}
          text={source}
          onScheduled={composer.clear}
          onClose={() => setOpen(null)}
        />
      )}
      {wantsPoll && (
        <Suspense fallback={null}>
          <PollComposer
            onClose={() => {
              setOpen(null);
              composer.pollDone();
            }}
          />
        </Suspense>
      )}
    </>
  );
}

function clockOf(seconds: number): string {
  const minutes = Math.floor(seconds / 60);
  return `${minutes}:${String(seconds % 60).padStart(2, "0")}`;
}
