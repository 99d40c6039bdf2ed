# One image for every part; the command chooses which: api, worker, web or migrate.
FROM node:26-bookworm-slim AS build
WORKDIR /app
ENV NEXT_TELEMETRY_DISABLED=1 TURBO_TELEMETRY_DISABLED=1 CHECKPOINT_DISABLE=1
COPY package.json package-lock.json .npmrc turbo.json tsconfig.base.json prisma.config.ts ./
COPY apps apps
COPY packages packages
COPY prisma prisma
COPY scripts scripts
RUN npm ci && npx turbo run build --ui=stream && npm prune --omit=dev

FROM node:26-bookworm-slim
WORKDIR /app
ENV NODE_ENV=production NEXT_TELEMETRY_DISABLED=1
COPY --from=build --chown=node:node /app /app
RUN install -d -o node -g node /data
USER node
VOLUME /data
ENV DOORSTEP_DATA_DIR=/data
CMD ["node", "apps/api/dist/main.js"]
