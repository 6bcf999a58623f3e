import type { UserSummary } from "@natter/client";
import type { ReactElement, ReactNode } from "react";
import { Avatar } from "../people/avatar.tsx";
import { useStrings } from "../strings/use-strings.ts";
import { HighlightText, type TextRange } from "./highlight-text.tsx";
import { usePreviewText } from "./use-preview-text.ts";
import { useWhen } from "./use-when.ts";
import { slot } from "../components/slot.tsx";

export type PreviewedMessage = {
  readonly text: string;
  readonly sender: UserSummary | null;
  readonly createdAt: Date;
  readonly deletedAt: Date | null;
};

export type MessagePreviewProps = {
  readonly message: PreviewedMessage;
  /** Where it is, for lists over several channels. */
  readonly place?: string | undefined;
  /** A piece of the text with what was looked for, instead of the text. */
  readonly snippet?: { readonly text: string; readonly highlights: readonly TextRange[] };
  /** Who pinned it, what it waits for: a line below. */
  readonly note?: string | undefined;
  readonly isNew?: boolean;
  readonly onOpen?: (() => void) | undefined;
  /** Buttons that show on hover, on focus and on touch. */
  readonly children?: ReactNode;
};

/** A message in a list outside its conversation: who wrote it, when, where, and how it begins. */
export const MessagePreview = slot("MessagePreview", DefaultMessagePreview);

function DefaultMessagePreview(props: MessagePreviewProps): ReactElement {
  const { message, place, snippet, note, isNew, onOpen, children } = props;
  const strings = useStrings();
  const text = usePreviewText(message);
  const when = useWhen();
  const name = message.sender?.name ?? strings("message.unknownSender");
  const inside = (
    <>
      <Avatar
        id={message.sender?.id ?? "somebody"}
        image={message.sender?.image ?? null}
        size="2.25rem"
      />
      <span data-part="words">
        <span data-part="line">
          <bdi data-part="name">{name}</bdi>
          {place !== undefined && <bdi data-part="place">{place}</bdi>}
          <time dateTime={message.createdAt.toISOString()} title={when.full(message.createdAt)}>
            {when.short(message.createdAt)}
          </time>
        </span>
        <span data-part="text" dir="auto" data-deleted={message.deletedAt ? "" : undefined}>
          {snippet && !message.deletedAt ? (
            <HighlightText text={snippet.text} ranges={snippet.highlights} />
          ) : (
            text
          )}
        </span>
        {note && <span data-part="note">{note}</span>}
      </span>
    </>
  );
  return (
    <div data-natter="message-preview" data-new={isNew ? "" : undefined}>
      {onOpen ? (
        <button type="button" data-part="main" onClick={onOpen}>
          {inside}
        </button>
      ) : (
        <div data-part="main">{inside}</div>
      )}
      {children && <div data-part="actions">{children}</div>}
    </div>
  );
}
