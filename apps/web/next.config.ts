import type { NextConfig } from "next";

const config: NextConfig = {
  poweredByHeader: false,
  reactStrictMode: true,
  // `src` is type-checked by `pnpm typecheck`; checking it again here would double the time of a build.
  typescript: { ignoreBuildErrors: true },
};

export default config;
