import type { Channel } from "@natter/client";
import type { ReactElement } from "react";
import type { AttachmentTrayProps } from "../attachments/attachment-tray.tsx";
import { useChannelScope } from "../channel/channel-context.ts";
import { useChannelState } from "../channels/use-channel-state.ts";
import { slot } from "../components/slot.tsx";
import { lazyPart } from "../loading/lazy-part.tsx";
import { TriggerPopup } from "../mentions/trigger-popup.tsx";
import { Composer, type ComposerProps } from "./composer.tsx";
import {
  ComposerEmoji,
  ComposerMenu,
  ComposerSend,
  type ComposerMenuProps,
} from "./composer-buttons.tsx";
import { ComposerContext } from "./composer-context.tsx";
import { ComposerInput } from "./composer-input.tsx";
import { CommandAnswerNote, ComposerNotes } from "./composer-notes.tsx";
import { useComposerScope } from "./composer-scope.ts";

const AttachmentTray = lazyPart<AttachmentTrayProps>(
  async () => (await import("../attachments/attachment-tray.tsx")).AttachmentTray,
);
const AlsoInChannel = lazyPart<object>(
  async () => (await import("./also-in-channel.tsx")).AlsoInChannel,
);
const ComposerNotice = lazyPart<{ readonly channel: Channel }>(
  async () => (await import("./composer-notice.tsx")).ComposerNotice,
);
const FormattingBar = lazyPart<object>(
  async () => (await import("./formatting-bar.tsx")).FormattingBar,
);
const ComposerQuestions = lazyPart<object>(
  async () => (await import("./composer-questions.tsx")).ComposerQuestions,
);

export type MessageInputProps = Omit<ComposerProps, "children"> & {
  /** Other entries of the menu than the kit's, or more of them. */
  readonly menuItems?: ComposerMenuProps["items"];
};

/** Where messages are written. For those who may not write here it says why, and what can be done. */
export const MessageInput = slot("MessageInput", DefaultMessageInput);

function DefaultMessageInput(props: MessageInputProps): ReactElement | null {
  const { menuItems, ...composer } = props;
  const { cid, threadId } = useChannelScope();
  const { channel, can } = useChannelState(cid);
  if (!channel) return null;
  const canWrite = can(threadId === null ? "send" : "send-reply");
  const isShut = channel.frozen && !can("write-frozen");
  if (channel.membership === null || !canWrite || isShut)
    return <ComposerNotice channel={channel} />;
  return (
    <Composer {...composer}>
      <CommandAnswerNote />
      <ComposerBox>
        <ComposerMenu items={menuItems} />
        <ComposerInput />
        <ComposerEmoji />
        <ComposerSend />
      </ComposerBox>
      {threadId !== null && <AlsoInChannel />}
      <AskedQuestions />
    </Composer>
  );
}

/** The frame around the text: what is answered or changed, the files, the row itself, and what there is to know. */
export function ComposerBox({ children }: { readonly children: ReactElement[] }): ReactElement {
  const { boxRef, popup, attachments, formatting } = useComposerScope();
  return (
    <div ref={boxRef} data-part="box">
      <ComposerContext />
      {attachments && <AttachmentTray attachments={attachments} />}
      {formatting && <FormattingBar />}
      <div data-part="row">{children}</div>
      <ComposerNotes />
      <TriggerPopup popup={popup} anchor={boxRef} />
    </div>
  );
}

function AskedQuestions(): ReactElement | null {
  const { composer } = useComposerScope();
  return composer.question && <ComposerQuestions />;
}
