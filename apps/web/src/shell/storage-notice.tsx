import { useChatState } from "@natter/react";
import { useState, type ReactElement } from "react";
import "./storage-notice.css";

const sentences = {
  memory:
    "This browser keeps nothing here: what is not sent yet is lost if you close or reload the page.",
  "outbox-only": "This browser is out of space: only what is not sent yet is kept on this device.",
} as const;

/** Says that a reload would lose something, as long as that is so and nobody has closed it. */
export function StorageNotice(): ReactElement | null {
  const storage = useChatState((state) => state.storage);
  const [closed, setClosed] = useState<string | null>(null);
  if ((storage !== "memory" && storage !== "outbox-only") || closed === storage) return null;
  return (
    <div className="storage-notice" role="status">
      <span>{sentences[storage]}</span>
      <button type="button" onClick={() => setClosed(storage)}>
        Close
      </button>
    </div>
  );
}
