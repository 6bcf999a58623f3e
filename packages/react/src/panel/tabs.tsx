import { useId, useRef, type KeyboardEvent, type ReactElement, type ReactNode } from "react";

export type Tab<Id extends string> = {
  readonly id: Id;
  readonly label: string;
  /** Beside the label, for example a count. */
  readonly badge?: ReactNode;
};

export type TabsProps<Id extends string> = {
  readonly label: string;
  readonly tabs: readonly Tab<Id>[];
  readonly active: Id;
  readonly onChange: (id: Id) => void;
  /** What the active tab shows. */
  readonly children: ReactNode;
};

/** Tabs by the book: one stop, arrows choose, and the panel belongs to the tab. */
export function Tabs<Id extends string>(props: TabsProps<Id>): ReactElement {
  const { label, tabs, active, onChange, children } = props;
  const id = useId();
  const list = useRef<HTMLDivElement>(null);
  const onKeyDown = (event: KeyboardEvent) => {
    const at = tabs.findIndex((tab) => tab.id === active);
    const isRtl = list.current !== null && getComputedStyle(list.current).direction === "rtl";
    const forward = isRtl ? -1 : 1;
    const to = {
      ArrowRight: at + forward,
      ArrowLeft: at - forward,
      Home: 0,
      End: tabs.length - 1,
    }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    const next = tabs[(to + tabs.length) % tabs.length];
    if (!next) return;
    onChange(next.id);
    document.getElementById(`${id}-${next.id}`)?.focus();
  };
  return (
    <div data-natter="tabs">
      <div ref={list} role="tablist" aria-label={label} data-part="list" onKeyDown={onKeyDown}>
        {tabs.map((tab) => (
          <button
            key={tab.id}
            id={`${id}-${tab.id}`}
            type="button"
            role="tab"
            data-part="tab"
            aria-selected={tab.id === active}
            aria-controls={`${id}-panel`}
            tabIndex={tab.id === active ? 0 : -1}
            onClick={() => onChange(tab.id)}
          >
            {tab.label}
            {tab.badge}
          </button>
        ))}
      </div>
      <div
        id={`${id}-panel`}
        role="tabpanel"
        data-part="panel"
        aria-labelledby={`${id}-${active}`}
        tabIndex={-1}
      >
        {children}
      </div>
    </div>
  );
}
