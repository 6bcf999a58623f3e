# Natter in a container: built from this checkout, run by a user without rights, with its data under /data.
FROM node:24.11.1-bookworm-slim AS build
WORKDIR /natter
COPY . .
RUN npm ci --ignore-scripts --no-audit --no-fund \
 && node --input-type=module --eval "await (await import('./scripts/build-web.mjs')).ensureWebApp()" \
 && npm prune --ignore-scripts --omit=dev --no-audit --no-fund

FROM node:24.11.1-bookworm-slim
ENV NODE_ENV=production HOST=0.0.0.0 PORT=8800 NATTER_DATA_DIR=/data
RUN groupadd --gid 10001 natter \
 && useradd --uid 10001 --gid natter --home-dir /data --shell /usr/sbin/nologin natter \
 && install --directory --owner=natter --group=natter --mode=0700 /data
WORKDIR /natter
COPY --from=build --chown=root:root /natter/package.json ./
COPY --from=build --chown=root:root /natter/node_modules ./node_modules
COPY --from=build --chown=root:root /natter/packages ./packages
COPY --from=build --chown=root:root /natter/apps/web/dist ./apps/web/dist
USER 10001:10001
VOLUME /data
EXPOSE 8800
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s --retries=3 \
  CMD ["node", "--eval", "fetch('http://127.0.0.1:8800/healthz').then(({ok}) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "packages/server/src/node/main.ts"]
