import { useContext, type ReactElement } from "react";
import { useStrings, WordingContext } from "../strings/use-strings.ts";
import { dayLabel } from "../time/day-label.ts";
import type { MessageRow } from "./message-rows.ts";

export type StickyDateProps = {
  readonly rows: readonly MessageRow<{ readonly createdAt: Date }>[];
  /** The row at the top of the view. */
  readonly topIndex: number;
};

/** Which day a reader of the history has come to. Screen readers have the separators for that. */
export function StickyDate({ rows, topIndex }: StickyDateProps): ReactElement | null {
  const say = useStrings();
  const { locale } = useContext(WordingContext);
  const row = rows[topIndex];
  if (row?.type !== "message") return null;
  const date = row.message.createdAt;
  return (
    <div data-natter="sticky-date" aria-hidden="true">
      {dayLabel(date, new Date(), { say, ...(locale ? { locale } : {}) })}
    </div>
  );
}
