import type { SentMessage } from "@natter/client";
import type { ReactElement } from "react";
import { ForwardDialog, PinDialog, ReminderDialog, ReportDialog } from "../loading/lazy-parts.ts";
import { useStrings } from "../strings/use-strings.ts";

export type Tool = "forward" | "remind" | "pinFor" | "report";

export type ToolDialogProps = {
  readonly tool: Tool;
  readonly message: SentMessage;
  readonly onClose: () => void;
};

/** The window that one of the message tools opens. */
export function ToolDialog({ tool, message, onClose }: ToolDialogProps): ReactElement {
  const strings = useStrings();
  switch (tool) {
    case "forward":
      return <ForwardDialog message={message} onClose={onClose} />;
    case "remind":
      return <ReminderDialog messageId={message.id} onClose={onClose} />;
    case "pinFor":
      return <PinDialog cid={message.cid} messageId={message.id} onClose={onClose} />;
    case "report":
      return (
        <ReportDialog
          subject={{ type: "message", id: message.id }}
          name={message.sender?.name ?? strings("message.unknownSender")}
          onClose={onClose}
        />
      );
    default:
      return tool satisfies never;
  }
}
