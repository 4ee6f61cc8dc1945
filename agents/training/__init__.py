"""Learning to race: QR-SAC, its replay memory and its checkpoints. The only room with torch."""
