import type { ReactElement, ReactNode } from "react";
import { Button } from "../primitives/button.tsx";
import { useDelayed } from "../primitives/use-delayed.ts";
import type { ChatMessage } from "@natter/client";
import type { StringKey } from "../strings/english.ts";
import { useStrings } from "../strings/use-strings.ts";
import { useMessageList, type LoadedMessageList } from "./message-list-context.ts";
import { MessageRowView } from "./message-row-view.tsx";
import type { MessageRow } from "./message-rows.ts";

export type MessageListViewportProps = {
  /** Shows a row in another way; the kit's `MessageList.Item` if it is not given. */
  readonly children?: (row: MessageRow<ChatMessage>) => ReactNode;
};

/** What scrolls: the rows in view and a few around them. Nothing until the messages are there. */
export function MessageListViewport(props: MessageListViewportProps): ReactElement | null {
  const list = useMessageList();
  return list.status === "ready" ? <Rows {...props} state={list} /> : null;
}

type RowsProps = MessageListViewportProps & { readonly state: LoadedMessageList };

function Rows({ state, children }: RowsProps): ReactElement {
  const strings = useStrings();
  const { rows, scroll, focused, roving, list, pages } = state;
  const { virtualizer } = scroll;
  return (
    <div ref={scroll.viewportRef} data-part="viewport" onKeyDown={roving.onKeyDown}>
      <div data-part="spacer" />
      {pages.failed === "older" && <PageError text="messages.error" onRetry={pages.retry} />}
      <LoadingPage active={list.loadingOlder} />
      <div
        role="list"
        aria-label={strings("messages.label")}
        data-part="rows"
        style={{ blockSize: virtualizer.getTotalSize() }}
        onFocus={focused.onFocus}
        onBlur={focused.onBlur}
      >
        {virtualizer.getVirtualItems().map((item) => {
          const row = rows[item.index];
          if (!row) return null;
          return (
            <div
              key={item.key}
              ref={virtualizer.measureElement}
              role="listitem"
              data-index={item.index}
              data-key={row.key}
              data-row={row.type}
              style={{ transform: `translateY(${item.start}px)` }}
            >
              {children ? children(row) : <MessageListItem row={row} />}
            </div>
          );
        })}
      </div>
      {pages.failed === "newer" && <PageError text="messages.error" onRetry={pages.retry} />}
    </div>
  );
}

/** One row of the nearest list, of whichever kind. */
export function MessageListItem({
  row,
}: {
  readonly row: MessageRow<ChatMessage>;
}): ReactElement | null {
  const state = useMessageList();
  if (state.status !== "ready") return null;
  const { start, viewerId, channel, litKey, roving, receiptsKey, unfold, threadId } = state;
  const isDirect = channel?.kind === "direct";
  return (
    <MessageRowView
      row={row}
      start={start}
      viewerId={viewerId}
      title={channel?.title ?? ""}
      inThread={threadId !== null}
      highlighted={row.key === litKey}
      focusable={row.key === roving.stopKey}
      receipts={isDirect ? "ticks" : row.key === receiptsKey ? "faces" : null}
      onUnfold={unfold}
    />
  );
}

function LoadingPage({ active }: { readonly active: boolean }): ReactElement | null {
  const strings = useStrings();
  const shown = useDelayed(active, 150);
  if (!shown) return null;
  return (
    <div data-part="loading" role="status">
      {strings("messages.loading")}
    </div>
  );
}

type PageErrorProps = { readonly text: StringKey; readonly onRetry: () => void };

/** Where a page of the history could not be loaded. */
function PageError({ text, onRetry }: PageErrorProps): ReactElement {
  const strings = useStrings();
  return (
    <div data-part="page-error" role="alert">
      <span>{strings(text)}</span>
      <Button size="small" icon="retry" onClick={onRetry}>
        {strings("error.again")}
      </Button>
    </div>
  );
}
