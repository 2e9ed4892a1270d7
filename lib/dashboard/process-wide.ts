/**
 * The one place where objects live that a Node process must have exactly once: clients, the live
 * hub, the registry of open streams. Next compiles pages, route handlers and this server into
 * separate module graphs, so a module-level constant would exist once in each of them.
 */
const HOME = Symbol.for("trainyard.process-wide");

type Home = Map<string, unknown>;

function home(): Home {
  const holder = globalThis as { [HOME]?: Home };
  holder[HOME] ??= new Map();
  return holder[HOME];
}

/**
 * The process's only value under `key`, made by `create` when it is first asked for.
 * The caller owns the key and therefore the type: use each key in one module only.
 */
export function processWide<T>(key: string, create: () => T): T {
  const values = home();
  if (!values.has(key)) values.set(key, create());
  return values.get(key) as T;
}
