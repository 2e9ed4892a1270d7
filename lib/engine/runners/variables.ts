/** The machine's environment variables, read once by the engine's configuration. */
export type HostEnvironment = Readonly<Record<string, string | undefined>>;

/**
 * A child's whole environment. Next's types make NODE_ENV mandatory in every ProcessEnv, though
 * Node passes on exactly what it is given; the cast undoes that.
 */
export const asEnvironment = (variables: HostEnvironment): NodeJS.ProcessEnv =>
  variables as NodeJS.ProcessEnv;

/** The variables of this machine whose names match. */
export const pickVariables = (host: HostEnvironment, names: RegExp): HostEnvironment =>
  Object.fromEntries(Object.entries(host).filter(([name]) => names.test(name)));
