// npm run test:python: ruff, mypy and pytest over the container.
import { bootstrap } from "./launcher/bootstrap.mjs";

await bootstrap(import.meta.url, async () => {
  const [{ SUITES }, { testWith }] = await Promise.all([
    import("./suites/suites.mjs"),
    import("./suites/main.mjs"),
  ]);
  return () => testWith(SUITES.filter((suite) => suite.cwd === "container"));
});
