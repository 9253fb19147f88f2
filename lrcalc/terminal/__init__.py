"""What the outside can take: streams, screens, ASCII, a progress bar."""
