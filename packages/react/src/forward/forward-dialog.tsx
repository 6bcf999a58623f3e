import type { Channel, Message } from "@natter/client";
import { useId, useState, type KeyboardEvent, type ReactElement } from "react";
import { Field } from "../forms/field.tsx";
import { FormDialog } from "../forms/form-dialog.tsx";
import { SearchField } from "../forms/search-field.tsx";
import { MessagePreview } from "../previews/message-preview.tsx";
import { Avatar } from "../people/avatar.tsx";
import { Icon } from "../primitives/icon.tsx";
import { useToast } from "../primitives/toaster.tsx";
import { useStrings } from "../strings/use-strings.ts";
import { useForward } from "./use-forward.ts";
import { slot } from "../components/slot.tsx";

export type ForwardDialogProps = {
  readonly message: Message;
  readonly onClose: () => void;
};

const most = 50;

/** Sends a message on: one or more channels, found as one writes, and a text of one's own. */
export const ForwardDialog = slot("ForwardDialog", DefaultForwardDialog);

function DefaultForwardDialog({ message, onClose }: ForwardDialogProps): ReactElement {
  const strings = useStrings();
  const toast = useToast();
  const listId = useId();
  const [query, setQuery] = useState("");
  const [at, setAt] = useState(0);
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const { channels, forward } = useForward(query);
  const offered = channels.slice(0, most);
  const active = offered[Math.min(at, offered.length - 1)];
  const toggle = ({ cid }: Channel) =>
    setChosen((old) => (old.includes(cid) ? old.filter((one) => one !== cid) : [...old, cid]));
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined) setAt((at + step + offered.length) % Math.max(1, offered.length));
    else if (event.key === "Enter" && active) toggle(active);
    else return;
    event.preventDefault();
  };
  const optionId = (cid: string) => `${listId}-${cid.replaceAll(/\W/gu, "-")}`;
  return (
    <FormDialog
      title={strings("forward.title")}
      submitLabel={strings("forward.send", { count: chosen.length })}
      disabled={chosen.length === 0}
      onSubmit={async (form) => {
        await forward(message.id, chosen, String(form.get("comment") ?? ""));
        toast(strings("forward.done"));
      }}
      onClose={onClose}
    >
      <div data-natter="forward-picker">
        <SearchField
          autoFocus
          role="combobox"
          aria-expanded
          aria-controls={listId}
          aria-activedescendant={active && optionId(active.cid)}
          label={strings("forward.find")}
          value={query}
          onChange={(next) => {
            setQuery(next);
            setAt(0);
          }}
          onKeyDown={onKeyDown}
        />
        <div
          id={listId}
          data-part="options"
          role="listbox"
          aria-multiselectable
          aria-label={strings("forward.to")}
        >
          {offered.map((channel) => (
            <ForwardOption
              key={channel.cid}
              id={optionId(channel.cid)}
              channel={channel}
              isChosen={chosen.includes(channel.cid)}
              isActive={channel === active}
              onToggle={() => toggle(channel)}
            />
          ))}
        </div>
        {offered.length === 0 && <p data-part="none">{strings("forward.none")}</p>}
      </div>
      <div data-part="quote">
        <MessagePreview message={message} />
      </div>
      <Field label={strings("forward.comment")}>
        <input name="comment" maxLength={2_000} autoComplete="off" />
      </Field>
    </FormDialog>
  );
}

type ForwardOptionProps = {
  readonly id: string;
  readonly channel: Channel;
  readonly isChosen: boolean;
  readonly isActive: boolean;
  readonly onToggle: () => void;
};

/** Focus stays in the field, which names the active option; a press chooses it. */
function ForwardOption(props: ForwardOptionProps): ReactElement {
  const { id, channel, isChosen, isActive, onToggle } = props;
  return (
    <button
      id={id}
      type="button"
      role="option"
      tabIndex={-1}
      aria-selected={isChosen}
      data-active={isActive ? "" : undefined}
      onPointerDown={(event) => event.preventDefault()}
      onClick={onToggle}
    >
      <ChannelSign channel={channel} />
      <bdi data-part="name">{channel.title}</bdi>
      {isChosen && <Icon name="check" size={18} />}
    </button>
  );
}

function ChannelSign({ channel }: { readonly channel: Channel }): ReactElement {
  if (channel.kind === "space") {
    return <Icon name={channel.visibility === "private" ? "lock" : "hash"} size={18} />;
  }
  return (
    <Avatar
      id={channel.other?.id ?? channel.cid}
      image={channel.other?.image ?? channel.image}
      size="1.5rem"
    />
  );
}
