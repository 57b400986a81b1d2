"""The levers of a policy: what each may be, what it says of itself, and what moving it changes."""
