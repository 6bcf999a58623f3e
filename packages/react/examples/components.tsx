import { Avatar, Components, type AvatarProps } from "@natter/react";
import type { ReactElement, ReactNode } from "react";

/** Inside a replacement the same name is the kit's own. */
function FramedAvatar(props: AvatarProps): ReactElement {
  return (
    <span data-testid="framed">
      <Avatar {...props} />
    </span>
  );
}

export function WithFramedAvatars({ children }: { readonly children: ReactNode }): ReactElement {
  return <Components components={{ Avatar: FramedAvatar }}>{children}</Components>;
}
