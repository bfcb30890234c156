#!/usr/bin/env bash
# A conversation by curl: KEY=errands_... bash examples/conversation.sh "Please book a hotel in Lisbon"
#
# API (its address, with /v1 or without) and START name another API and another address to begin at;
# HOSTS='"127.0.0.1:8101"' names hosts that may be visited besides. It prints each step, asks y or n before what can't be undone,
# takes what you type as the answer to what is asked, and closes the session at the end.
# It needs bash, curl, and python3 to read JSON.
set -euo pipefail

API=${API:-http://127.0.0.1:8080}
API=${API%/}
API=${API%/v1}/v1
START=${START:-http://127.0.0.1:8100/}
HOSTS=${HOSTS-'"127.0.0.1:8101"'}

# The key goes into a file of our own: what stands in a command line can be seen by others.
AUTH=$(mktemp)
SESSION=
LAST=
end() {
  if [ -n "$SESSION" ]; then call DELETE "/sessions/$SESSION" >/dev/null || true; fi
  rm -f "$AUTH" "$AUTH.body"
}
trap end EXIT
printf 'header = "Authorization: Bearer %s"\n' "${KEY:?a key, as errands up prints it}" >"$AUTH"

# call METHOD PATH [BODY [IDEMPOTENCY-KEY]]: the answer; a problem goes to stderr and ends it all.
call() {
  local status
  status=$(curl -sS --config "$AUTH" -X "$1" "$API$2" -o "$AUTH.body" -w '%{http_code}' \
    --retry 3 --retry-connrefused ${3:+-H 'Content-Type: application/json' -d "$3"} \
    ${4:+-H "Idempotency-Key: $4"})
  if [ "$status" -ge 400 ]; then
    printf '%s %s was answered by %s: %s\n' "$1" "$2" "$status" "$(cat "$AUTH.body")" >&2
    return 1
  fi
  cat "$AUTH.body"
}

# field NAME...: what stands there in the JSON on stdin; nothing for a null.
field() {
  python3 -c '
import json, sys
found = json.load(sys.stdin)
for name in sys.argv[1:]:
    found = found[name]
print("" if found is None else found)' "$@"
}

once() { python3 -c 'import uuid; print(uuid.uuid4())'; }

# json TEXT: it as a string of JSON.
json() { python3 -c 'import json, sys; print(json.dumps(sys.argv[1]))' "$1"; }

# say TEXT: a turn; sets TURN. The same key with the same words is one turn, however often it is sent.
say() {
  local made
  made=$(call POST "/sessions/$SESSION/turns" "{\"message\": $(json "$1")}" "$(once)")
  TURN=$(field id <<<"$made")
}

# follow: prints what happens until the turn has ended; sets ENDED to its event. A stream that breaks
# is opened again, and goes on after the last event.
follow() {
  local line event= data= stream
  ENDED=
  while [ -z "$ENDED" ]; do
    while IFS= read -r line; do
      line=${line%$'\r'}
      case $line in
        "id: "*) LAST=${line#id: } ;;
        "event: "*) event=${line#event: } ;;
        "data: "*)
          data=${line#data: }
          case $event in
            step.taken) printf '  %s\n' "$(field step action <<<"$data")" ;;
            turn.ended)
              if [ "$(field turn id <<<"$data")" = "$TURN" ]; then
                ENDED=$data
                break
              fi
              ;;
          esac
          ;;
      esac
    done < <(exec curl -sSN --config "$AUTH" "$API/sessions/$SESSION/events" \
      ${LAST:+-H "Last-Event-ID: $LAST"})
    kill "$!" 2>/dev/null || true
    [ -n "$ENDED" ] || sleep 1
  done
}

made=$(call POST /sessions \
  "{\"start_url\": $(json "$START"), \"allowed_hosts\": [$HOSTS]}" "$(once)")
SESSION=$(field id <<<"$made")
say "$1"
while :; do
  follow
  field turn reply <<<"$ENDED"
  [ "$(field turn status <<<"$ENDED")" = asked ] || break
  IFS= read -r typed || break
  if [ "$(field turn stop_reason <<<"$ENDED")" = needs_yes ]; then
    approved=$([ "$typed" = y ] && echo true || echo false)
    waits=$(call GET "/sessions/$SESSION/approval")
    made=$(call POST "/sessions/$SESSION/approval" \
      "{\"id\": $(json "$(field id <<<"$waits")"), \"approved\": $approved}" "$(once)")
    TURN=$(field id <<<"$made")
  else
    say "$typed"
  fi
done
