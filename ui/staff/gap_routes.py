"""The addresses of what is missing, and of supply against demand."""

from ui.closed.entrance import STAFF
from ui.closed.guard import Guard
from ui.staff.admitted import Endpoint, file, page
from ui.staff.demand import DemandPages
from ui.staff.gaps import GapPages

Routes = dict[str, Endpoint]


def missing_routes(guard: Guard, pages: GapPages) -> Routes:
    """The pages of gaps and their files."""
    at = f"{STAFF.page}/manques"
    return {
        at: page(guard, pages.page),
        f"{at}.csv": file(guard, pages.csv),
        f"{at}.xlsx": file(guard, pages.xlsx),
        f"{at}.md": file(guard, pages.markdown),
        f"{at}/{{gap}}": page(guard, pages.one),
    }


def demand_routes(guard: Guard, pages: DemandPages) -> Routes:
    """The page of supply against demand, its chart and its table."""
    at = f"{STAFF.page}/demande"
    return {
        at: page(guard, pages.page),
        f"{at}.svg": file(guard, pages.chart),
        f"{at}.csv": file(guard, pages.csv),
    }
