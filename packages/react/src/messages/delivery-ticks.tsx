import { selectDelivery, type ChatMessage } from "@natter/client";
import type { ReactElement } from "react";
import { Icon } from "../primitives/icon.tsx";
import { useChatState } from "../provider/use-chat-state.ts";
import { useStrings } from "../strings/use-strings.ts";

export type DeliveryTicksProps = { readonly cid: string; readonly message: ChatMessage };

/** How far an own message has come in a direct channel: one tick, two, or two in colour; always also in words. */
export function DeliveryTicks({ cid, message }: DeliveryTicksProps): ReactElement | null {
  const strings = useStrings();
  const delivery = useChatState(selectDelivery(cid, message));
  if (delivery === "pending" || delivery === "failed") return null;
  const label = strings(`message.status.${delivery}`);
  return (
    <span data-natter="ticks" data-status={delivery} role="img" aria-label={label} title={label}>
      <Icon name={delivery === "sent" ? "check" : "check-double"} size={16} />
    </span>
  );
}
