// Next.js settings: nothing about where the API is, so that one build serves every installation.
import type { NextConfig } from 'next';

const config: NextConfig = {
  poweredByHeader: false,
  reactStrictMode: true,
  devIndicators: false,
  // Pages a reader opens have no icon in their head, so browsers ask for it by this name.
  rewrites: async () => [{ source: '/favicon.ico', destination: '/icon.svg' }],
  turbopack: { root: new URL('../..', import.meta.url).pathname },
  experimental: {
    optimizePackageImports: [
      '@mantine/core',
      '@mantine/dates',
      '@mantine/form',
      '@mantine/hooks',
      '@mantine/notifications',
      '@mantine/spotlight',
      'lucide-react',
    ],
    // Only for development, where uploads go through proxy.ts; in production the API takes them itself.
    proxyClientMaxBodySize: '1gb',
  },
};

export default config;
