import type { User } from "@natter/client";
import { Avatar, Button, Dialog, useChatClient, useToast } from "@natter/react";
import { useState, type FormEvent, type ReactElement } from "react";
import { useSession } from "../auth/session-context.ts";
import { Field } from "../shell/field.tsx";
import { sentenceOf } from "../shell/sentence-of.ts";
import { ThemeSwitch } from "../theme/theme-switch.tsx";
import "./profile-dialog.css";

export type ProfileDialogProps = { readonly user: User; readonly onClose: () => void };

/** The viewer's name, the theme, and logging out: here, or on every device. */
export function ProfileDialog({ user, onClose }: ProfileDialogProps): ReactElement {
  const client = useChatClient();
  const toast = useToast();
  const [error, setError] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);

  const save = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const name = String(new FormData(event.currentTarget).get("name") ?? "").trim();
    if (name === user.name) return onClose();
    setBusy(true);
    setError(null);
    try {
      await client.updateMe({ name });
      toast("Your name has been changed");
      onClose();
    } catch (failure) {
      setError(sentenceOf(failure));
      setBusy(false);
    }
  };

  return (
    <Dialog title="Profile" onClose={onClose}>
      <div className="profile-person">
        <Avatar id={user.id} image={user.image} size="4.5rem" />
        <div>
          <p className="profile-name">
            <bdi>{user.name}</bdi>
          </p>
          <p className="muted">{user.id}</p>
        </div>
      </div>
      <form className="form" onSubmit={save}>
        <Field label="Name" error={error} hint="This is what others see.">
          <input
            name="name"
            defaultValue={user.name}
            required
            maxLength={128}
            autoComplete="name"
          />
        </Field>
        <div data-part="footer">
          <Button type="submit" variant="primary" size="small" busy={busy}>
            Save name
          </Button>
        </div>
      </form>
      <div className="profile-section">
        <h3>Theme</h3>
        <ThemeSwitch />
      </div>
      <LogOut />
    </Dialog>
  );
}

function LogOut(): ReactElement | null {
  const client = useChatClient();
  const session = useSession();
  const toast = useToast();
  const { account } = session;
  if (account === null) return null;
  const complain = (failure: unknown) => toast(sentenceOf(failure));
  const everywhere = () =>
    client.api("accounts.logoutEverywhere").then(() => session.end("none"), complain);
  return (
    <div className="profile-section">
      <h3>This account</h3>
      <div className="profile-actions">
        <Button size="small" icon="logout" onClick={() => void account.logout().catch(complain)}>
          Log out
        </Button>
        <Button size="small" variant="ghost" onClick={() => void everywhere()}>
          Log out on all devices
        </Button>
      </div>
    </div>
  );
}
