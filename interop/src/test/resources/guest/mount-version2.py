"""mount-version2.py SERVER PORT PATH DIRECTORY: mounts over NFSv2, which mount.nfs knows no more, though the kernel does."""

import ctypes
import os
import subprocess
import sys

server, port, path, directory = sys.argv[1:5]
subprocess.run(["modprobe", "nfsv2"], check=True)
os.makedirs(directory, exist_ok=True)
options = f"vers=2,proto=tcp,port={port},mountport={port},mountproto=tcp,mountvers=1,addr={server},mountaddr={server},nolock,hard,sec=sys"
libc = ctypes.CDLL(None, use_errno=True)
if libc.mount(f"{server}:{path}".encode(), directory.encode(), b"nfs", 0, options.encode()) != 0:
    sys.exit(f"mount: {os.strerror(ctypes.get_errno())}")
