/** @type {import("next").NextConfig} */
const config = {
  // Headers are set by our own server (lib/dashboard): Next's are frozen at build and cannot know ports.
  poweredByHeader: false,
  reactStrictMode: true,
  skipTrailingSlashRedirect: true,
  typescript: { ignoreBuildErrors: false },
  serverExternalPackages: ["re2js"],
};

export default config;
