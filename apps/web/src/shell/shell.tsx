import { ConnectionBanner } from "@natter/react";
import type { ReactElement, ReactNode } from "react";
import { SpaceRail } from "../spaces/space-rail.tsx";
import "./shell.css";

export type ShellProps = {
  /** Which pane a phone shows, where only one fits. */
  readonly pane: "list" | "main";
  readonly sidebar: ReactNode;
  readonly children: ReactNode;
};

/** The frame of the app: spaces, the list of the chosen one, and the page itself. */
export function Shell({ pane, sidebar, children }: ShellProps): ReactElement {
  return (
    <div className="shell" data-pane={pane} data-bare={sidebar === null ? "" : undefined}>
      <ConnectionBanner />
      <div className="shell-panes">
        <SpaceRail />
        {sidebar !== null && <div className="sidebar">{sidebar}</div>}
        <main className="main-pane" tabIndex={-1}>
          {children}
        </main>
      </div>
    </div>
  );
}
