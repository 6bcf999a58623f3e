import type { MessageInputProps } from "../../composer/message-input.tsx";
import type { EmojiPickerProps } from "../../emoji/emoji-picker.tsx";
import type { ReactionsProps } from "../../reactions/reactions.tsx";
import type { TypingIndicatorProps } from "../../typing/typing-indicator.tsx";

export type ComposerSlots = {
  readonly EmojiPicker: EmojiPickerProps;
  readonly MessageInput: MessageInputProps;
  readonly Reactions: ReactionsProps;
  readonly TypingIndicator: TypingIndicatorProps;
};
