"""Writes a C project of a few hundred files with a Makefile: source-tree.py DIRECTORY UNITS."""

import pathlib
import sys

root = pathlib.Path(sys.argv[1])
units = int(sys.argv[2])
root.mkdir(parents=True)


def put(path, text):
    path = root / path
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)


for unit in range(units):
    part = f"part{unit % 8}"
    put(f"include/{part}/unit{unit}.h", f"#pragma once\nlong unit{unit}(long x);\n")
    before = f'#include "part{(unit - 1) % 8}/unit{unit - 1}.h"\n' if unit else ""
    inner = f"unit{unit - 1}(x)" if unit else "x"
    filler = "".join(
        f"static long step{unit}_{n}(long x) {{ return x * {n + 1} % 65537 + {unit}; }}\n" for n in range(20)
    )
    steps = "".join(f"  y = step{unit}_{n}(y);\n" for n in range(20))
    put(
        f"src/{part}/unit{unit}.c",
        f'#include "{part}/unit{unit}.h"\n{before}{filler}'
        f"long unit{unit}(long x) {{\n  long y = {inner};\n{steps}  return y;\n}}\n",
    )
    put(f"doc/{part}/unit{unit}.txt", f"Unit {unit}.\n" * (unit + 1))
    put(f"data/{part}/unit{unit}.bin", "".join(chr(33 + (unit * 7 + n) % 90) for n in range(unit * 97)))

put(
    "src/main.c",
    f'#include <stdio.h>\n#include "part{(units - 1) % 8}/unit{units - 1}.h"\n'
    f'int main(void) {{\n  printf("%ld\\n", unit{units - 1}(42));\n  return 0;\n}}\n',
)
put(
    "Makefile",
    """CFLAGS = -O0 -pipe -Iinclude
sources := $(wildcard src/*.c src/*/*.c)
objects := $(sources:src/%.c=build/%.o)
program: $(objects)
\t$(CC) -o $@ $(objects)
build/%.o: src/%.c
\t@mkdir -p $(@D)
\t$(CC) $(CFLAGS) -c -o $@ $<
clean:
\trm -rf build program
.PHONY: clean
""",
)

y = 42
for unit in range(units):
    for n in range(20):
        y = y * (n + 1) % 65537 + unit
(root / "expected").write_text(f"{y}\n")
