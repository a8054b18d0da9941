// Loaded before a child process' own program (`node --import`): when the process that started it is killed, so that
// nobody is left to stop it, the channel between them breaks, and the child ends as if it had been told to.
if (process.channel) {
  process.channel.unref();
  process.once("disconnect", () => {
    process.kill(process.pid, "SIGTERM");
  });
}
