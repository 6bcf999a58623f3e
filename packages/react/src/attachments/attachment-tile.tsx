import { useContext, useId, type ReactElement } from "react";
import { IconButton } from "../primitives/button.tsx";
import { Icon } from "../primitives/icon.tsx";
import { slot } from "../components/slot.tsx";
import { useStrings, WordingContext } from "../strings/use-strings.ts";
import type { Attachment } from "./attachment-source.ts";
import { formatSize } from "./format-size.ts";

export type AttachmentTileProps = {
  readonly attachment: Attachment;
  readonly onRemove: (id: string) => void;
  readonly onRetry: (id: string) => void;
  /** Absent where a description cannot be kept. */
  readonly onAlt?: ((id: string, alt: string) => void) | undefined;
};

/** One file that is to be sent: what it is, how far it is, and what can be done about it. */
export const AttachmentTile = slot("AttachmentTile", DefaultAttachmentTile);

function DefaultAttachmentTile(props: AttachmentTileProps): ReactElement {
  const { attachment, onRemove, onRetry, onAlt } = props;
  const { id, name, size, type, state, progress = 0, reason, previewUrl, alt } = attachment;
  const strings = useStrings();
  const { locale } = useContext(WordingContext);
  const altId = useId();
  const percent = Math.round(progress * 100);
  const isImage = type.startsWith("image/");
  const isBad = state === "failed" || state === "too-large" || state === "blocked";
  return (
    <li data-natter="attachment-tile" data-state={state}>
      <div data-part="picture">
        {isImage && previewUrl !== undefined ? (
          <img src={previewUrl} alt={alt ?? ""} />
        ) : (
          <Icon name="file" size={22} />
        )}
      </div>
      <div data-part="about">
        <bdi data-part="name" title={name}>
          {name}
        </bdi>
        <span data-part="state">
          {isBad && <Icon name="alert" size={14} />}
          {strings(`attachment.${state}`, { percent, size: formatSize(size, locale) })}
          {reason !== undefined && ` ${reason}`}
        </span>
        {state === "uploading" && (
          <div
            role="progressbar"
            aria-label={strings("attachment.progress", { name })}
            aria-valuenow={percent}
            aria-valuemin={0}
            aria-valuemax={100}
          >
            <i style={{ inlineSize: `${percent}%` }} />
          </div>
        )}
        {isImage && onAlt && !isBad && (
          <label data-part="alt" htmlFor={altId}>
            <span data-natter="visually-hidden">{strings("attachment.alt", { name })}</span>
            <input
              id={altId}
              value={alt ?? ""}
              placeholder={strings("attachment.altPlaceholder")}
              onChange={(event) => onAlt(id, event.target.value)}
            />
          </label>
        )}
      </div>
      {state === "failed" && (
        <IconButton
          icon="retry"
          size="small"
          label={strings("attachment.retry", { name })}
          onClick={() => onRetry(id)}
        />
      )}
      <IconButton
        icon="close"
        size="small"
        label={strings("attachment.remove", { name })}
        onClick={() => onRemove(id)}
      />
    </li>
  );
}
