import { useChatState } from "@natter/react";
import { useState, type ReactElement } from "react";
import { useWords } from "../words/language-provider.tsx";
import "./storage-notice.css";

/** Says that a reload would lose something, as long as that is so and nobody has closed it. */
export function StorageNotice(): ReactElement | null {
  const w = useWords();
  const storage = useChatState((state) => state.storage);
  const [closed, setClosed] = useState<string | null>(null);
  if ((storage !== "memory" && storage !== "outbox-only") || closed === storage) return null;
  return (
    <div className="storage-notice" role="status">
      <span>{w(`storage.${storage}`)}</span>
      <button type="button" onClick={() => setClosed(storage)}>
        {w("storage.close")}
      </button>
    </div>
  );
}
