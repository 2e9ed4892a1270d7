// Preloaded into what the launcher starts. When the launcher is killed without a chance to stop it, its
// end of the channel between them closes, and the process stops as it would on SIGTERM. The workers
// that such a process forks inherit the preload; they are their own parent's business.
if (process.env.TRAINYARD_PARENT === String(process.ppid)) {
  process.on("disconnect", () => process.kill(process.pid, "SIGTERM"));
  process.channel?.unref();
}
