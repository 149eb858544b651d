"""How an installation is set up, started and watched: settings, addresses, headers, errors, checks, commands."""
