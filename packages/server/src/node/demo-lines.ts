/** One line of the demo's conversations. `key` names it for quotes and reactions. */
export type DemoLine = {
  readonly channel: "general" | "ideas" | "direct";
  readonly from: "ada" | "bob";
  readonly minutesAgo: number;
  readonly text: string;
  readonly key?: string;
  readonly quotes?: string;
  readonly reactions?: readonly { readonly type: string; readonly from: "ada" | "bob" }[];
};

type Talk = readonly [
  from: "ada" | "bob",
  text: string,
  extra?: Pick<DemoLine, "key" | "quotes" | "reactions">,
];

const yesterdayMorning: readonly Talk[] = [
  ["ada", "Welcome to the Demo space! This is #general."],
  ["bob", "Nice and quiet in here. I like it."],
  ["ada", "Not for long 🙂", { key: "quiet", reactions: [{ type: "😄", from: "bob" }] }],
  ["bob", "What are we building first?"],
  [
    "ada",
    "A chat that people can put into their own product. Their server, their data, their rules.",
    {
      key: "pitch",
      reactions: [
        { type: "❤️", from: "bob" },
        { type: "🚀", from: "bob" },
        { type: "🚀", from: "ada" },
      ],
    },
  ],
  ["bob", "And it has to keep working on a train."],
  ["ada", "Especially on a train."],
  [
    "bob",
    "I read the old code last night. Three places that count unread messages, three different numbers.",
  ],
  ["ada", "One function, then. The same on the server and in the browser.", { key: "one" }],
  ["bob", "Agreed.", { quotes: "one" }],
  ["ada", "I will write the rule down before anybody writes the code."],
  ["bob", "Messages that are not mine, not deleted, newer than what I have read."],
  [
    "ada",
    "And newer than when you joined. Nobody wants a badge of four thousand on the first day.",
  ],
  ["bob", "True 😅"],
  ["ada", "Lunch?"],
  ["bob", "Ten minutes. I want to see this test go green first."],
  ["bob", "It went green."],
  ["ada", "Suspicious. Break it once, to be sure.", { reactions: [{ type: "👍", from: "bob" }] }],
  ["bob", "Broke it, it went red, put it back. Lunch!"],
];

const yesterdayAfternoon: readonly Talk[] = [
  [
    "ada",
    "Back. I tried the phone layout: one pane at a time, and the back button does what you think.",
  ],
  ["bob", "Does the list keep its place when the keyboard opens?"],
  ["ada", "It does now."],
  ["bob", "I pulled the network cable in the middle of a send."],
  ["ada", "And?"],
  [
    "bob",
    "The message waited with a little clock, and went out when I plugged it in again. Once.",
    { key: "once", reactions: [{ type: "🎉", from: "ada" }] },
  ],
  ["ada", "Once is exactly the right number of times.", { quotes: "once" }],
  ["bob", "Dark mode looks good too. The links were hard to read, I made them a bit lighter."],
  ["ada", "Thank you, I kept squinting at those."],
  ["bob", "How do people get in? I only see our two names."],
  ["ada", "An invite link. Open the space's menu, copy it, send it to anyone you like."],
  ["bob", "And if somebody guesses the address of a private channel?"],
  ["ada", "They get the same page as for one that does not exist."],
  ["bob", "Good. Calling it a day. See you tomorrow!"],
  ["ada", "See you 👋"],
];

const ideas: readonly Talk[] = [
  ["bob", "Opening this one so that we do not lose things in #general."],
  [
    "ada",
    "First idea: press the up arrow in an empty box to edit your last message.",
    { key: "arrow", reactions: [{ type: "👍", from: "bob" }] },
  ],
  ["bob", "My fingers do that already.", { quotes: "arrow" }],
  ["bob", "Second: click a quoted line and jump to where it was said."],
  ["ada", "With a short highlight, so that you see where you landed."],
  ["bob", "Third: the tab's title shows how much is unread."],
  [
    "ada",
    "Fourth: nothing ever moves under your mouse when a message arrives.",
    { reactions: [{ type: "💯", from: "bob" }] },
  ],
  ["bob", "That is not an idea, that is a promise."],
  ["ada", "Then it goes on the list of promises."],
  ["bob", "We have a list of promises?"],
  ["ada", "We do now."],
  ["bob", "Polls. I want polls. For lunch."],
  [
    "ada",
    "Later. For now, a 🍕 reaction on this message is a vote.",
    {
      reactions: [
        { type: "🍕", from: "bob" },
        { type: "🍕", from: "ada" },
      ],
    },
  ],
];

const direct: readonly Talk[] = [
  ["ada", "Hi Bob, this is just between us two."],
  ["bob", "So nobody else sees it?"],
  ["ada", "Only you and I are members, and there is only one such channel for the two of us."],
  ["bob", "What do the two ticks mean?"],
  ["ada", "One: the server has it. Two: it reached you. Coloured: you read it."],
  ["bob", "Then you know that I read this at once. No excuses left."],
  ["ada", "None 🙂", { reactions: [{ type: "😂", from: "bob" }] }],
  ["bob", "Are you coming to the meetup on Thursday?"],
  ["ada", "Yes! I will bring the stickers."],
  ["bob", "I will bring the bug reports."],
  ["ada", "Of course you will."],
];

/** About sixty messages of two days, oldest first in each channel. */
export const demoLines: readonly DemoLine[] = [
  ...spread("general", yesterdayMorning, 29 * 60, 2),
  ...spread("general", yesterdayAfternoon, 25 * 60, 3),
  ...spread("ideas", ideas, 7 * 60, 4),
  ...spread("direct", direct, 95, 2),
];

function spread(
  channel: DemoLine["channel"],
  talk: readonly Talk[],
  firstMinutesAgo: number,
  apart: number,
): DemoLine[] {
  return talk.map(([from, text, extra], index) => ({
    channel,
    from,
    text,
    minutesAgo: firstMinutesAgo - index * apart,
    ...extra,
    key: extra?.key ?? `${channel}-${firstMinutesAgo}-${index}`,
  }));
}
