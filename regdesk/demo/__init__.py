"""The main job from beginning to end: one invented person, six steps, two desks, one blind server."""
