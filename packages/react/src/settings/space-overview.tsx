import type { FormEvent, ReactElement } from "react";
import { SwitchField } from "../forms/choice-field.tsx";
import { Field } from "../forms/field.tsx";
import { useAttempt, useTask } from "../loading/use-task.ts";
import { Button } from "../primitives/button.tsx";
import { useToast } from "../primitives/toaster.tsx";
import { useStrings } from "../strings/use-strings.ts";
import { useSpace } from "./use-space.ts";

/** A space's name, and whether anybody may join it. */
export function SpaceOverview({ spaceId }: { readonly spaceId: string }): ReactElement | null {
  const strings = useStrings();
  const toast = useToast();
  const attempt = useAttempt();
  const { space, may, update } = useSpace(spaceId);
  const { run, busy, error } = useTask();
  if (!space) return null;
  const canChange = may("rename");
  const save = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const name = String(new FormData(event.currentTarget).get("name") ?? "").trim();
    if (await run(() => update({ name }))) toast(strings("settings.saved"));
  };
  return (
    <form data-natter="form" onSubmit={(event) => void save(event)}>
      <Field label={strings("settings.name")} error={error}>
        <input
          name="name"
          defaultValue={space.name}
          required
          readOnly={!canChange}
          maxLength={100}
          autoComplete="off"
        />
      </Field>
      {canChange && (
        <>
          <div data-part="footer">
            <Button type="submit" variant="primary" busy={busy}>
              {strings("form.save")}
            </Button>
          </div>
          <SwitchField
            label={strings("space.open")}
            hint={strings("space.openText")}
            checked={space.joinPolicy === "open"}
            onChange={(open) =>
              void attempt(() => update({ joinPolicy: open ? "open" : "invite" }))
            }
          />
        </>
      )}
    </form>
  );
}
