# What the peers' commands share; they read it. Nothing is left behind but the tools, outside the clone.
# WORK: where the peers' files lie while they run (default: a temporary folder beside the tools, deleted at the end).

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
cache=${XDG_CACHE_HOME:-$HOME/.cache}/nirantar
tools=$cache/tools/peers

stop() { printf '%s: %s\n' "${0##*/}" "$*" >&2; exit 1; }

# Debian packages, when the program that each brings is missing: `need python3:python3`.
need() {
    local pair missing=()
    for pair in "$@"; do
        command -v "${pair%%:*}" >/dev/null || missing+=("${pair#*:}")
    done
    [[ ${#missing[@]} -eq 0 ]] || install_packages "${missing[@]}"
}

install_packages() {
    [[ $(id -u) -eq 0 ]] || stop "these Debian packages are missing; as root: apt-get install $*"
    export DEBIAN_FRONTEND=noninteractive
    apt-get update -qq
    apt-get install -y -qq --no-install-recommends "$@" >/dev/null
}

# A Python of its own with what the peers need; only what is missing is installed.
python() {
    local wanted="$here/requirements.txt" done="$tools/requirements.txt"
    if ! cmp -s "$wanted" "$done"; then
        need python3:python3
        python3 -c 'import ensurepip' 2>/dev/null || install_packages python3-venv
        python3 -m venv "$tools"
        "$tools/bin/pip" install --quiet --disable-pip-version-check -r "$wanted"
        cp "$wanted" "$done"
    fi
    "$tools/bin/python" "$@"
}

# A folder for this run, deleted when it ends, however it ends.
work_folder() {
    mkdir -p "${WORK:-$cache/bench}"
    work=$(mktemp -d "${WORK:-$cache/bench}/${0##*/}.XXXXXX")
    trap clean_up EXIT
    # Bash leaves by a signal without the trap of EXIT.
    trap 'exit 143' TERM HUP
    trap 'exit 130' INT
}
clean_up() { rm -rf "$work"; }
