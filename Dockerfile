# docker build -t marque .
FROM rust:1.95-bookworm AS build
# Node brings wasm-opt, which halves what browsers receive.
RUN apt-get update \
 && apt-get install -y --no-install-recommends npm \
 && rm -rf /var/lib/apt/lists/* \
 && rustup target add wasm32-unknown-unknown
WORKDIR /src
COPY . .
# Both folders outlive the build, so that the next one compiles only what changed.
RUN --mount=type=cache,target=/usr/local/cargo/registry \
    --mount=type=cache,target=/src/target \
    cargo xtask dist

FROM debian:bookworm-slim
# For TLS to mail servers and the database.
RUN apt-get update \
 && apt-get install -y --no-install-recommends ca-certificates \
 && rm -rf /var/lib/apt/lists/* \
 && useradd --system --uid 10001 --home-dir /data --create-home marque
COPY --from=build /src/dist/marque /usr/local/bin/marque
USER marque
VOLUME /data
ENV MARQUE_ADDR=0.0.0.0:3000 MARQUE_DATA_DIR=/data
EXPOSE 3000
ENTRYPOINT ["marque"]
CMD ["serve"]
