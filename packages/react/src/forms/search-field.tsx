import type { ComponentPropsWithRef, ReactElement } from "react";
import { IconButton } from "../primitives/button.tsx";
import { Icon } from "../primitives/icon.tsx";
import { useStrings } from "../strings/use-strings.ts";

export type SearchFieldProps = Omit<ComponentPropsWithRef<"input">, "type" | "onChange"> & {
  /** Its accessible name. */
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
};

/** A place to write what one looks for, with a button to empty it. */
export function SearchField(props: SearchFieldProps): ReactElement {
  const { label, value, onChange, ...rest } = props;
  const strings = useStrings();
  return (
    <div data-natter="search-field">
      <Icon name="search" size={18} />
      <input
        autoComplete="off"
        spellCheck={false}
        placeholder={label}
        {...rest}
        type="search"
        aria-label={label}
        value={value}
        onChange={(event) => onChange(event.target.value)}
      />
      {value !== "" && (
        <IconButton
          icon="close"
          size="small"
          label={strings("form.empty")}
          onClick={() => onChange("")}
        />
      )}
    </div>
  );
}
