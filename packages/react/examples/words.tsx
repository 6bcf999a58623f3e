import { ChatProvider, type ChatProviderProps } from "@natter/react";
import { arabic } from "@natter/react/locales/arabic";
import type { ReactElement } from "react";

/** The whole kit in Arabic, from right to left, with one sentence of one's own. */
export function InArabic(props: ChatProviderProps): ReactElement {
  const strings = { ...arabic.strings, "channels.empty": "لا محادثات بعد" };
  return <ChatProvider {...props} {...arabic} strings={strings} />;
}
