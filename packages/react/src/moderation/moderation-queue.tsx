import { useCallback, useRef, useState, type KeyboardEvent, type ReactElement } from "react";
import { AsyncView } from "../loading/async-view.tsx";
import { useAttempt } from "../loading/use-task.ts";
import { Panel } from "../panel/panel.tsx";
import { EmptyState } from "../primitives/empty-state.tsx";
import { useToast } from "../primitives/toaster.tsx";
import { useStrings } from "../strings/use-strings.ts";
import { QueueBanDialog } from "./queue-ban-dialog.tsx";
import { QueueCard } from "./queue-card.tsx";
import { approvalOf, type QuickDecision } from "./quick-decision.ts";
import { useModerationQueue, type QueueDecision, type QueueItem } from "./use-moderation-queue.ts";
import { slot } from "../components/slot.tsx";

export type ModerationQueueProps = {
  /** One channel alone; all that the viewer moderates when not given. */
  readonly cid?: string | undefined;
  /** Goes to the message in question. */
  readonly onOpen?: (item: QueueItem) => void;
  /** Takes the focus when it comes: for a panel that somebody opened. */
  readonly autoFocus?: boolean | undefined;
  readonly onClose?: () => void;
};

const keys: Readonly<Record<string, QuickDecision>> = { a: "approve", d: "delete", b: "ban" };

/**
 * What waits for a moderator, with what was said around it. J and K go down and up, A lets it stand, D deletes, B bans; each
 * decision can be taken back for ten seconds.
 */
export const ModerationQueue = slot("ModerationQueue", DefaultModerationQueue);

function DefaultModerationQueue(props: ModerationQueueProps): ReactElement {
  const { cid, onOpen, onClose, autoFocus } = props;
  const strings = useStrings();
  const attempt = useAttempt();
  const toast = useToast();
  const queue = useModerationQueue(cid);
  const { items } = queue;
  const [chosen, setChosen] = useState<string | null>(null);
  const [banning, setBanning] = useState<QueueItem | null>(null);
  const list = useRef<HTMLUListElement>(null);
  const reason = useRef<QueueDecision["reason"]>("other");
  const holdReason = useCallback((chosenReason: QueueDecision["reason"]) => {
    reason.current = chosenReason;
  }, []);
  const at = Math.max(
    0,
    items.findIndex(({ id }) => id === chosen),
  );
  const current = items[at];

  const go = (to: number) => {
    const next = items[Math.max(0, Math.min(to, items.length - 1))];
    if (!next) return;
    setChosen(next.id);
    list.current?.querySelector<HTMLElement>(`[data-item="${next.id}"]`)?.focus();
  };
  const decide = async (item: QueueItem, decision: QueueDecision) => {
    const next = items[at + 1] ?? items[at - 1];
    await attempt(async () => {
      const made = await queue.decide(item, decision);
      toast(strings(`moderation.decided.${decision.action}`), {
        label: strings("form.undo"),
        run: () => void attempt(() => queue.undo(made)),
      });
      if (next) setChosen(next.id);
      list.current?.querySelector<HTMLElement>(`[data-item="${next?.id}"]`)?.focus();
    });
  };
  const decideQuickly = (item: QueueItem, quick: QuickDecision, why: QueueDecision["reason"]) => {
    if (quick === "ban") return setBanning(item);
    const action = quick === "approve" ? approvalOf(item) : quick;
    void decide(item, { action, reason: why });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const { target } = event;
    const isWriting = target instanceof Element && target.matches("input, select, textarea");
    if (isWriting || event.ctrlKey || event.metaKey || event.altKey || !current) return;
    const key = event.key.toLowerCase();
    const quick = keys[key];
    if (key === "j" || key === "k") go(at + (key === "j" ? 1 : -1));
    else if (quick) decideQuickly(current, quick, reason.current);
    else return;
    event.preventDefault();
  };

  return (
    <Panel
      title={strings("moderation.queue")}
      name="moderation"
      role="region"
      autoFocus={autoFocus}
      onClose={onClose}
    >
      <p data-part="keys">{strings("moderation.keys")}</p>
      <AsyncView
        of={queue}
        isEmpty={items.length === 0}
        empty={
          <EmptyState
            icon="shield"
            title={strings("moderation.queueEmpty")}
            text={strings("moderation.queueEmptyText")}
          />
        }
      >
        <ul
          ref={list}
          data-natter="moderation-queue"
          aria-label={strings("moderation.queue")}
          onKeyDown={onKeyDown}
        >
          {items.map((item) => (
            <li key={item.id}>
              <QueueCard
                item={item}
                isCurrent={item.id === current?.id}
                onFocus={() => setChosen(item.id)}
                onReason={holdReason}
                onDecide={(quick, why) => decideQuickly(item, quick, why)}
                onOpen={onOpen && (() => onOpen(item))}
              />
            </li>
          ))}
        </ul>
      </AsyncView>
      {banning && (
        <QueueBanDialog
          onSubmit={(decision) => decide(banning, decision)}
          onClose={() => setBanning(null)}
        />
      )}
    </Panel>
  );
}
