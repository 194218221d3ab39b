import { svelte } from "@sveltejs/vite-plugin-svelte";
import { svelteTesting } from "@testing-library/svelte/vite";
import { defineConfig } from "vitest/config";
import { icons } from "./icons.ts";

// Two builds: `dist` speaks to the desktop shell; `dist-browser` (mode `browser`) speaks HTTP to the
// tests' server. Nothing is inlined into the page: the policy allows only scripts, styles and
// fonts of the application itself.
export default defineConfig(({ mode }) => ({
  plugins: [icons(), svelte(), svelteTesting()],
  define: { __BACKEND__: JSON.stringify(mode === "browser" ? "http" : "tauri") },
  build: {
    outDir: mode === "browser" ? "dist-browser" : "dist",
    emptyOutDir: true,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    target: ["es2022", "safari16", "chrome110"],
    chunkSizeWarningLimit: 900,
  },
  css: { lightningcss: { errorRecovery: true } },
  server: { port: 5173, strictPort: true },
  test: {
    environment: "jsdom",
    include: ["tests/**/*.test.ts"],
  },
}));
