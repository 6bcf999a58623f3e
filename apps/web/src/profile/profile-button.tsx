import { Avatar, useConnection, useCurrentUser } from "@natter/react";
import { useState, type ReactElement } from "react";
import { ProfileDialog } from "./profile-dialog.tsx";

/** The viewer's own picture, which opens their profile. */
export function ProfileButton(): ReactElement | null {
  const me = useCurrentUser();
  const { isConnected } = useConnection();
  const [open, setOpen] = useState(false);
  if (!me) return null;
  return (
    <>
      <button
        type="button"
        className="rail-profile"
        aria-label={`${me.name}: profile and settings`}
        title={me.name}
        onClick={() => setOpen(true)}
      >
        <Avatar id={me.id} image={me.image} size="2.375rem" online={isConnected} />
      </button>
      {open && <ProfileDialog user={me} onClose={() => setOpen(false)} />}
    </>
  );
}
