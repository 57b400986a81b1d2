"""What is seen of the lab: pages, controls, charts, tiles, and the thread that computes."""
