#!/usr/bin/env bash
# Real servers for tests: PostgreSQL 15 or newer and an S3 server, both on loopback, on free ports, with data of their own.
#   services.sh start DIR   installs what is missing, starts both, writes DIR/env; does nothing where they already run
#   services.sh stop DIR    ends both by process id and removes their data
# DIR/env exports STRATA_TEST_POSTGRES (a connection string) and STRATA_TEST_S3 (endpoint;access key;secret).
set -euo pipefail

S3RVER_VERSION=3.7.1

say() { echo "services: $*" >&2; }
die() { say "$*"; exit 1; }

as_root() {
    if [ "$(id -u)" = 0 ]; then "$@"; elif command -v sudo >/dev/null; then sudo -n "$@"; else return 1; fi
}

install_packages() {
    command -v apt-get >/dev/null || die "missing: $*. Install them by hand; there is no apt-get here."
    say "installing $*"
    # Debian's package starts a server of its own unless told not to.
    as_root mkdir -p /etc/postgresql-common
    [ -e /etc/postgresql-common/createcluster.conf ] ||
        echo 'create_main_cluster = false' | as_root tee /etc/postgresql-common/createcluster.conf >/dev/null
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends "$@" >&2 || {
        as_root apt-get update -q >&2
        as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends "$@" >&2
    } || die "could not install $*"
}

# The newest PostgreSQL from 15 on.
postgres_bin() {
    local bin best=""
    for bin in /usr/lib/postgresql/*/bin; do
        [ -x "$bin/initdb" ] && [ "$(basename "$(dirname "$bin")")" -ge 15 ] && best="$bin"
    done
    echo "$best"
}

# A port that nobody listens on, below the range that the kernel hands out by itself.
free_port() {
    local port
    while :; do
        port=$((20000 + RANDOM % 12000))
        (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null || { echo "$port"; return; }
    done
}

# PostgreSQL refuses to run as root.
as_postgres() {
    if [ "$(id -u)" = 0 ]; then (cd / && runuser -u postgres -- "$@"); else "$@"; fi
}

alive() { [ -s "$1" ] && kill -0 "$(cat "$1")" 2>/dev/null; }

start_postgres() {
    local state="$1" bin data port password attempt
    alive "$state/postgres.pid" && return
    bin="$(postgres_bin)"
    if [ -z "$bin" ]; then
        install_packages postgresql-15
        bin="$(postgres_bin)"
        [ -n "$bin" ] || die "PostgreSQL 15 was installed, but its initdb was not found"
    fi

    # Outside of DIR: the postgres user must reach it. A short path: it holds the socket.
    data="$(mktemp -d /tmp/strata-pg.XXXXXX)"
    echo "$data" >"$state/postgres.data"
    password="$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')"
    printf '%s' "$password" >"$data/password"
    if [ "$(id -u)" = 0 ]; then chown -R postgres "$data"; fi
    # A locale whose order is not that of the bytes, so that a test sees where SQL relies on one.
    as_postgres "$bin/initdb" -D "$data/db" -U strata --pwfile="$data/password" --auth=scram-sha-256 -E UTF8 \
        --no-locale --locale-provider=icu --icu-locale=en-US --no-sync >"$state/postgres.log" 2>&1 ||
        { cat "$state/postgres.log" >&2; die "initdb failed"; }

    for attempt in 1 2 3; do
        port="$(free_port)"
        # Durability is the product's business here, not the test server's.
        if as_postgres "$bin/pg_ctl" -D "$data/db" -l "$data/log" -w -t 30 -s start -o \
            "-p $port -c listen_addresses=127.0.0.1 -c unix_socket_directories=$data -c fsync=off -c max_connections=200" </dev/null >&2; then
            head -n 1 "$data/db/postmaster.pid" >"$state/postgres.pid"
            echo "export STRATA_TEST_POSTGRES='Host=127.0.0.1;Port=$port;Username=strata;Password=$password;Database=postgres'" >"$state/postgres.env"
            return
        fi
        say "PostgreSQL did not start on port $port (try $attempt)"
    done
    cat "$data/log" >&2
    die "PostgreSQL did not start"
}

start_s3() {
    local state="$1" home port attempt i
    alive "$state/s3.pid" && return
    command -v node >/dev/null && command -v npm >/dev/null || install_packages nodejs npm
    home="${XDG_CACHE_HOME:-$HOME/.cache}/strata-ci/s3rver-$S3RVER_VERSION"
    if [ ! -e "$home/installed" ]; then
        say "installing s3rver $S3RVER_VERSION from npm"
        mkdir -p "$home"
        npm install --prefix "$home" --no-audit --no-fund --loglevel=error "s3rver@$S3RVER_VERSION" >&2 || die "npm could not install s3rver"
        touch "$home/installed"
    fi

    # s3rver makes the tokens of long listings with DES, which OpenSSL 3 keeps apart; older nodes do not know the switch.
    local legacy=()
    node --openssl-legacy-provider -e 0 2>/dev/null && legacy=(--openssl-legacy-provider)
    mkdir -p "$state/s3"
    for attempt in 1 2 3; do
        port="$(free_port)"
        node "${legacy[@]}" "$home/node_modules/s3rver/bin/s3rver.js" -d "$state/s3" -a 127.0.0.1 -p "$port" --no-vhost-buckets --silent \
            </dev/null >"$state/s3.log" 2>&1 &
        echo $! >"$state/s3.pid"
        for ((i = 0; i < 100; i++)); do
            alive "$state/s3.pid" || break
            if (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; then
                echo "export STRATA_TEST_S3='http://127.0.0.1:$port;S3RVER;S3RVER'" >"$state/s3.env"
                return
            fi
            sleep 0.1
        done
        say "s3rver did not start on port $port (try $attempt)"
    done
    cat "$state/s3.log" >&2
    die "s3rver did not start"
}

stop() {
    local state="$1" pid i
    for pid in postgres s3; do
        alive "$state/$pid.pid" || { rm -f "$state/$pid.pid"; continue; }
        # To PostgreSQL, QUIT means to stop at once.
        if [ "$pid" = postgres ]; then kill -QUIT "$(cat "$state/$pid.pid")"; else kill "$(cat "$state/$pid.pid")"; fi
        for ((i = 0; i < 50; i++)); do alive "$state/$pid.pid" || break; sleep 0.1; done
        rm -f "$state/$pid.pid"
    done
    if [ -s "$state/postgres.data" ]; then
        case "$(cat "$state/postgres.data")" in /tmp/strata-pg.*) rm -rf "$(cat "$state/postgres.data")" ;; esac
    fi
    rm -rf "$state"/{env,s3,s3.env,s3.log,postgres.env,postgres.data,postgres.log}
}

[ $# = 2 ] || die "usage: services.sh start|stop DIR"
mkdir -p "$2"
state="$(cd "$2" && pwd)"
case "$1" in
    start)
        # Both installers may need the package manager: one after the other.
        (start_postgres "$state")
        (start_s3 "$state")
        cat "$state/postgres.env" "$state/s3.env" >"$state/env"
        say "PostgreSQL and S3 are up; source $state/env"
        ;;
    stop) stop "$state" ;;
    *) die "usage: services.sh start|stop DIR" ;;
esac
