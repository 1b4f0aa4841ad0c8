"""Runs a command; writes what it printed as `name,value` lines, and below them seconds, processor seconds and the most memory it held, as
the system counts them. Argument: file to write when it succeeded, then the command.
"""
import os
import resource
import subprocess
import sys
import time

out, command = sys.argv[1], sys.argv[2:]
began = time.monotonic()
done = subprocess.run(command, stdout=subprocess.PIPE, check=False)
wall = time.monotonic() - began
used = resource.getrusage(resource.RUSAGE_CHILDREN)
with open(out + ".part", "wb") as file:
    file.write(done.stdout)
    rest = f"wall_s,{wall:.2f}\ncpu_s,{used.ru_utime + used.ru_stime:.2f}\nheld_mb,{used.ru_maxrss / 1024:.0f}\n"
    file.write(rest.encode())
if done.returncode != 0:
    sys.stdout.buffer.write(done.stdout)
    sys.exit(f"{' '.join(command)}: exit code {done.returncode}")
os.replace(out + ".part", out)
