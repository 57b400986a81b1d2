"""Speed and memory, measured in one run on one machine: `make bench`. Never asserted in a test."""
