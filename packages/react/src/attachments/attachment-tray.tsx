import { useEffect, useRef, type ReactElement } from "react";
import { useAnnounce } from "../announcer/announcer.tsx";
import { slot } from "../components/slot.tsx";
import { useStrings } from "../strings/use-strings.ts";
import type { AttachmentSource } from "./attachment-source.ts";
import { AttachmentTile } from "./attachment-tile.tsx";

export type AttachmentTrayProps = { readonly attachments: AttachmentSource };

/** The files that go with the message. A screen reader hears of each when it begins, and how it ended. */
export const AttachmentTray = slot("AttachmentTray", DefaultAttachmentTray);

function DefaultAttachmentTray({ attachments }: AttachmentTrayProps): ReactElement | null {
  const { items, remove, retry, setAlt } = attachments;
  const strings = useStrings();
  const announce = useAnnounce();
  const told = useRef(new Map<string, string>());
  useEffect(() => {
    for (const { id, name, state } of items) {
      if (told.current.get(id) === state) continue;
      told.current.set(id, state);
      if (state === "queued" || state === "uploading" || state === "processing") continue;
      announce(`${name}: ${strings(`attachment.${state}`, { percent: 100, size: "" })}`);
    }
  }, [items, announce, strings]);
  if (items.length === 0) return null;
  return (
    <ul data-natter="attachment-tray" aria-label={strings("attachment.label")}>
      {items.map((attachment) => (
        <AttachmentTile
          key={attachment.id}
          attachment={attachment}
          onRemove={remove}
          onRetry={retry}
          onAlt={setAlt}
        />
      ))}
    </ul>
  );
}
