#!/bin/sh
# Installs the peers that the benchmarks compare with, into an ignored folder beside them: a Python environment and
# npm's libmf. What cannot be installed is said, and the benchmarks leave it out. Removing the folder undoes it all.
#
#   sh packages/core/bench/peers/setup.sh
#
# PyTorch comes from Debian, which links it with a BLAS of your choice:
#
#   sudo apt-get install python3-torch libopenblas0-pthread python3-venv
set -u
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
folder="$here/../.tastemaker"
python=${PYTHON:-/usr/bin/python3}
missing=""

mkdir -p "$folder"
if ! "$python" -c 'import torch' 2>/dev/null; then
  echo "PyTorch is not installed for $python. On Debian: sudo apt-get install python3-torch libopenblas0-pthread"
  missing="$missing torch"
fi
if "$python" -m venv --system-site-packages "$folder/venv"; then
  pip="$folder/venv/bin/python -m pip"
  # LightFM's source distribution is built with what the environment has: its own build requirements are unpinned.
  $pip install --quiet 'setuptools<70' wheel 'numpy>=1.24,<2'
  # One at a time: a peer that does not install here must not take the others with it.
  grep -v '^ *\(#\|$\)' "$here/requirements.txt" | while read -r requirement; do
    isolation=""
    case $requirement in lightfm*) isolation="--no-build-isolation" ;; esac
    $pip install --quiet $isolation --constraint "$here/requirements.txt" "$requirement" ||
      echo "Not installed: $requirement"
  done
else
  echo "No Python environment could be made. On Debian: sudo apt-get install python3-venv"
  missing="$missing python"
fi
if npm install --silent --no-audit --no-fund --no-save --prefix "$folder/npm" libmf@0.2.0; then
  (cd "$folder/npm" && node --input-type=module -e "await import('libmf')") ||
    { echo "libmf is installed but does not load here."; missing="$missing libmf"; }
else
  echo "Not installed: libmf (npm)"
  missing="$missing libmf"
fi
[ -z "$missing" ] || { echo "Left out:$missing"; exit 1; }
