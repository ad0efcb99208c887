import Glibc
import Linux

// What it writes is for its own user alone.
umask(0o077)
Signals.settle()
exit(Commands.run(Array(CommandLine.arguments.dropFirst())).rawValue)
