import type { Phrases } from "../phrase.ts";

export const polls = {
  "poll.single": "Choose one",
  "poll.multiple": {
    one: "Choose {count}",
    other: "Choose up to {count}",
  },
  "poll.anonymous": "Anonymous",
  "poll.closed": "Closed",
  "poll.closes": "Open until {time}",
  "poll.share": "{count} of {total}, {percent} %",
  "poll.voters": {
    one: "{count} person voted",
    other: "{count} people voted",
  },
  "poll.votes": {
    one: "{count} vote",
    other: "{count} votes",
  },
  "poll.votersError": "Who voted could not be loaded.",
  "poll.who": "Who voted",
  "poll.close": "Close poll",
  "poll.addOption": "Add an option",
  "poll.newTitle": "Create a poll",
  "poll.question": "Question",
  "poll.options": "Options",
  "poll.option": "Option {number}",
  "poll.removeOption": "Remove option {number}",
  "poll.allowMultiple": "People can choose several",
  "poll.makeAnonymous": "Nobody sees who voted for what",
  "poll.allowOptions": "Others can add options",
  "poll.closesAt": "Closes at (optional)",
  "poll.send": "Send poll",
  "poll.problem.question": "Write a question.",
  "poll.problem.options": "Give at least two options.",
  "poll.problem.same": "Two options are the same.",
  "poll.problem.time": "Choose a time that is still to come.",
} as const satisfies Phrases;
