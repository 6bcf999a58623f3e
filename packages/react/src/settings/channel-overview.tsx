import type { FormEvent, ReactElement } from "react";
import { useChannelState } from "../channels/use-channel-state.ts";
import { Field, FormError } from "../forms/field.tsx";
import { useTask } from "../loading/use-task.ts";
import { useWhen } from "../previews/use-when.ts";
import { Button } from "../primitives/button.tsx";
import { useToast } from "../primitives/toaster.tsx";
import { useStrings } from "../strings/use-strings.ts";
import { useChannelActions, useTopic } from "./use-channel-actions.ts";

const mostTopicCharacters = 250;

/** A channel's name, topic and picture; to be read by everybody, to be changed by who may. */
export function ChannelOverview({ cid }: { readonly cid: string }): ReactElement | null {
  const strings = useStrings();
  const toast = useToast();
  const when = useWhen();
  const { channel, can } = useChannelState(cid);
  const topic = useTopic(cid);
  const { update, setTopic } = useChannelActions(cid);
  const { run, busy, error } = useTask();
  if (!channel) return null;
  const canChange = can("update-channel");

  const save = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const text = (name: string) => String(form.get(name) ?? "").trim();
    const saved = await run(async () => {
      const image = text("image") === "" ? null : text("image");
      const name = text("name");
      await update({
        ...(name === "" || name === channel.name ? {} : { name }),
        ...(channel.kind === "space" ? {} : { image }),
      });
      if (text("topic") !== (topic ?? "")) await setTopic(text("topic"));
    });
    if (saved) toast(strings("settings.saved"));
  };

  return (
    <form data-natter="form" onSubmit={(event) => void save(event)}>
      <Field label={strings("settings.name")}>
        <input
          name="name"
          defaultValue={channel.name ?? ""}
          placeholder={channel.title}
          required={channel.kind === "space"}
          readOnly={!canChange}
          maxLength={100}
          autoComplete="off"
        />
      </Field>
      <Field label={strings("settings.topic")} hint={strings("settings.topicHint")}>
        <textarea
          name="topic"
          defaultValue={topic ?? ""}
          readOnly={!canChange}
          maxLength={mostTopicCharacters}
          rows={2}
          dir="auto"
        />
      </Field>
      {channel.kind === "group" && (
        <Field label={strings("settings.image")}>
          <input
            name="image"
            type="url"
            defaultValue={channel.image ?? ""}
            readOnly={!canChange}
            placeholder="https://…"
          />
        </Field>
      )}
      <dl data-part="facts">
        {channel.kind === "space" && (
          <>
            <dt>{strings("settings.visibility")}</dt>
            <dd>{strings(`settings.visibility.${channel.visibility}`)}</dd>
          </>
        )}
        <dt>{strings("settings.members")}</dt>
        <dd>{strings("channel.members", { count: channel.memberCount })}</dd>
        <dt>{strings("settings.created")}</dt>
        <dd>{when.full(channel.createdAt)}</dd>
      </dl>
      <FormError error={error} />
      {canChange && (
        <div data-part="footer">
          <Button type="submit" variant="primary" busy={busy}>
            {strings("form.save")}
          </Button>
        </div>
      )}
    </form>
  );
}
