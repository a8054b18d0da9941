// Imported first, for its effect: everything after it may use what Node 20.19 has.
const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);

if (major < 20 || (major === 20 && minor < 19)) {
  console.error(
    `error: Node ${process.versions.node} is too old: Tastemaker needs Node 20.19 or newer (22 and 24 work too).\n` +
      "Get one at https://nodejs.org or with your version manager, then run this again.",
  );
  process.exit(1);
}
