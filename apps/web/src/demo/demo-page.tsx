import { Avatar, Button } from "@natter/react";
import { useEffect, useState, type ReactElement } from "react";
import { Link } from "wouter";
import { paths } from "../app/paths.ts";
import { Logo } from "../brand/logo.tsx";
import { twoPanes, useMediaQuery } from "../shell/use-media-query.ts";
import { ThemeSwitch } from "../theme/theme-switch.tsx";
import { useWords } from "../words/language-provider.tsx";
import "./demo.css";

const seats = [
  { id: "ada", name: "Ada" },
  { id: "bob", name: "Bob" },
] as const;

type Seat = (typeof seats)[number]["id"];

/** The live demo: two people's screens side by side, on a phone one at a time. */
export function DemoPage(): ReactElement {
  const w = useWords();
  const wide = useMediaQuery(twoPanes);
  const [shown, setShown] = useState<Seat>("ada");
  useEffect(() => {
    document.title = "Live demo · Natter";
  }, []);
  return (
    <div className="demo">
      <header className="demo-header">
        <div className="demo-bar">
          <Logo />
          <ThemeSwitch compact />
          <Link href={paths.home} data-natter="button" data-variant="secondary" data-size="small">
            {w("demo.use")}
          </Link>
        </div>
        <div className="demo-words">
          <h1>{w("demo.title")}</h1>
          <p>{w("demo.lead")}</p>
        </div>
        {!wide && (
          <div className="demo-tabs" role="group" aria-label={w("demo.whose")}>
            {seats.map((seat) => (
              <Button
                key={seat.id}
                variant="ghost"
                aria-pressed={shown === seat.id}
                onClick={() => setShown(seat.id)}
              >
                <Avatar id={seat.id} size="1.5rem" />
                {seat.name}
              </Button>
            ))}
          </div>
        )}
      </header>
      <main className="demo-seats">
        {seats.map((seat) => (
          <figure
            key={seat.id}
            className="demo-seat"
            data-hidden={wide || shown === seat.id ? undefined : ""}
          >
            {wide && (
              <figcaption>
                <Avatar id={seat.id} size="1.5rem" />
                {seat.name}
              </figcaption>
            )}
            {/* oxlint-disable-next-line react/iframe-missing-sandbox -- the framed page is this very app */}
            <iframe
              src={`/demo/as/${seat.id}`}
              title={w("demo.seat", { name: seat.name })}
              allow="clipboard-write"
            />
          </figure>
        ))}
      </main>
    </div>
  );
}
