import { Capability, type ChannelState } from "./capabilities.ts";
import { roles } from "./roles.ts";

/** As what somebody stands before a channel; the roles that count differ with it. */
export const grantScopes = ["direct", "group", "space", "visitor", "public"] as const;
/**
 * `direct`, `group`, `space`: a member of a channel of that kind, by role. `visitor`: somebody of the space who has not
 * joined a channel that all of it can read, by role in the space. `public`: anybody else of the app, by who they are.
 */
export type GrantScope = (typeof grantScopes)[number];

/** Who calls, for those without any role: a user of the app, a guest user, or a reader without a name. */
export const callerClasses = ["user", "guest", "anonymous"] as const;
export type CallerClass = (typeof callerClasses)[number];

/** The roles of each scope. */
export const scopeRoles = {
  direct: roles,
  group: roles,
  space: roles,
  visitor: roles,
  public: callerClasses,
} as const satisfies Record<GrantScope, readonly string[]>;

/** What each role of each scope may do. A role that is not there may do nothing. */
export type ChannelGrants = {
  readonly [Scope in GrantScope]: {
    readonly [Name in (typeof scopeRoles)[Scope][number]]?: readonly Capability[];
  };
};

/**
 * The permissions of every channel type, before an app changes them. A letter is a role: Owner, Admin, Moderator, member,
 * guest; in the last column user, guest, anonymous. Who has no letter is refused; so is what has no line.
 */
const grantTable = `
                     direct   group    space    visitor  public
read                 OAMmg    OAMmg    OAMmg    OAMmg    -
see-history          OAMmg    OAMmg    OAMmg    OAMmg    -
join                 -        -        -        OAMm     -
leave                -        OAMmg    OAMmg    -        -
send                 OAMmg    OAMmg    OAMmg    OAMm     -
send-reply           OAMmg    OAMmg    OAMmg    OAMm     -
react                OAMmg    OAMmg    OAMmg    OAMm     -
quote                OAMmg    OAMmg    OAMmg    OAMm     -
mention-all          -        OAMm     OAMm     OAMm     -
create-poll          OAMm     OAMm     OAMm     OAMm     -
vote                 OAMmg    OAMmg    OAMmg    OAMm     -
upload               OAMmg    OAMmg    OAMmg    OAMm     -
schedule             OAMm     OAMm     OAMm     OAMm     -
edit-own             OAMmg    OAMmg    OAMmg    -        -
delete-own           OAMmg    OAMmg    OAMmg    -        -
edit-any             -        -        -        -        -
delete-any           -        OAM      OAM      OAM      -
hard-delete          -        O        OA       OA       -
pin                  OAMmg    OAMm     OAMm     OAM      -
send-typing          OAMmg    OAMmg    OAMmg    OAMm     -
read-receipts        OAMmg    OAMmg    OAMmg    -        -
update-channel       -        OA       OA       OA       -
freeze               -        OA       OA       OA       -
write-frozen         -        OA       OA       OA       -
slow-mode            -        OAM      OAM      OAM      -
truncate             -        O        OA       OA       -
delete-channel       -        O        OA       OA       -
manage-members       -        OAM      OAM      OAM      -
manage-roles         -        OAM      OAM      OAM      -
transfer-ownership   -        O        O        O        -
ban                  -        OAM      OAM      OAM      -
moderate             -        OAM      OAM      OAM      -
`;

/**
 * What remains possible in a state, for whoever may do it at all: the initial of the state stands in the line. Frozen:
 * nothing new is written, but by those who may `write-frozen`. Banned and muted: the person reads on, and writes
 * nothing. Archived: the channel is kept for reading. Deleted: nothing.
 */
const stateTable = `
                     frozen  banned  muted  archived  deleted
read                 f       b       m      a         -
see-history          f       b       m      a         -
join                 f       -       m      -         -
leave                f       b       m      a         -
delete-own           f       -       m      -         -
delete-any           f       -       m      a         -
hard-delete          f       -       m      a         -
pin                  f       -       -      -         -
read-receipts        f       b       m      a         -
update-channel       f       -       -      a         -
freeze               f       -       -      -         -
write-frozen         f       -       -      -         -
slow-mode            f       -       -      -         -
truncate             f       -       -      a         -
delete-channel       f       -       -      a         -
manage-members       f       -       -      a         -
manage-roles         f       -       -      a         -
transfer-ownership   f       -       -      a         -
ban                  f       -       -      a         -
moderate             f       -       -      a         -
`;

const letters: Record<GrantScope, Record<string, string>> = {
  direct: memberLetters(),
  group: memberLetters(),
  space: memberLetters(),
  visitor: memberLetters(),
  public: { u: "user", g: "guest", a: "anonymous" },
};

/** The permissions that hold where an app has not changed them. */
export const defaultGrants: ChannelGrants = readGrants();

/** What is still possible in each state. */
export const stateAllows: Readonly<Record<ChannelState, readonly Capability[]>> = readStates();

function memberLetters(): Record<string, string> {
  return { O: "owner", A: "admin", M: "moderator", m: "member", g: "guest" };
}

function readGrants(): ChannelGrants {
  const grants = Object.fromEntries(
    grantScopes.map((scope) => [
      scope,
      Object.fromEntries(scopeRoles[scope].map((role): [string, Capability[]] => [role, []])),
    ]),
  ) as Record<GrantScope, Record<string, Capability[]>>; // one entry for each scope
  for (const { capability, cells } of linesOf(grantTable)) {
    for (const [index, scope] of grantScopes.entries()) {
      for (const letter of lettersOf(cells[index])) {
        const role = letters[scope][letter];
        if (role === undefined) throw new Error(`No role ${letter} in ${scope} ${capability}.`);
        grants[scope][role]?.push(capability);
      }
    }
  }
  return grants;
}

function readStates(): Record<ChannelState, Capability[]> {
  const states: [ChannelState, string][] = [
    ["frozen", "f"],
    ["banned", "b"],
    ["muted", "m"],
    ["archived", "a"],
    ["deleted", "d"],
  ];
  const lines = linesOf(stateTable);
  return Object.fromEntries(
    states.map(([state, letter], index) => [
      state,
      lines.filter(({ cells }) => cells[index] === letter).map(({ capability }) => capability),
    ]),
  ) as Record<ChannelState, Capability[]>; // one entry for each state
}

function linesOf(table: string): { capability: Capability; cells: string[] }[] {
  return table
    .trim()
    .split("\n")
    .slice(1)
    .map((line) => {
      const [capability, ...cells] = line.trim().split(/\s+/);
      return { capability: Capability.parse(capability), cells };
    });
}

function lettersOf(cell: string | undefined): string[] {
  return cell === undefined || cell === "-" ? [] : [...cell];
}
