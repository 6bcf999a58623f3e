import { Chat, ChatProvider } from "@natter/react";
import type { ReactElement } from "react";
import "@natter/react/styles.css";

export function Messenger({ userId }: { readonly userId: string }): ReactElement {
  const getToken = () => fetch("/chat-token").then((response) => response.text());
  const server = { endpoint: "https://chat.example.com", appKey: "pk_…" };
  return (
    <ChatProvider {...server} userId={userId} getToken={getToken}>
      <Chat />
    </ChatProvider>
  );
}
