import type { AttachmentTileProps } from "../../attachments/attachment-tile.tsx";
import type { AttachmentTrayProps } from "../../attachments/attachment-tray.tsx";
import type { MessageInputProps } from "../../composer/message-input.tsx";
import type { EmojiPickerProps } from "../../emoji/emoji-picker.tsx";
import type { MessageBodyProps } from "../../markdown/message-body.tsx";
import type { TriggerPopupProps } from "../../mentions/trigger-popup.tsx";
import type { PollProps } from "../../polls/poll.tsx";
import type { ReactionsProps } from "../../reactions/reactions.tsx";
import type { TypingIndicatorProps } from "../../typing/typing-indicator.tsx";

export type ComposerSlots = {
  readonly AttachmentTile: AttachmentTileProps;
  readonly AttachmentTray: AttachmentTrayProps;
  readonly EmojiPicker: EmojiPickerProps;
  readonly MessageBody: MessageBodyProps;
  readonly MessageInput: MessageInputProps;
  readonly Poll: PollProps;
  readonly Reactions: ReactionsProps;
  readonly TriggerPopup: TriggerPopupProps;
  readonly TypingIndicator: TypingIndicatorProps;
};
