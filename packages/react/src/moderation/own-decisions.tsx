import { useState, type ReactElement } from "react";
import { AsyncView } from "../loading/async-view.tsx";
import { useWhen } from "../previews/use-when.ts";
import { Button } from "../primitives/button.tsx";
import { EmptyState } from "../primitives/empty-state.tsx";
import { useChatState } from "../provider/use-chat-state.ts";
import { useStrings } from "../strings/use-strings.ts";
import { AppealDialog } from "./appeal-dialog.tsx";
import { useOwnDecisions, type OwnDecision } from "./use-own-decisions.ts";

/** What moderators decided about the viewer's doings, and how an appeal stands. */
export function OwnDecisions(): ReactElement {
  const strings = useStrings();
  const list = useOwnDecisions();
  const [appealing, setAppealing] = useState<OwnDecision | null>(null);
  return (
    <>
      <AsyncView
        of={list}
        isEmpty={list.items.length === 0}
        empty={
          <EmptyState
            icon="check"
            title={strings("moderation.noDecisions")}
            text={strings("moderation.noDecisionsText")}
          />
        }
      >
        <ul data-natter="decisions" aria-label={strings("moderation.decisions")}>
          {list.items.map((decision) => (
            <li key={decision.id}>
              <Decision decision={decision} onAppeal={() => setAppealing(decision)} />
            </li>
          ))}
        </ul>
      </AsyncView>
      {appealing && (
        <AppealDialog
          onSubmit={(text) => list.appeal(appealing.id, text)}
          onClose={() => setAppealing(null)}
        />
      )}
    </>
  );
}

type DecisionProps = { readonly decision: OwnDecision; readonly onAppeal: () => void };

function Decision({ decision, onAppeal }: DecisionProps): ReactElement {
  const strings = useStrings();
  const when = useWhen();
  const { action, note, cid, createdAt, undoneAt, appeal } = decision;
  const place = useChatState((state) =>
    cid === null ? undefined : state.channels[cid]?.channel?.title,
  );
  return (
    <>
      <div data-part="words">
        <strong>{strings(`moderation.done.${action}`)}</strong>
        <small>{[place, when.day(createdAt)].filter(Boolean).join(" · ")}</small>
        {note !== "" && <p dir="auto">{note}</p>}
        {undoneAt !== null && <small>{strings("moderation.undone")}</small>}
        {appeal !== null && <small>{strings(`moderation.appeal.${appeal}`)}</small>}
      </div>
      {appeal === null && undoneAt === null && (
        <Button size="small" onClick={onAppeal}>
          {strings("moderation.appeal")}
        </Button>
      )}
    </>
  );
}
