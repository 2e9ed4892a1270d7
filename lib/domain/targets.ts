/** The target that is the engine on this machine; every other one is `<profile>-<region>`. */
export const LOCAL_TARGET = "local";
