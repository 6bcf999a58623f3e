import type { Channel } from "@natter/client";
import { useEffect, useRef, type ReactElement, type ReactNode, type RefObject } from "react";
import { Popover } from "../primitives/popover.tsx";
import { useStrings } from "../strings/use-strings.ts";
import { UserCard } from "./user-card.tsx";

export type UserPopoverProps = {
  readonly userId: string;
  /** What it opens beside. */
  readonly anchor: RefObject<HTMLElement | null>;
  readonly onClose: () => void;
  /** Goes to a channel, for example the direct one. */
  readonly onOpenChannel?: ((channel: Channel) => void) | undefined;
  /** More that can be done, for example by who runs a channel. */
  readonly children?: ReactNode;
};

/** Who somebody is, beside what was pressed. */
export function UserPopover(props: UserPopoverProps): ReactElement {
  const { userId, anchor, onClose, onOpenChannel, children } = props;
  const strings = useStrings();
  const ref = useRef<HTMLDivElement>(null);
  useEffect(() => {
    ref.current?.focus();
  }, []);
  return (
    <Popover anchor={anchor} onClose={onClose}>
      <div
        ref={ref}
        data-natter="user-popover"
        role="dialog"
        aria-label={strings("profile.title")}
        tabIndex={-1}
      >
        <UserCard
          userId={userId}
          onOpenChannel={(channel) => {
            onClose();
            onOpenChannel?.(channel);
          }}
        />
        {children}
      </div>
    </Popover>
  );
}
