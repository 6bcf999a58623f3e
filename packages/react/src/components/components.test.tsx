import type { ReactElement, ReactNode } from "react";
import { renderToString } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { Avatar, type AvatarProps } from "../people/avatar.tsx";
import { Button, type ButtonProps } from "../primitives/button.tsx";
import { EmptyState } from "../primitives/empty-state.tsx";
import { Components, useComponents } from "./components.tsx";
import { useMessageText, useMessageType, type MessageData } from "./message-types.ts";

const Initial = ({ id }: AvatarProps) => <b>{id[0]}</b>;
const Framed = (props: AvatarProps) => (
  <figure>
    <Avatar {...props} />
  </figure>
);

describe("components", () => {
  it("replaces a part wherever the kit uses it", () => {
    const Loud = ({ children }: ButtonProps) => <button data-loud="">{children}</button>;
    const html = renderToString(
      <Components components={{ Button: Loud }}>
        <EmptyState icon="alert" title="Nothing">
          <Button>Again</Button>
        </EmptyState>
      </Components>,
    );
    expect(html).toContain('<button data-loud="">Again</button>');
  });

  it("prefers the nearest, name by name", () => {
    const Quiet = ({ children }: ButtonProps) => <i>{children}</i>;
    const html = renderToString(
      <Components components={{ Avatar: Initial, Button: Quiet }}>
        <Components components={{ Avatar: () => <em>near</em> }}>
          <Avatar id="ada" />
          <Button>far</Button>
        </Components>
        <Avatar id="bob" />
      </Components>,
    );
    expect(html).toBe("<em>near</em><i>far</i><b>b</b>");
  });

  it("lets a replacement wrap the kit's own part, and the one further outside", () => {
    const own = renderToString(
      <Components components={{ Avatar: Framed }}>
        <Avatar id="ada" />
      </Components>,
    );
    expect(own).toMatch(/^<figure><span data-natter="avatar"/);
    const outer = renderToString(
      <Components components={{ Avatar: Initial }}>
        <Components components={{ Avatar: Framed }}>
          <Avatar id="ada" />
        </Components>
      </Components>,
    );
    expect(outer).toBe("<figure><b>a</b></figure>");
  });

  it("leaves a part as it is where a replacement is undefined", () => {
    const html = renderToString(
      <Components components={{ Avatar: undefined }}>
        <Avatar id="ada" />
      </Components>,
    );
    expect(html).toContain('data-natter="avatar"');
  });

  it("tells which parts are replaced", () => {
    const Ask = () => (
      <>{Object.entries(useComponents()).map(([name, part]) => name + part?.name)}</>
    );
    const html = renderToString(
      <Components components={{ Avatar: Initial }}>
        <Ask />
      </Components>,
    );
    expect(html).toBe("AvatarInitial");
  });
});

const order: MessageData = {
  text: "An order",
  custom: { type: "order", total: 12 },
  sender: null,
  createdAt: new Date(0),
};

describe("message types", () => {
  const Ask = ({ message }: { readonly message: MessageData }): ReactElement => {
    const text = useMessageText();
    const type = useMessageType(message);
    return <>{`${type ? "own" : "kit"}|${text(message)}|${text(message, "notification")}`}</>;
  };
  const ask = (children: ReactNode) =>
    renderToString(
      <Components
        messageTypes={{
          order: { component: () => <hr />, text: ({ custom }) => `Order of ${custom["total"]}` },
        }}
      >
        {children}
      </Components>,
    );

  it("gives a message its component, its text and its notification", () => {
    expect(ask(<Ask message={order} />)).toBe("own|Order of 12|Order of 12");
    const alert = { order: { component: () => null, text: () => "", notification: () => "New" } };
    expect(
      ask(
        <Components messageTypes={alert}>
          <Ask message={order} />
        </Components>,
      ),
    ).toBe("own||New");
  });

  it("leaves messages of no or an unknown type as they are", () => {
    expect(ask(<Ask message={{ ...order, custom: {} }} />)).toBe("kit|An order|An order");
    expect(ask(<Ask message={{ ...order, custom: { type: "toString" } }} />)).toBe(
      "kit|An order|An order",
    );
  });
});
