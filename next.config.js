/** @type {import("next").NextConfig} */
const config = {
  // Headers are set by our own server (lib/dashboard): Next's are frozen at build and cannot know ports.
  poweredByHeader: false,
  // A second build beside the one that is being served, e.g. while somebody develops.
  distDir: process.env["TRAINYARD_DIST_DIR"] ?? ".next",
  reactStrictMode: true,
  // Pages show no pictures from anywhere: without this, /_next/image fetches addresses for whoever asks.
  images: { unoptimized: true },
  skipTrailingSlashRedirect: true,
  // `npm run types` checks them, tests and engine included; a person's first start need not wait for that.
  typescript: { ignoreBuildErrors: true },
  serverExternalPackages: ["re2js"],
};

export default config;
