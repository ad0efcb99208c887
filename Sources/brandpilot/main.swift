import Glibc

// What it writes is for its own user alone; a reader that goes away is an error, not a death.
umask(0o077)
signal(SIGPIPE, SIG_IGN)
exit(Commands.run(Array(CommandLine.arguments.dropFirst())).rawValue)
