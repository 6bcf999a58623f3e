import type { Channel } from "@natter/client";
import { useState, type ReactElement, type ReactNode } from "react";
import { slot } from "../components/slot.tsx";
import { Button, type ButtonProps } from "../primitives/button.tsx";
import { useToast } from "../primitives/toaster.tsx";
import { useStrings } from "../strings/use-strings.ts";
import { UnreadBadge } from "../unread/unread-badge.tsx";
import { useChatUser } from "./use-chat-user.ts";

export type ChatButtonProps = {
  readonly userId: string;
  /** Given the direct channel with them. */
  readonly onOpen: (channel: Channel) => void;
  readonly variant?: NonNullable<ButtonProps["variant"]>;
  /** "Message" when not given. */
  readonly children?: ReactNode;
};

/** Starts a direct chat with somebody, from any page of the host's product. */
export const ChatButton = slot("ChatButton", DefaultChatButton);

function DefaultChatButton(props: ChatButtonProps): ReactElement {
  const { userId, onOpen, variant = "secondary", children } = props;
  const strings = useStrings();
  const toast = useToast();
  const { unread, startChat } = useChatUser(userId);
  const [isBusy, setBusy] = useState(false);
  const open = () => {
    setBusy(true);
    startChat()
      .then(onOpen, (error: unknown) =>
        toast(error instanceof Error ? error.message : strings("error.generic")),
      )
      .finally(() => setBusy(false));
  };
  return (
    <span data-natter="chat-button">
      <Button variant={variant} icon="message" busy={isBusy} onClick={open}>
        {children ?? strings("embed.message")}
        <UnreadBadge count={unread} />
      </Button>
    </span>
  );
}
