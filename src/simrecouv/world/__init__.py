"""Everything random, drawn by address before any policy."""

from simrecouv.world.world import World, build_world, shape_of

__all__ = ["World", "build_world", "shape_of"]
