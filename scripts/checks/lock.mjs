const PLATFORMS = ["linux", "darwin", "win32"];

/** The entry npm would find for a dependency of the package at `path`: the nearest node_modules upwards. */
function resolveEntry(packages, path, name) {
  for (let folder = path; ; folder = parentOf(folder)) {
    const entry = packages[`${folder === "" ? "" : `${folder}/`}node_modules/${name}`];
    if (entry || folder === "") return entry;
  }
}

function parentOf(path) {
  const at = path.lastIndexOf("/node_modules/");
  return at < 0 ? "" : path.slice(0, at);
}

/**
 * What is wrong with a lock, in words.
 * @param {Record<string, object>} packages the `packages` member of package-lock.json (version 3)
 * @returns {string[]} empty when nothing is
 */
export function describeLockProblems(packages) {
  return Object.entries(packages).flatMap(([path, entry]) => {
    const label = path || "the project";
    const resolveAll = (names) =>
      Object.keys(names ?? {}).map((name) => [name, resolveEntry(packages, path, name)]);
    const optional = resolveAll(entry.optionalDependencies);
    return [
      ...[...resolveAll(entry.dependencies), ...optional]
        .filter(([, target]) => !target)
        .map(([name]) => `${label} depends on ${name}: not in the lock`),
      ...describeMissingPlatforms(label, optional),
    ];
  });
}

/** A package whose optional dependencies are bound to platforms must have one for each of the three. */
function describeMissingPlatforms(label, found) {
  const systems = found.map(([, target]) => target?.os).filter(Boolean);
  const bound = new Set(systems.flat());
  // One system alone is a helper for that system (fsevents), not a family of native builds.
  if (bound.size < 2) return [];
  return PLATFORMS.filter((platform) => !bound.has(platform)).map(
    (platform) => `${label} has native packages, but none for ${platform}`,
  );
}
