import { useContext, type ReactElement } from "react";
import { useStrings, WordingContext } from "../strings/use-strings.ts";
import type { PollState } from "./use-poll.ts";

/** How a poll is meant: how many may be chosen, who learns of it, until when. */
export function PollTerms({ state }: { readonly state: PollState }): ReactElement {
  const { poll, isClosed } = state;
  const strings = useStrings();
  const { locale } = useContext(WordingContext);
  const terms = [
    poll.maxVotes === 1
      ? strings("poll.single")
      : strings("poll.multiple", { count: poll.maxVotes }),
    ...(poll.anonymous ? [strings("poll.anonymous")] : []),
    ...(isClosed ? [strings("poll.closed")] : []),
    ...(!isClosed && poll.closesAt !== null
      ? [
          strings("poll.closes", {
            time: poll.closesAt.toLocaleString(locale, { dateStyle: "medium", timeStyle: "short" }),
          }),
        ]
      : []),
  ];
  return <p data-part="terms">{terms.join(" · ")}</p>;
}
