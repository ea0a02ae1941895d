#!/usr/bin/env bash
# Two gateways on this machine that share their answers. `two-nodes.sh` runs them until Ctrl-C, `two-nodes.sh demo` shows what they do and
# ends; both end what they have started. SERAI_PORTS chooses other ports, SERAI_LAUNCHER another command in place of `./serai run`.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd -P)
root=$(cd "$here/../.." && pwd -P)
launcher=${SERAI_LAUNCHER:-$root/serai run}
# For clients, for administrators, for each other.
read -r client1 client2 admin1 admin2 peer1 peer2 <<<"${SERAI_PORTS:-8080 8090 8081 8091 5701 5702}"
work=$(mktemp -d)
nodes=()

# Kept answers are encrypted by keys that are derived from it: both nodes need the same.
SERAI_PEPPER=${SERAI_PEPPER:-$(head -c 32 /dev/urandom | od -An -tx1 | tr -d ' \n')}
export SERAI_PEPPER

# Each node is a process group of its own: what it has started, such as a build, ends with it.
set -m

finish() {
  local node
  for node in "${nodes[@]}"; do
    kill -- "-$node" 2>/dev/null || true
  done
  wait || true
  rm -rf "$work"
}
trap finish EXIT
trap 'exit 130' INT TERM

# start <number> <port of clients> <port of administrators> <port of the other node>
start() {
  # shellcheck disable=SC2086
  $launcher --routes "$root/routes" --routes "$here" --port "$2" --management-port "$3" \
    --set serai.auth=on --set serai.auth.pepper=env:SERAI_PEPPER --set serai.data="$work/$1" \
    --set serai.cache.patience=5s --set serai.cluster.join="tcp:127.0.0.1:$peer1,127.0.0.1:$peer2" --set serai.cluster.port="$4" \
    >"$work/node$1.log" 2>&1 &
  nodes+=($!)
  local waited=0
  until curl -sf -o "$work/ready" "http://127.0.0.1:$3/readyz"; do
    if ! kill -0 "${nodes[-1]}" 2>/dev/null || [ $((waited += 1)) -gt 3000 ]; then
      cat "$work/node$1.log" >&2
      echo "node $1 did not start" >&2
      exit 1
    fi
    sleep 0.2
  done
  # The first administrator's key. A database of its own for each node spares this example a PostgreSQL, so each has its own key;
  # both keys belong to the tenant `home`.
  grep -o -m1 'serai_[0-9A-Za-z]*' "$work/node$1.log" >"$work/key$1"
}

# ask <port> <key> <body>: what the cache has done.
ask() {
  curl -sN -D "$work/head" -o "$work/body" "http://127.0.0.1:$1/v1/chat/completions" \
    -H "authorization: Bearer $(cat "$2")" -H 'content-type: application/json' -d "$3"
  sed -n 's/^x-serai-cache: *\([a-z-]*\).*/\1/p' "$work/head"
}

question() {
  echo "{\"model\":\"$1\",\"messages\":[{\"role\":\"user\",\"content\":\"$2\"}]${3:-}}"
}

# Each node looks over the embedding model at its first question, and goes by equal questions alone meanwhile.
warm() {
  local tries=0
  ask "$1" "$2" "$(question cache "$4")" >"$work/hello"
  until curl -s "http://127.0.0.1:$3/metrics" | grep -q '^serai_cache_semantic_on.* 1.0' || [ $((tries += 1)) -gt 50 ]; do
    sleep 0.2
  done
}

demo() {
  local equal='How do I reset my password?' alike='How do I reset the password?'
  warm "$client1" "$work/key1" "$admin1" 'Is anybody there?'
  warm "$client2" "$work/key2" "$admin2" 'Good morning to all of you.'
  echo "node 1 is asked:            $(ask "$client1" "$work/key1" "$(question cache "$equal")")"
  echo "node 2 is asked the same:   $(ask "$client2" "$work/key2" "$(question cache "$equal")")"
  # The nodes tell each other of questions, a moment after they have answered them.
  sleep 1
  echo "node 2 is asked nearly so:  $(ask "$client2" "$work/key2" "$(question cache "$alike")")"
  echo "node 1 is asked for a whole answer:  $(ask "$client1" "$work/key1" "$(question cached "$equal")")"
  echo "node 2 is asked for a stream:        $(ask "$client2" "$work/key2" "$(question cached "$equal" ',"stream":true')"), $(grep -c '^data:' "$work/body") events"
  echo "node 1 is told to forget:   $(curl -s "http://127.0.0.1:$admin1/admin/v1/cache/purge" \
    -H "authorization: Bearer $(cat "$work/key1")" -H 'content-type: application/json' -d '{}')"
  echo "node 2 is asked again:      $(ask "$client2" "$work/key2" "$(question cache "$equal")")"
}

start 1 "$client1" "$admin1" "$peer1"
start 2 "$client2" "$admin2" "$peer2"
if [ "${1:-}" = demo ]; then
  demo
else
  echo "export KEY1=$(cat "$work/key1") KEY2=$(cat "$work/key2")"
  echo "Node 1 listens on $client1 and $admin1, node 2 on $client2 and $admin2. Ctrl-C ends both."
  wait
fi
