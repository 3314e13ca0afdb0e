"""Where a closed desk is entered: each has its own address, cookies and sentences, one account."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Entrance:
    """The `path` of a desk's page, without a slash, and the name of its `words` in the wording."""

    path: str
    words: str

    @property
    def page(self) -> str:
        """The route of the desk's page."""
        return f"/{self.path}"

    @property
    def login(self) -> str:
        """Where one signs in, without a slash before it."""
        return f"{self.path}/connexion"

    @property
    def logout(self) -> str:
        """Where one signs out, without a slash before it."""
        return f"{self.path}/deconnexion"


AGENTS = Entrance("agents", "agents")
STAFF = Entrance("pilotage", "staff")
