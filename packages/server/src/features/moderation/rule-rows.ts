import type { ModerationSettings, RuleAction, RuleConfig, Surface } from "@natter/contract";
import { and, asc, eq, gt } from "drizzle-orm";
import type { Tx } from "../../core/transact.ts";
import { moderationRules, moderationSettings } from "./rule-table.ts";

export type RuleRow = {
  readonly id: string;
  readonly name: string;
  readonly action: RuleAction;
  readonly enabled: boolean;
  readonly surfaces: readonly Surface[];
  readonly channelTypes: readonly string[];
  readonly config: RuleConfig;
  readonly createdAt: Date;
  readonly updatedAt: Date;
};

/** An app has at most so many rules. */
export const mostRules = 100;

type Stored = typeof moderationRules.$inferSelect;

/** Rules of the app by ascending id, after one. */
export async function pageOfRules(
  tx: Tx,
  { after, limit }: { after: string | null; limit: number },
): Promise<RuleRow[]> {
  const rows = await tx.db
    .select()
    .from(moderationRules)
    .where(
      and(
        eq(moderationRules.appId, tx.appId),
        after === null ? undefined : gt(moderationRules.id, after),
      ),
    )
    .orderBy(asc(moderationRules.id))
    .limit(limit);
  return rows.map(ruleOf);
}

/** One rule, locked until the transaction ends; null for none. */
export async function lockRule(tx: Tx, id: string): Promise<RuleRow | null> {
  const [row] = await tx.db
    .select()
    .from(moderationRules)
    .where(and(eq(moderationRules.appId, tx.appId), eq(moderationRules.id, id)))
    .for("update");
  return row ? ruleOf(row) : null;
}

/** Writes a rule in the place of the one with its id. */
export async function saveRule(tx: Tx, row: RuleRow): Promise<void> {
  const values = {
    ...row,
    appId: tx.appId,
    kind: row.config.kind,
    surfaces: [...row.surfaces],
    channelTypes: [...row.channelTypes],
  };
  await tx.db
    .insert(moderationRules)
    .values(values)
    .onConflictDoUpdate({
      target: [moderationRules.appId, moderationRules.id],
      set: values,
    });
}

/** Deletes a rule; false when there was none. */
export async function deleteRule(tx: Tx, id: string): Promise<boolean> {
  const gone = await tx.db
    .delete(moderationRules)
    .where(and(eq(moderationRules.appId, tx.appId), eq(moderationRules.id, id)))
    .returning({ id: moderationRules.id });
  return gone.length > 0;
}

/** What holds where an app has set nothing. */
const defaultSettings: ModerationSettings = { failureMode: "open", modelCallsPerDay: 10_000 };

/** The app's settings. */
export async function readSettings(tx: Tx): Promise<ModerationSettings> {
  const [row] = await tx.db
    .select()
    .from(moderationSettings)
    .where(eq(moderationSettings.appId, tx.appId));
  if (!row) return defaultSettings;
  const { failureMode, modelCallsPerDay } = row;
  return { failureMode: failureMode as ModerationSettings["failureMode"], modelCallsPerDay }; // a check of the table
}

/** Writes the app's settings. */
export async function saveSettings(tx: Tx, settings: ModerationSettings): Promise<void> {
  const values = { appId: tx.appId, ...settings, updatedAt: tx.now };
  await tx.db
    .insert(moderationSettings)
    .values(values)
    .onConflictDoUpdate({ target: moderationSettings.appId, set: values });
}

function ruleOf({ appId: _app, kind: _kind, ...row }: Stored): RuleRow {
  // Action and surfaces were parsed when they came in.
  return { ...row, action: row.action as RuleAction, surfaces: row.surfaces as Surface[] };
}
