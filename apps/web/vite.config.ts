import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

// In development the API, the realtime socket and the configuration come from the server of `npm start`.
const server = "http://localhost:8800";

export default defineConfig({
  plugins: [react()],
  server: {
    proxy: {
      "/v1": server,
      "/config.json": server,
      "/connection": { target: server, ws: true },
    },
  },
  build: { target: "es2023", assetsInlineLimit: 0 },
});
