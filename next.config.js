/** @type {import("next").NextConfig} */
const config = {
  // Headers are set by our own server (lib/dashboard): Next's are frozen at build and cannot know ports.
  poweredByHeader: false,
  // A second build beside the one that is being served, e.g. while somebody develops.
  distDir: process.env["TRAINYARD_DIST_DIR"] ?? ".next",
  reactStrictMode: true,
  skipTrailingSlashRedirect: true,
  typescript: { ignoreBuildErrors: false },
  serverExternalPackages: ["re2js"],
};

export default config;
