### Emergency, registers, and what is due: words of their screens.
