import { useState, type FormEvent, type ReactElement } from "react";
import { Field, FormError } from "../forms/field.tsx";
import { useTask } from "../loading/use-task.ts";
import { Avatar } from "../people/avatar.tsx";
import { Button } from "../primitives/button.tsx";
import { useToast } from "../primitives/toaster.tsx";
import { useChatClient } from "../provider/use-chat-client.ts";
import { useCurrentUser } from "../provider/use-current-user.ts";
import { useStrings } from "../strings/use-strings.ts";
import { PresenceMenu } from "./presence-menu.tsx";
import { statusOf } from "./status-of.ts";

const mostStatusCharacters = 100;

/** The viewer's own name, picture and status, as others see them. */
export function OwnProfile(): ReactElement | null {
  const client = useChatClient();
  const strings = useStrings();
  const toast = useToast();
  const me = useCurrentUser();
  const { run, busy, error } = useTask();
  const [image, setImage] = useState(me?.image ?? "");
  if (me === null) return null;

  const save = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const text = (name: string) => String(form.get(name) ?? "").trim();
    const status = text("status");
    const { status: _old, ...custom } = me.custom;
    const saved = await run(() =>
      client.updateMe({
        name: text("name"),
        image: text("image") === "" ? null : text("image"),
        custom: status === "" ? custom : { ...custom, status },
      }),
    );
    if (saved) toast(strings("profile.saved"));
  };

  return (
    <form data-natter="own-profile" onSubmit={(event) => void save(event)}>
      <div data-part="person">
        <Avatar id={me.id} image={image === "" ? null : image} size="4.5rem" />
        <div>
          <p data-part="name">
            <bdi>{me.name}</bdi>
          </p>
          <p data-part="id">{me.id}</p>
          <PresenceMenu />
        </div>
      </div>
      <Field label={strings("profile.name")} hint={strings("profile.nameHint")}>
        <input name="name" defaultValue={me.name} required maxLength={128} autoComplete="name" />
      </Field>
      <Field label={strings("profile.status")}>
        <input
          name="status"
          defaultValue={statusOf(me) ?? ""}
          maxLength={mostStatusCharacters}
          placeholder={strings("profile.statusHint")}
          autoComplete="off"
        />
      </Field>
      <Field label={strings("profile.image")} hint={strings("profile.imageHint")}>
        <input
          name="image"
          type="url"
          inputMode="url"
          value={image}
          placeholder="https://…"
          autoComplete="off"
          onChange={(event) => setImage(event.target.value)}
        />
      </Field>
      <FormError error={error} />
      <div data-part="footer">
        <Button type="submit" variant="primary" size="small" busy={busy}>
          {strings("form.save")}
        </Button>
      </div>
    </form>
  );
}
