// Who may import whom (dependency-cruiser). A rule's comment is what a person reads when it is broken: it names the cure.

const SERVER = "^packages/server/src";
/** Tests and what serves only them may look into every room. */
const TEST =
  "(\\.(test|scenarios|stories|fixture|bench)\\.[cm]?tsx?$|/tests/|/\\.storybook/|/conformance\\.ts$|/test-[^/]+\\.ts$)";

/** @type {import("dependency-cruiser").IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: "no-ghosts",
      comment:
        "The import does not resolve. Correct the path, or list the package in the manifest and install it.",
      severity: "error",
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: "no-circles",
      comment:
        "Two files that need each other are one thing or three: join them, or move what both need into a third.",
      severity: "error",
      from: { pathNot: TEST },
      to: { circular: true, viaOnly: { dependencyTypesNot: ["type-only"] } },
    },
    {
      name: "contract-knows-nobody",
      comment: "The contract is what everybody may import: it imports zod and itself only.",
      severity: "error",
      from: { path: "^packages/contract/src", pathNot: TEST },
      to: { pathNot: ["^packages/contract/src", "^node_modules/zod"] },
    },
    {
      name: "client-never-server",
      comment:
        "What runs in a browser never imports what runs on a server. Share through the contract.",
      severity: "error",
      from: { path: "^(packages/(client|react|crypto|contract)|apps)/", pathNot: TEST },
      to: { path: "^packages/(server|hub|cli|testing)/" },
    },
    {
      name: "hub-stands-alone",
      comment: "The hub knows nothing of chat: it imports no other package of ours.",
      severity: "error",
      from: { path: "^packages/hub/" },
      to: { path: "^(packages/(?!hub/)|apps/)" },
    },
    {
      name: "hub-behind-its-door",
      comment:
        "The engine speaks to a realtime door, not to the hub. Import the hub in adapters/realtime only.",
      severity: "error",
      from: { path: SERVER, pathNot: [`${SERVER}/adapters/realtime/`, TEST] },
      to: { path: "^packages/hub/" },
    },
    {
      name: "react-knows-only-the-client",
      comment: "Components take values and call the client. Ask the client for what is missing.",
      severity: "error",
      from: { path: "^packages/react/src", pathNot: TEST },
      to: { path: "^(packages/(?!react/|client/|contract/)|apps/)" },
    },
    {
      name: "client-knows-no-react",
      comment:
        "The client serves any framework, and none. Move what needs React into packages/react.",
      severity: "error",
      from: { path: "^packages/(client|contract|crypto)/", pathNot: TEST },
      to: { path: "^node_modules/(@types/)?react(-dom)?/" },
    },
    {
      name: "no-node-builtins-in-browsers",
      comment: "What runs in a browser cannot import Node's own modules.",
      severity: "error",
      from: { path: "^(packages/(client|contract|crypto|react)|apps/[^/]+)/src", pathNot: TEST },
      to: { dependencyTypes: ["core"] },
    },
    {
      name: "no-node-in-engine",
      comment:
        "The engine runs wherever JavaScript runs. Put what needs Node into adapters/ or node/ and pass it in.",
      severity: "error",
      from: {
        path: SERVER,
        pathNot: [`${SERVER}/(adapters|node)/`, `${SERVER}/config\\.ts$`, TEST],
      },
      to: { dependencyTypes: ["core"], dependencyTypesNot: ["type-only"] },
    },
    {
      name: "nobody-enters-node",
      comment:
        "node/ puts the program together; nothing below it imports it. Take what you need as an argument.",
      severity: "error",
      from: { path: `${SERVER}/(core|features|http|adapters)/`, pathNot: TEST },
      to: { path: [`${SERVER}/node/`, `${SERVER}/config\\.ts$`] },
    },
    {
      name: "core-below-features",
      comment:
        "core serves every feature and knows none. Pass the feature's part in, or move the code into the feature.",
      severity: "error",
      from: { path: `${SERVER}/core/`, pathNot: TEST },
      to: { path: `${SERVER}/(features|http)/` },
    },
    {
      name: "features-below-http",
      comment: "A feature answers a call and knows no HTTP: move what it needs into core.",
      severity: "error",
      from: { path: `${SERVER}/features/[^/]+/`, pathNot: TEST },
      to: { path: `${SERVER}/http/` },
    },
    {
      name: "doors-hold-one-thing",
      comment:
        "An adapter turns one vendor into one port. It knows no core, no feature and no other door.",
      severity: "error",
      from: { path: `${SERVER}/adapters/([^/]+)/`, pathNot: TEST },
      to: {
        path: [`${SERVER}/(core|features|http)/`, `${SERVER}/adapters/[^/]+/`],
        pathNot: `${SERVER}/adapters/$1/`,
      },
    },
    {
      name: "ports-not-vendors",
      comment:
        "Import the door's port.ts; which vendor stands behind it is decided where the server is created.",
      severity: "error",
      from: { path: `${SERVER}/(core|features|http)/`, pathNot: TEST },
      to: { path: `${SERVER}/adapters/`, pathNot: "/port\\.ts$" },
    },
    {
      name: "knock-before-entering",
      comment:
        "A room is entered by its public.ts only. Export what you need there, if it is to be public.",
      severity: "error",
      from: { path: `${SERVER}/features/([^/]+)/`, pathNot: TEST },
      to: {
        path: `${SERVER}/features/[^/]+/`,
        pathNot: [`${SERVER}/features/$1/`, "/public\\.ts$"],
      },
    },
    {
      name: "rooms-show-two-doors",
      comment:
        "Outside features/, a room is known by its feature.ts (to hang it up) and its public.ts (to call it).",
      severity: "error",
      from: { path: SERVER, pathNot: [`${SERVER}/features/`, TEST] },
      to: { path: `${SERVER}/features/[^/]+/`, pathNot: "/(feature|public)\\.ts$" },
    },
    {
      name: "tables-stay-at-home",
      comment:
        "A table is imported by its own room only. Ask the room that owns it, through its public.ts.",
      severity: "error",
      from: {
        path: `${SERVER}/(features/[^/]+|core|http|adapters|node)/`, // One statement writes a send, over two rooms' tables: decisions/0001.
        pathNot: [TEST, `${SERVER}/features/messages/send-statement\\.ts$`],
      },
      to: { path: "-table\\.ts$", pathNot: `${SERVER}/$1/` },
    },
    {
      name: "policy-is-pure",
      comment:
        "A policy takes values and decides. It imports the contract, core/errors and other policies only.",
      severity: "error",
      from: { path: "-policy\\.ts$" },
      to: {
        pathNot: [
          "^packages/contract/",
          `${SERVER}/core/(chat-)?errors?\\.ts$`,
          "-(policy|permissions)\\.ts$",
        ],
        dependencyTypesNot: ["type-only"],
      },
    },
    {
      name: "cli-uses-the-api",
      comment:
        "The command line tool uses the public API like any other program: contract and client only.",
      severity: "error",
      from: { path: "^packages/cli/", pathNot: TEST },
      to: { path: "^(packages/(?!cli/|contract/|client/)|apps/)" },
    },
    {
      name: "no-test-in-product",
      comment:
        "What is shipped never imports a test or the testing package. Move what both need out of the test.",
      severity: "error",
      from: { path: "^(packages/(?!testing/)|apps/)", pathNot: TEST },
      to: { path: [TEST, "^packages/testing/"] },
    },
  ],
  options: {
    doNotFollow: { path: ["node_modules"] },
    exclude: { path: "(^|/)dist/" },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "require", "node", "default", "types"],
      extensions: [".ts", ".tsx", ".mjs", ".js", ".cjs", ".json"],
    },
    skipAnalysisNotInRules: true,
  },
};
