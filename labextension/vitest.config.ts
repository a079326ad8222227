import { defineConfig } from "vitest/config";

export default defineConfig({
  define: { __PYLQ_BUILD__: JSON.stringify("test") },
  test: {
    environment: "jsdom",
    // Testing Library takes its components down after each test only where `afterEach` is a global.
    globals: true,
    include: ["src/**/*.test.{ts,tsx}", "tests/**/*.test.{ts,tsx}"],
    setupFiles: ["@testing-library/jest-dom/vitest"],
  },
});
