import { useEffect, useState, type ReactElement } from "react";
import { MessagePreview } from "../previews/message-preview.tsx";
import { useWhen } from "../previews/use-when.ts";
import { Button } from "../primitives/button.tsx";
import type { IconName } from "../primitives/icon.tsx";
import { useUsers } from "../people/use-users.ts";
import { useChatState } from "../provider/use-chat-state.ts";
import { useStrings } from "../strings/use-strings.ts";
import { decisionsFor, type QuickDecision } from "./quick-decision.ts";
import type { QueueDecision, QueueItem } from "./use-moderation-queue.ts";
import { useQueueItem } from "./use-queue-item.ts";
import { reportReasons } from "./use-report.ts";

export type QueueCardProps = {
  readonly item: QueueItem;
  readonly isCurrent: boolean;
  readonly onFocus: () => void;
  /** Told which reason is chosen, for decisions by key. */
  readonly onReason: (reason: QueueDecision["reason"]) => void;
  readonly onDecide: (decision: QuickDecision, reason: QueueDecision["reason"]) => void;
  readonly onOpen?: (() => void) | undefined;
};

const looks: Readonly<
  Record<
    QuickDecision,
    {
      readonly icon: IconName;
      readonly variant: "secondary" | "danger";
      readonly key: string | null;
    }
  >
> = {
  approve: { icon: "check", variant: "secondary", key: "A" },
  delete: { icon: "trash", variant: "danger", key: "D" },
  warn: { icon: "alert", variant: "secondary", key: null },
  ban: { icon: "ban", variant: "danger", key: "B" },
};

/** One thing that waits for a decision; the current one shows what was said around it, the reports, and the buttons. */
export function QueueCard(props: QueueCardProps): ReactElement {
  const { item, isCurrent, onFocus, onReason, onDecide, onOpen } = props;
  const strings = useStrings();
  const when = useWhen();
  const title = useChatState((state) =>
    item.cid === null ? undefined : state.channels[item.cid]?.channel?.title,
  );
  const [known] = useUsers(item.userId === null ? [] : [item.userId]);
  const author = item.userId === null ? null : (known?.name ?? strings("message.unknownSender"));
  return (
    <article
      data-natter="queue-card"
      data-item={item.id}
      data-current={isCurrent ? "" : undefined}
      tabIndex={isCurrent ? 0 : -1}
      aria-current={isCurrent ? "true" : undefined}
      aria-label={[author, item.excerpt].filter(Boolean).join(": ")}
      onFocus={onFocus}
    >
      <header>
        <span data-part="what">
          {strings(`moderation.subject.${item.subject.type}`)}
          {title !== undefined && <bdi> · {title}</bdi>}
        </span>
        <span data-part="count">
          {item.source === "automation"
            ? strings("moderation.byRule")
            : strings("moderation.reports", { count: item.reportCount })}
        </span>
        <time dateTime={item.createdAt.toISOString()} title={when.full(item.createdAt)}>
          {when.relative(item.createdAt)}
        </time>
      </header>
      {isCurrent ? (
        <CurrentItem
          item={item}
          author={author}
          onReason={onReason}
          onDecide={onDecide}
          onOpen={onOpen}
        />
      ) : (
        <blockquote dir="auto">
          <strong>{author}</strong> {item.excerpt}
        </blockquote>
      )}
    </article>
  );
}

type CurrentItemProps = Pick<QueueCardProps, "item" | "onReason" | "onDecide" | "onOpen"> & {
  readonly author: string | null;
};

function CurrentItem(props: CurrentItemProps): ReactElement {
  const { item, author, onReason, onDecide, onOpen } = props;
  const strings = useStrings();
  const { data, status, reload } = useQueueItem(item);
  const reported = data?.reports[0]?.reason;
  const [chosen, setChosen] = useState<QueueDecision["reason"] | null>(null);
  const reason = chosen ?? reported ?? "other";
  useEffect(() => onReason(reason), [reason, onReason]);
  const context = data?.context ?? [];
  return (
    <>
      {context.length > 0 ? (
        <ol data-part="context" aria-label={strings("moderation.context")}>
          {context.map((message) => (
            <li key={message.id} data-subject={message.id === item.subject.id ? "" : undefined}>
              <MessagePreview message={message} />
            </li>
          ))}
        </ol>
      ) : (
        <blockquote dir="auto">
          <strong>{author}</strong> {item.excerpt}
        </blockquote>
      )}
      {status === "error" && (
        <p data-part="problem" role="alert">
          {strings("moderation.detailsError")}{" "}
          <Button size="small" icon="retry" onClick={reload}>
            {strings("error.again")}
          </Button>
        </p>
      )}
      {data && data.reports.length > 0 && (
        <ul data-part="reports">
          {data.reports.map((report) => (
            <li key={report.id}>
              <strong>{strings(`moderation.reason.${report.reason}`)}</strong>{" "}
              {report.text !== "" && <span dir="auto">{report.text}</span>}
            </li>
          ))}
        </ul>
      )}
      <div data-part="decide">
        <select
          aria-label={strings("moderation.why")}
          value={reason}
          onChange={(event) =>
            setChosen(reportReasons.find((one) => one === event.target.value) ?? null)
          }
        >
          {reportReasons.map((one) => (
            <option key={one} value={one}>
              {strings(`moderation.reason.${one}`)}
            </option>
          ))}
        </select>
        {decisionsFor(item).map((decision) => (
          <Button
            key={decision}
            size="small"
            icon={looks[decision].icon}
            variant={looks[decision].variant}
            aria-keyshortcuts={looks[decision].key ?? undefined}
            onClick={() => onDecide(decision, reason)}
          >
            {strings(`moderation.decide.${decision}`)}
          </Button>
        ))}
        {onOpen && item.subject.type === "message" && (
          <Button size="small" variant="ghost" onClick={onOpen}>
            {strings("moderation.open")}
          </Button>
        )}
      </div>
    </>
  );
}
