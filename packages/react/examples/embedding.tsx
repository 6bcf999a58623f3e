import { ChatButton, ChatLauncher, useUnread } from "@natter/react";
import { useState, type ReactElement } from "react";

/** A page of a shop: a button that asks the seller, and the chat in the corner of the window. */
export function SellerPage({ sellerId }: { readonly sellerId: string }): ReactElement {
  const { count } = useUnread({ kind: "direct" });
  const [open, setOpen] = useState(false);
  return (
    <>
      <p>{count} unread answers</p>
      <ChatButton userId={sellerId} onOpen={() => setOpen(true)}>
        Ask the seller
      </ChatButton>
      <ChatLauncher open={open} onOpenChange={setOpen} />
    </>
  );
}
