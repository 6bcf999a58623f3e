import { useEffect, useRef, useState, type FormEvent, type ReactElement } from "react";
import { Field } from "../forms/field.tsx";
import { useTask } from "../loading/use-task.ts";
import { Button } from "../primitives/button.tsx";
import { useStrings } from "../strings/use-strings.ts";
import { useCopy } from "../primitives/use-copy.ts";
import type { InvitesState } from "./use-invites.ts";

export type InviteMakerProps = Pick<InvitesState, "create"> & {
  readonly inviteUrl: (code: string) => string;
  /** Makes a link of the usual kind at once, as for a dialog that is opened for nothing else. */
  readonly atOnce?: boolean;
};

const day = 86_400;
const lives = { hour: 3_600, day, week: 7 * day, month: 30 * day, forever: null } as const;
const uses = [null, 1, 5, 10, 25, 100];

/** Makes an invite link that is good for a time and a number of people, and offers it for copying. */
export function InviteMaker(props: InviteMakerProps): ReactElement {
  const { create, inviteUrl, atOnce = false } = props;
  const strings = useStrings();
  const copy = useCopy();
  const { run, busy, error } = useTask();
  const [link, setLink] = useState<string | null>(null);
  // The keys of `lives` are the spans of its own type.
  const names = Object.keys(lives) as (keyof typeof lives)[];
  const formRef = useRef<HTMLFormElement>(null);
  const isStarted = useRef(false);
  useEffect(() => {
    if (!atOnce || isStarted.current) return;
    isStarted.current = true;
    formRef.current?.requestSubmit();
  }, [atOnce]);
  const make = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const life = names.find((one) => one === form.get("life")) ?? "week";
    const most = Number(form.get("uses"));
    await run(async () => {
      const invite = await create({
        expiresInSeconds: lives[life],
        maxUses: most === 0 ? null : most,
      });
      setLink(inviteUrl(invite.code));
    });
  };
  return (
    <form ref={formRef} data-natter="invite-maker" onSubmit={(event) => void make(event)}>
      <div data-part="options">
        <Field label={strings("invite.life")}>
          <select name="life" defaultValue="week">
            {names.map((one) => (
              <option key={one} value={one}>
                {strings(`duration.${one}`)}
              </option>
            ))}
          </select>
        </Field>
        <Field label={strings("invite.uses")}>
          <select name="uses" defaultValue="">
            {uses.map((one) => (
              <option key={one} value={one ?? ""}>
                {one === null
                  ? strings("invite.anyNumber")
                  : strings("invite.people", { count: one })}
              </option>
            ))}
          </select>
        </Field>
      </div>
      {link === null ? (
        <>
          {error !== null && (
            <p data-natter="form-error" role="alert">
              {error}
            </p>
          )}
          <Button type="submit" variant="primary" icon="link" busy={busy}>
            {strings("invite.make")}
          </Button>
        </>
      ) : (
        <>
          <Field label={strings("invite.link")} hint={strings("invite.linkHint")}>
            <input readOnly value={link} dir="ltr" onFocus={(event) => event.target.select()} />
          </Field>
          <div data-part="footer">
            <Button type="submit" busy={busy}>
              {strings("invite.another")}
            </Button>
            <Button
              variant="primary"
              icon="copy"
              autoFocus
              onClick={() => copy(link, strings("invite.copied"))}
            >
              {strings("invite.copy")}
            </Button>
          </div>
        </>
      )}
    </form>
  );
}
