const SRC = "^(app|components|lib|scripts|e2e|instrumentation\\.ts)";
const TEST = "\\.test\\.tsx?$|/testing/|^(e2e|bench)/";
/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    { name: "no-circular", severity: "error", from: {}, to: { circular: true } },
    {
      name: "not-to-test",
      severity: "error",
      from: { path: SRC, pathNot: TEST },
      to: { path: TEST },
    },
    {
      name: "domain-is-pure",
      severity: "error",
      comment:
        "lib/domain imports nothing but itself, the words and the linear-time regular expressions",
      from: { path: "^lib/domain/", pathNot: TEST },
      to: { pathNot: "^lib/(domain|words)/|^node_modules/re2js/" },
    },
    {
      name: "words-are-pure",
      severity: "error",
      comment:
        "the catalogue of what the pages say is importable from everywhere, so it imports nothing",
      from: { path: "^lib/words/", pathNot: TEST },
      to: { pathNot: "^lib/words/" },
    },
    {
      name: "contracts-are-isomorphic",
      severity: "error",
      from: { path: "^lib/contracts/", pathNot: TEST },
      to: { pathNot: "^lib/(contracts|domain)/|^node_modules/zod/" },
    },
    {
      name: "sdk-only-in-lib-aws",
      severity: "error",
      comment: "the process around Next only reads the shared AWS configuration with it",
      from: {
        path: SRC,
        pathNot: `^(lib/(aws|engine)|scripts)/|^lib/dashboard/configured-endpoints\\.ts$|${TEST}`,
      },
      to: { path: "^node_modules/(@aws-sdk|@smithy)/" },
    },
    {
      name: "engine-takes-schemas-in-protocol-only",
      severity: "error",
      from: { path: "^lib/engine/", pathNot: `^lib/engine/protocol/|${TEST}` },
      to: { path: "^node_modules/(@aws-sdk|@smithy)/", dependencyTypesNot: ["type-only"] },
    },
    {
      name: "aws-only-from-server",
      severity: "error",
      from: { path: SRC, pathNot: `^lib/(aws|server)/|${TEST}` },
      to: { path: "^lib/aws/" },
    },
    {
      name: "lib-never-up",
      severity: "error",
      from: { path: "^lib/" },
      to: { path: "^(app|components)/" },
    },
    {
      name: "components-never-up",
      severity: "error",
      from: { path: "^components/" },
      to: { path: "^app/" },
    },
    {
      name: "client-never-server",
      severity: "error",
      from: { path: "^(components/|lib/client/)", pathNot: TEST },
      to: { path: "^lib/(server|aws|engine|dashboard|env/server)" },
    },
    {
      name: "contracts-load-beside-the-answer",
      severity: "error",
      comment:
        "a page's first load holds no contracts; forms that keep drafts by a schema are loaded lazily",
      from: {
        path: "^(app/\\[target\\]/|components/|lib/client/)",
        pathNot: `^components/(images/register|endpoints/deploy|training-jobs/form|scoring/row)/|^components/layout/(note-(section|form)|view-name-dialog)\\.tsx$|^lib/client/(algorithm-file|upload/unfinished)\\.ts$|${TEST}`,
      },
      to: {
        path: "^lib/contracts/|^node_modules/zod/",
        dependencyTypesNot: ["type-only", "dynamic-import"],
      },
    },
    {
      name: "server-never-client",
      severity: "error",
      from: { path: "^(app/api/|lib/(server|aws)/)" },
      to: { path: "^(components/|lib/client/)" },
    },
    {
      name: "ui-is-domain-agnostic",
      severity: "error",
      from: { path: "^components/(ui|charts)/" },
      to: { path: "^(lib/(client|domain|contracts)/|components/(?!ui/|charts/))" },
    },
    {
      name: "shell-is-feature-free",
      severity: "error",
      from: { path: "^components/layout/" },
      to: { path: "^components/(?!ui/|charts/|layout/)[^/]+/" },
    },
    {
      name: "features-do-not-cross",
      severity: "error",
      from: { path: "^components/(?!ui/|charts/|layout/)([^/]+)/" },
      to: { path: "^components/(?!ui/|charts/|layout/)([^/]+)/", pathNot: "^components/$1/" },
    },
    {
      name: "engine-is-self-contained",
      severity: "error",
      from: { path: "^lib/engine/", pathNot: TEST },
      to: {
        pathNot:
          "^lib/engine/|^node_modules/(zod|tar-stream|re2js|dockerode|ml-matrix|pure-rand|@aws-sdk|@smithy)/",
        dependencyTypesNot: ["core"],
      },
    },
    {
      name: "dashboard-is-self-contained",
      severity: "error",
      comment: "the process around Next runs from its TypeScript sources, without Next's aliases",
      from: { path: "^lib/dashboard/", pathNot: TEST },
      to: {
        pathNot: "^lib/dashboard/|^node_modules/(next|zod|@smithy/core)/",
        dependencyTypesNot: ["core"],
      },
    },
    {
      name: "engine-only-via-its-door",
      severity: "error",
      from: { path: SRC, pathNot: "^lib/engine/" },
      to: { path: "^lib/engine/", pathNot: "^lib/engine/(index\\.ts$|testing/)" },
    },
    {
      name: "engine-started-only-by-entries",
      severity: "error",
      from: { path: SRC, pathNot: `^(lib/engine/|scripts/)|${TEST}` },
      to: { path: "^lib/engine/" },
    },
    {
      name: "docker-only-in-runners",
      severity: "error",
      from: { path: "^lib/engine/", pathNot: "^lib/engine/runners/" },
      to: { path: "^node_modules/dockerode/" },
    },
    {
      name: "engine-services-do-not-cross",
      severity: "error",
      from: { path: "^lib/engine/services/([^/]+)/" },
      to: { path: "^lib/engine/services/", pathNot: "^lib/engine/services/$1/" },
    },
    {
      name: "engine-core-below-services",
      severity: "error",
      from: { path: "^lib/engine/(http|protocol|state|runners)/" },
      to: { path: "^lib/engine/services/" },
    },
    {
      name: "engine-protocol-is-lowest",
      severity: "error",
      from: { path: "^lib/engine/protocol/", pathNot: TEST },
      to: { path: "^lib/engine/(?!protocol/)" },
    },
    {
      name: "operations-do-not-cross",
      severity: "error",
      from: { path: "^lib/engine/services/[^/]+/operations/([^/]+?)(\\.test)?\\.ts$" },
      to: { path: "/operations/", pathNot: "/operations/$1\\.ts$" },
    },
    {
      name: "env-server-readers",
      severity: "error",
      from: {
        path: SRC,
        pathNot: `^lib/(env|aws|server)/|^instrumentation\\.ts$|^scripts/|${TEST}`,
      },
      to: { path: "^lib/env/server" },
    },
    {
      name: "e2e-is-black-box",
      severity: "error",
      from: { path: "^e2e/" },
      to: { path: "^(app|components|lib)/" },
    },
    {
      name: "routes-are-thin",
      severity: "error",
      comment: "pages and handlers reach data only through lib/server",
      from: { path: "^app/" },
      to: { path: "^lib/(aws|engine)/" },
    },
    {
      name: "no-orphans",
      severity: "error",
      from: { orphan: true, path: "^(components|lib)/", pathNot: "\\.d\\.ts$" },
      to: {},
    },
    {
      name: "not-to-dev-dep",
      severity: "error",
      from: { path: "^(app|components|lib)", pathNot: TEST },
      to: { dependencyTypes: ["npm-dev"], dependencyTypesNot: ["type-only"] },
    },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    exclude: { path: "\\.next|next-env" },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "require", "node", "default", "types"],
    },
  },
};
