# syntax=docker/dockerfile:1
# Debian, not Alpine: the database's prebuilt binary (libsql) is the one for glibc.
FROM node:22-bookworm-slim AS base
WORKDIR /app

FROM base AS build
# The packages first: this layer stays while only sources change.
COPY package.json package-lock.json ./
RUN npm ci --no-audit --no-fund
COPY . .
RUN npm run build

FROM base AS packages
COPY package.json package-lock.json ./
RUN npm ci --omit=dev --no-audit --no-fund

FROM base
ENV NODE_ENV=production \
    HOST=0.0.0.0 \
    PORT=3978 \
    DATA_DIR=/data
# Root owns the program, so that the user it runs as cannot change it; the data are that user's.
RUN install -d -o node -g node /data
COPY package.json LICENSE ./
COPY --from=packages /app/node_modules node_modules
COPY corpus corpus
COPY --from=build /app/dist dist
USER node
VOLUME /data
EXPOSE 3978
# Node's own fetch: the slim image has no curl. 503 while the index is built counts as starting.
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/healthz`).then(r => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
# Node itself, not npm: npm would not pass SIGTERM on, and running turns would be cut off.
CMD ["node", "dist/src/server/index.js"]
