import type { Member } from "@natter/client";
import { useVirtualizer, type VirtualItem } from "@tanstack/react-virtual";
import { useEffect, useRef, useState, type KeyboardEvent, type ReactElement } from "react";
import { slot } from "../components/slot.tsx";
import { SearchField } from "../forms/search-field.tsx";
import { AsyncView } from "../loading/async-view.tsx";
import { EmptyState } from "../primitives/empty-state.tsx";
import { useStrings } from "../strings/use-strings.ts";
import { MemberItem } from "./member-item.tsx";
import type { MemberGroup, MemberRow } from "./member-rows.ts";
import { useMemberList } from "./use-member-list.ts";

export type MemberListProps = {
  readonly cid: string;
  /** Called with the member and the element that was pressed, to open something beside it. */
  readonly onSelect?: (member: Member, anchor: HTMLElement) => void;
  /** With a field to search in; from this many members on when not said. */
  readonly searchFrom?: number;
};

const groupHeight = 36;
const memberHeight = 48;
/** The next page is fetched when this few rows are left. */
const ahead = 20;

/**
 * The members of a channel, in groups by role and by who is there. Only the rows in sight are in the page, however many members
 * there are; the list is one Tab stop, and arrows go from member to member.
 */
export const MemberList = slot("MemberList", DefaultMemberList);

function DefaultMemberList({ cid, onSelect, searchFrom = 10 }: MemberListProps): ReactElement {
  const strings = useStrings();
  const [query, setQuery] = useState("");
  const [stop, setStop] = useState(0);
  const list = useMemberList(cid, query);
  const { rows, members, status, hasMore, loadMore } = list;
  const scroll = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroll.current,
    estimateSize: (index) => (rows[index]?.type === "group" ? groupHeight : memberHeight),
    getItemKey: (index) => {
      const row = rows[index];
      return row?.type === "member" ? row.member.user.id : (row?.group ?? index);
    },
    initialRect: { width: 300, height: 600 },
    overscan: 6,
  });
  const shown = virtual.getVirtualItems();
  const last = shown.at(-1)?.index ?? 0;
  useEffect(() => {
    if (hasMore && status === "ready" && last >= rows.length - ahead) loadMore();
    // `loadMore` is a new function each time; what it depends on is here.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [hasMore, status, last, rows.length]);

  const stops = rows.flatMap((row, index) => (row.type === "member" ? [index] : []));
  const current = stops.includes(stop) ? stop : (stops[0] ?? 0);
  const onKeyDown = (event: KeyboardEvent) => {
    const at = stops.indexOf(current);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: stops.length - 1 }[event.key];
    const next = to === undefined ? undefined : stops[to];
    if (next === undefined) return;
    event.preventDefault();
    setStop(next);
    virtual.scrollToIndex(next);
    // The row may only be there once the list has scrolled.
    requestAnimationFrame(() =>
      scroll.current?.querySelector<HTMLElement>(`[data-index="${next}"] button`)?.focus(),
    );
  };

  return (
    <div data-natter="member-list">
      {(members.length >= searchFrom || query !== "") && (
        <div data-part="tools">
          <SearchField label={strings("members.search")} value={query} onChange={setQuery} />
        </div>
      )}
      <AsyncView
        of={{ status, error: strings("members.error"), reload: loadMore }}
        isEmpty={rows.length === 0}
        empty={<EmptyState icon="people" title={strings("members.none")} />}
      >
        <div ref={scroll} data-part="scroll" onKeyDown={onKeyDown}>
          <div data-part="rows" style={{ blockSize: virtual.getTotalSize() }}>
            {inGroups(shown, rows).map(({ group, heading, items }) => (
              <section key={group} aria-label={strings(`members.group.${group}`)}>
                {heading && (
                  <h3 data-part="group" style={{ transform: `translateY(${heading.start}px)` }}>
                    {strings(`members.group.${group}`)} · {heading.count}
                    {group === "offline" && hasMore ? "+" : ""}
                  </h3>
                )}
                <div role="list">
                  {items.map(({ row, index, key, start }) => (
                    <div
                      key={key}
                      data-index={index}
                      data-part="member"
                      role="listitem"
                      style={{ transform: `translateY(${start}px)` }}
                    >
                      <MemberItem
                        member={row.member}
                        online={row.isOnline}
                        tabIndex={index === current ? 0 : -1}
                        onSelect={onSelect}
                      />
                    </div>
                  ))}
                </div>
              </section>
            ))}
          </div>
        </div>
      </AsyncView>
    </div>
  );
}

type MemberOf<Type extends MemberRow["type"]> = Extract<MemberRow, { readonly type: Type }>;
type Placed = { readonly index: number; readonly key: VirtualItem["key"]; readonly start: number };

/** The rows in sight by their groups. Of a group that begins further up, the heading is not among them. */
type GroupInSight = {
  readonly group: MemberGroup;
  readonly heading: (Pick<Placed, "start"> & { readonly count: number }) | null;
  readonly items: readonly (Placed & { readonly row: MemberOf<"member"> })[];
};

function inGroups(
  shown: readonly VirtualItem[],
  rows: readonly MemberRow[],
): readonly GroupInSight[] {
  const groups = new Map<MemberGroup, GroupInSight>();
  for (const { index, key, start } of shown) {
    const row = rows[index];
    if (!row) continue;
    const known = groups.get(row.group) ?? { group: row.group, heading: null, items: [] };
    groups.set(
      row.group,
      row.type === "group"
        ? { ...known, heading: { start, count: row.count } }
        : { ...known, items: [...known.items, { row, index, key, start }] },
    );
  }
  return [...groups.values()];
}
