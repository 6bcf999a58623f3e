// What must not be reachable at run time, however many files away. Types are erased here, unlike in rooms.config.cjs.
const { options } = require("./rooms.config.cjs");

/** @type {import("dependency-cruiser").IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: "no-zod-in-browsers",
      comment:
        "The client checks nothing at run time: zod would triple its size. Import types with `import type`, and values from files of the contract that do not reach zod.",
      severity: "error",
      from: {
        path: "^(packages/(client|react)/src|apps/web/src)/",
        pathNot: "\\.(test|stories)\\.tsx?$",
      },
      to: { path: "^node_modules/zod/", reachable: true },
    },
  ],
  options: { ...options, tsPreCompilationDeps: false },
};
