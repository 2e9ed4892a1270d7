// Preloaded into the launcher, the engine and the dashboard: when the process above is killed without
// a chance to stop them, its end of this channel closes, and they stop as they would on SIGTERM.
process.on("disconnect", () => process.kill(process.pid, "SIGTERM"));
process.channel?.unref();
