import { Capability, type ChannelState } from "@natter/contract";

/**
 * Who may do what, as people agreed on it: letters as in the contract's own table, for Owner, Admin, Moderator, member,
 * guest; of the public user, guest, anonymous. The last column names the states in which it goes on: frozen, banned,
 * muted, archived, deleted. Written apart from the product's table, so that a change of that one shows here.
 */
const agreed = `
                     direct  group   space   visitor  live    states
read                 OAMmg   OAMmg   OAMmg   OAMmg    u       fbma
see-history          OAMmg   OAMmg   OAMmg   OAMmg    u       fbma
join                 .       .       .       OAMm     u       fm
leave                .       OAMmg   OAMmg   .        .       fbma
send                 OAMmg   OAMmg   OAMmg   OAMm     .       .
send-reply           OAMmg   OAMmg   OAMmg   OAMm     .       .
react                OAMmg   OAMmg   OAMmg   OAMm     .       .
quote                OAMmg   OAMmg   OAMmg   OAMm     .       .
mention-all          .       OAMm    OAMm    OAMm     .       .
create-poll          OAMm    OAMm    OAMm    OAMm     .       .
vote                 OAMmg   OAMmg   OAMmg   OAMm     .       .
upload               OAMmg   OAMmg   OAMmg   OAMm     .       .
schedule             OAMm    OAMm    OAMm    OAMm     .       .
edit-own             OAMmg   OAMmg   OAMmg   .        .       .
delete-own           OAMmg   OAMmg   OAMmg   .        .       fm
edit-any             .       .       .       .        .       .
delete-any           .       OAM     OAM     OAM      .       fma
hard-delete          .       O       OA      OA       .       fma
pin                  OAMmg   OAMm    OAMm    OAM      .       f
send-typing          OAMmg   OAMmg   OAMmg   OAMm     .       .
read-receipts        OAMmg   OAMmg   OAMmg   .        .       fbma
update-channel       .       OA      OA      OA       .       fa
freeze               .       OA      OA      OA       .       f
write-frozen         .       OA      OA      OA       .       f
slow-mode            .       OAM     OAM     OAM      .       f
truncate             .       O       OA      OA       .       fa
delete-channel       .       O       OA      OA       .       fa
manage-members       .       OAM     OAM     OAM      .       fa
manage-roles         .       OAM     OAM     OAM      .       fa
transfer-ownership   .       O       O       O        .       fa
ban                  .       OAM     OAM     OAM      .       fa
moderate             .       OAM     OAM     OAM      .       fa
`;

const columns = ["direct", "group", "space", "visitor", "live"] as const;
const roleLetters: Record<string, string> = {
  owner: "O",
  admin: "A",
  moderator: "M",
  member: "m",
  guest: "g",
};

/** What differs in livestreams: members of a crowd do not ask, pin or reach everybody; what has no feature nobody does. */
const lessInLivestreams: Partial<Record<Capability, string>> = {
  "mention-all": "OAM",
  "create-poll": "OAM",
  pin: "OAM",
  "send-typing": "",
  "read-receipts": "",
};

const lines = new Map(
  agreed
    .trim()
    .split("\n")
    .slice(1)
    .map((line) => line.trim().split(/\s+/))
    .map(([capability = "", ...cells]) => [capability, cells]),
);

export type Cell = {
  readonly type: string;
  readonly column: (typeof columns)[number];
  readonly role: string;
  readonly states: readonly ChannelState[];
  readonly capability: Capability;
};

/** What was agreed on for one cell. What the table does not name is refused. */
export function isAgreed({ type, column, role, states, capability }: Cell): boolean {
  const cells = lines.get(capability);
  if (!cells || !mayAtAll({ type, column, role, capability }, cells)) return false;
  const mayWriteFrozen = mayAtAll(
    { type, column, role, capability: "write-frozen" },
    lines.get("write-frozen") ?? [],
  );
  const goesOn = cells[columns.length] ?? "";
  return states.every(
    (state) => goesOn.includes(state.slice(0, 1)) || (state === "frozen" && mayWriteFrozen),
  );
}

function mayAtAll(
  { type, column, role, capability }: Omit<Cell, "states">,
  cells: readonly string[],
): boolean {
  if (type === "commerce" && (capability === "create-poll" || capability === "vote")) return false;
  if (column === "live") {
    return type === "livestream" && role === "user" && cells[columns.indexOf("live")] === "u";
  }
  const less = lessInLivestreams[capability];
  const isOff = less === "" && type === "livestream";
  const letters = cells[columns.indexOf(column)] ?? "";
  const inCrowd = type === "livestream" && column === "group" ? (less ?? letters) : letters;
  const letter = roleLetters[role];
  return !isOff && letter !== undefined && inCrowd.includes(letter);
}

const types = ["messaging", "team", "livestream", "commerce"];
const situations: readonly (readonly ChannelState[])[] = [
  [],
  ["frozen"],
  ["banned"],
  ["muted"],
  ["archived"],
  ["deleted"],
  ["frozen", "muted"],
  ["frozen", "archived"],
];

/** Every cell there is: type × standing × role × state × capability. */
export function everyCell(): Cell[] {
  return types.flatMap((type) =>
    columns.flatMap((column) =>
      (column === "live" ? ["user", "guest", "anonymous"] : Object.keys(roleLetters)).flatMap(
        (role) =>
          situations.flatMap((states) =>
            Capability.options.map((capability) => ({ type, column, role, states, capability })),
          ),
      ),
    ),
  );
}
