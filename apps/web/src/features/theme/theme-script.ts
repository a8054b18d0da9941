/** Where the browser keeps the choice: "light", "dark", or nothing for the system's. */
export const themeKey = "tastemaker-theme";

/** Runs before the first paint, so that a dark page never flashes white. */
export const themeScript = `(() => {
  let choice = null;
  try { choice = localStorage.getItem("${themeKey}"); } catch {}
  const dark = choice === "dark" || (choice !== "light" && matchMedia("(prefers-color-scheme: dark)").matches);
  document.documentElement.classList.toggle("dark", dark);
})();`;
