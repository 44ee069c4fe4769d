# The app, and nothing else of this repository: production packages, its sources, no build step.
FROM node:24-slim AS packages
WORKDIR /reins
COPY package.json package-lock.json .npmrc ./
COPY scripts/lean-packages.mjs scripts/
# Packages run nothing while they are installed.
RUN npm ci --omit=dev --ignore-scripts && node scripts/lean-packages.mjs node_modules

FROM node:24-slim
ENV NODE_ENV=production PORT=3000 REINS_DATA=/data
WORKDIR /reins
COPY --from=packages /reins/node_modules node_modules
COPY package.json LICENSE ./
COPY core core
COPY app app
# Everything the app writes is below /data; with --read-only it can write nowhere else.
RUN mkdir /data && chown node:node /data
VOLUME /data
USER node
EXPOSE 3000
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=5s --start-period=30s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/readyz`).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "app/main.ts"]
