import type { ReactElement, ReactNode } from "react";
import { slot } from "../components/slot.tsx";
import { Icon, type IconName } from "./icon.tsx";

export type EmptyStateProps = {
  readonly icon: IconName;
  readonly title: string;
  readonly text?: string;
  /** One thing to do about it. */
  readonly children?: ReactNode;
  readonly role?: "alert" | "status";
};

/** Says why there is nothing here, and what can be done. */
export const EmptyState = slot(
  "EmptyState",
  function EmptyState({ icon, title, text, children, role }: EmptyStateProps): ReactElement {
    return (
      <div data-natter="empty-state" role={role}>
        <div data-part="picture">
          <Icon name={icon} size={26} />
        </div>
        <p data-part="title">{title}</p>
        {text && <p data-part="text">{text}</p>}
        {children && <div data-part="actions">{children}</div>}
      </div>
    );
  },
);
